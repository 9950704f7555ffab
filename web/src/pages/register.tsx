import '../styles/register.css';
import { question, useAnswer } from '../api.ts';
import type { EntryPage, EntryRow } from '../api-types.ts';
import { askedIn, isFiltered } from '../asked.ts';
import { useKeys } from '../keys.ts';
import { entryName } from '../names.ts';
import { ActiveFilters } from '../parts/active-filters.tsx';
import { EntrySentences } from '../parts/entry-sentences.tsx';
import { Facets } from '../parts/facets.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { Paged } from '../parts/paged.tsx';
import { COLUMNS, type ColumnName } from '../parts/register-columns.tsx';
import { columnsOf, densityOf, RegisterTools, WordFilter } from '../parts/register-tools.tsx';
import { Answered, Empty } from '../parts/states.tsx';
import { change, thisPage, to, usePlace } from '../router.ts';
import { texts } from '../texts.ts';

const A_PAGE = '100';
export default function Register() {
  const { query } = usePlace();
  const asked = askedIn(query);
  const sorted = { ...asked, sort: query.get('sort') };
  const address = question('/entries', { ...sorted, limit: A_PAGE });
  const answer = useAnswer<EntryPage>(address);
  return (
    <>
      <PageHead title={texts.register.title} about={texts.register.about}>
        <RegisterTools query={query} sorted={sorted} />
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
                <NoEntries query={query} />
              ) : (
                <Paged key={address} first={page} address={address} words={texts.count.entries}>
                  {(rows) => <Rows rows={rows} query={query} />}
                </Paged>
              )
            }
          </Answered>
        </div>
      </div>
    </>
  );
}

const NoEntries = ({ query }: { readonly query: URLSearchParams }) =>
  isFiltered(query) ? (
    <Empty title={texts.register.none}>
      <p>{texts.register.noneAbout}</p>
      <p>
        <a href={to('/')}>{texts.state.clear}</a>
      </p>
    </Empty>
  ) : (
    <Empty title={texts.register.empty}>
      <p>{texts.register.emptyAbout}</p>
      <p>
        <a href={to('/add')}>{texts.nav.add}</a>
      </p>
    </Empty>
  );

/** The table. */
function Rows({ rows, query }: { readonly rows: readonly EntryRow[]; readonly query: URLSearchParams }) {
  const columns = COLUMNS.filter(({ name }) => columnsOf(query).includes(name));
  const open = query.getAll('open');
  const toggle = (id: string): void =>
    change({ open: open.includes(id) ? open.filter((one) => one !== id) : [...open, id] }, { replace: true });
  const step = (by: number): void => {
    const buttons = [...document.querySelectorAll<HTMLElement>('button.opens')];
    const at = buttons.findIndex((button) => button.closest('tbody')?.contains(document.activeElement));
    buttons[Math.max(0, Math.min(buttons.length - 1, at + by))]?.focus();
  };
  useKeys({ j: () => step(1), k: () => step(-1) });
  return (
    <div class="scrolls" tabIndex={-1}>
      <table>
        <caption class="hidden">{texts.register.table}</caption>
        <thead>
          <tr>
            <th>
              <span class="hidden">{texts.keys.open}</span>
            </th>
            {columns.map(({ name, sort, kind }) => (
              <ColumnHead key={name} name={name} sort={sort} kind={kind} now={query.get('sort') ?? 'actor'} />
            ))}
          </tr>
        </thead>
        {rows.map((row) => (
          <Row key={row.id} row={row} columns={columns} isOpen={open.includes(row.id)} toggle={toggle} />
        ))}
      </table>
    </div>
  );
}

function ColumnHead({
  name,
  sort,
  kind,
  now,
}: {
  readonly name: ColumnName;
  readonly sort: string | undefined;
  readonly kind: (typeof COLUMNS)[number]['kind'];
  readonly now: string;
}) {
  const words = texts.register.column[name];

  if (sort === undefined)
    return (
      <th scope="col" class={kind}>
        {words}
      </th>
    );
  const sorted = now === sort ? 'ascending' : now === `-${sort}` ? 'descending' : undefined;
  return (
    <th scope="col" class={kind} aria-sort={sorted}>
      <a
        class="plain"
        href={thisPage({ sort: sorted === 'ascending' ? `-${sort}` : sort })}
        aria-label={texts.register.sortBy(words)}
      >
        {words} <span aria-hidden="true">{sorted === 'ascending' ? '↑' : sorted ? '↓' : ''}</span>
      </a>
    </th>
  );
}

function Row({
  row,
  columns,
  isOpen,
  toggle,
}: {
  readonly row: EntryRow;
  readonly columns: typeof COLUMNS;
  readonly isOpen: boolean;
  readonly toggle: (id: string) => void;
}) {
  const quote = row.quote && JSON.stringify({ sentence: row.quote.sentence, report: row.quote.report });
  return (
    <tbody class={isOpen ? 'open' : undefined} data-quote={quote ?? undefined}>
      <tr>
        <td>
          <button
            type="button"
            class="quiet opens"
            aria-expanded={isOpen}
            aria-label={texts.register.open(entryName(row.id))}
            onClick={() => toggle(row.id)}
          >
            <span aria-hidden="true">{isOpen ? '▾' : '▸'}</span>
          </button>
        </td>
        {columns.map(({ name, kind, cell }) => (
          <td key={name} class={kind} data-name={texts.register.column[name]}>
            {cell(row)}
          </td>
        ))}
      </tr>
      {isOpen && (
        <tr class="opened">
          <td colSpan={columns.length + 1}>
            <EntrySentences id={row.id} />
          </td>
        </tr>
      )}
    </tbody>
  );
}
