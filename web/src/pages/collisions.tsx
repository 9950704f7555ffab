import '../styles/pages.css';
import { question, useAnswer } from '../api.ts';
import type { Collision, Leads, Page } from '../api-types.ts';
import { askedIn, isFiltered } from '../asked.ts';
import { ActiveFilters } from '../parts/active-filters.tsx';
import { CollisionCard } from '../parts/collision-card.tsx';
import { FilterMenu } from '../parts/filter-menu.tsx';
import { Nothing } from '../parts/nothing.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { Paged } from '../parts/paged.tsx';
import { SaveView } from '../parts/save-view.tsx';
import { Answered } from '../parts/states.tsx';
import { to, usePlace } from '../router.ts';
import { texts } from '../texts.ts';

export default function Collisions() {
  const { query } = usePlace();
  const asked = askedIn(query);
  const address = question('/collisions', { ...asked, ids: 'few', limit: '30' });
  const answer = useAnswer<Page<Collision> & Leads>(address);
  return (
    <>
      <PageHead title={texts.collisions.title} about={texts.collisions.about}>
        <FilterMenu />
        <SaveView kind="entries" asked={asked} />
      </PageHead>
      <ActiveFilters query={query} />
      <Answered of={answer}>
        {(page) =>
          page.total === 0 ? (
            <Nothing title={texts.collisions.none}>
              <p>{texts.collisions.noneAbout}</p>
              {isFiltered(query) && (
                <p>
                  <a href={to('/collisions')}>{texts.state.clear}</a>
                </p>
              )}
            </Nothing>
          ) : (
            <Paged key={address} first={page} address={address} words={texts.count.collisions}>
              {(items) => items.map((one) => <CollisionCard key={one.id} of={one} heading="h2" />)}
            </Paged>
          )
        }
      </Answered>
    </>
  );
}
