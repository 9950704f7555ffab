import type { EntryRow } from '../api-types.ts';
import { useKeys } from '../keys.ts';
import { entryName } from '../names.ts';
import { change, thisPage, usePlace } from '../router.ts';
import { texts } from '../texts.ts';
import { EntrySentences } from './entry-sentences.tsx';
import { COLUMNS, type ColumnName } from './register-columns.tsx';

/** Entries, each of which opens to its sentences in its place. */
export function EntryTable({
  rows,
  columns: names,
  sorts = false,
}: {
  readonly rows: readonly EntryRow[];
  readonly columns: readonly ColumnName[];
  /** The page can be asked for them in another order. */
  readonly sorts?: boolean;
}) {
  const { query } = usePlace();
  const columns = COLUMNS.filter(({ name }) => names.includes(name));
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
    <div class="scrolls register-table">
      <table>
        <caption class="hidden">{texts.register.table}</caption>
        <thead>
          <tr>
            <th>
              <span class="hidden">{texts.keys.open}</span>
            </th>
            {columns.map(({ name, sort, kind }) => (
              <ColumnHead
                key={name}
                name={name}
                sort={sorts ? sort : undefined}
                kind={kind}
                now={query.get('sort') ?? 'actor'}
              />
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
