import '../styles/register.css';
import { question, useAnswer } from '../api.ts';
import type { EntryPage } from '../api-types.ts';
import { askedIn } from '../asked.ts';
import { ActiveFilters } from '../parts/active-filters.tsx';
import { EntryTable } from '../parts/entry-table.tsx';
import { Facets } from '../parts/facets.tsx';
import { Nothing } from '../parts/nothing.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { Paged } from '../parts/paged.tsx';
import { columnsOf, densityOf, RegisterTools, WordFilter } from '../parts/register-tools.tsx';
import { SaveView } from '../parts/save-view.tsx';
import { Answered } from '../parts/states.tsx';
import { to, usePlace } from '../router.ts';
import { texts } from '../texts.ts';

const A_PAGE = '100';
export default function Register() {
  const { query } = usePlace();
  const asked = askedIn(query);
  const sorted = { ...asked, sort: query.get('sort') };
  const address = question('/entries', { ...sorted, ids: 'few', limit: A_PAGE });
  const answer = useAnswer<EntryPage>(address);
  return (
    <>
      <PageHead title={texts.register.title} about={texts.register.about}>
        <RegisterTools query={query} sorted={sorted} />
        <SaveView kind="entries" asked={asked} />
      </PageHead>
      <div class={`register ${densityOf(query)}`}>
        <details class="filters" open={matchMedia('(min-width: 60rem)').matches}>
          <summary>{texts.register.filter}</summary>
          <WordFilter query={query} />
          <Facets chosen={query} asked={asked} />
        </details>
        <div>
          <ActiveFilters query={query} />
          <Answered of={answer}>
            {(page) =>
              page.total === 0 ? (
                <NoEntries />
              ) : (
                <Paged key={address} first={page} address={address} words={texts.count.entries}>
                  {(rows) => <EntryTable rows={rows} columns={columnsOf(query)} sorts />}
                </Paged>
              )
            }
          </Answered>
        </div>
      </div>
    </>
  );
}

const NoEntries = () => (
  <Nothing title={texts.register.none}>
    <p>{texts.register.noneAbout}</p>
    <p>
      <a href={to('/')}>{texts.state.clear}</a>
    </p>
  </Nothing>
);
