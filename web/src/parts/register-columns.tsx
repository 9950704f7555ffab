import type { EntryRow } from '../api-types.ts';
import { dateText, listText, numberText } from '../format.ts';
import { measureAbout, measureName, nameOf } from '../names.ts';
import { to } from '../router.ts';
import { texts } from '../texts.ts';
import { conditionText } from '../trigger-words.ts';
import { Sentence, toClaim } from './quote.tsx';
import { StandingChip } from './standing-mark.tsx';

export type ColumnName = keyof typeof texts.register.column;

interface Column {
  readonly name: ColumnName;
  /** By which the server sorts. */
  readonly sort?: string;
  readonly kind?: 'numeric' | 'date';
  readonly cell: (row: EntryRow) => preact.ComponentChildren;
}

/** Leads to the page of an actor or measure. */
const PageOf = ({
  by,
  value,
  children,
}: {
  by: string;
  value: string;
  children: preact.ComponentChildren;
}) => (
  <a class="plain" href={to(`/${by}/${encodeURIComponent(value)}`)}>
    {children}
  </a>
);

export const COLUMNS: readonly Column[] = [
  {
    name: 'actor',
    sort: 'actor',
    cell: (row) => (
      <PageOf by="actors" value={row.actor}>
        {nameOf(row.actor)}
      </PageOf>
    ),
  },
  {
    name: 'measure',
    sort: 'measure',
    cell: (row) => (
      <PageOf by="measures" value={row.measure}>
        <span title={measureAbout(row.measure) ?? row.measure}>{measureName(row.measure)}</span>
      </PageOf>
    ),
  },
  {
    name: 'beneficiary',
    sort: 'beneficiary',
    cell: ({ beneficiary }) =>
      beneficiary && (
        <PageOf by="actors" value={beneficiary}>
          {nameOf(beneficiary)}
        </PageOf>
      ),
  },
  { name: 'firmness', sort: 'firmness', cell: (row) => <HowFirm row={row} /> },
  {
    name: 'conditions',
    cell: ({ conditions }) =>
      conditions.length > 0 && (
        <ul>
          {conditions.map((of) => (
            <li key={conditionText(of)}>{conditionText(of)}</li>
          ))}
        </ul>
      ),
  },
  {
    name: 'against',
    kind: 'numeric',
    cell: ({ counts }) => (counts.against > 0 ? numberText(counts.against) : ''),
  },
  { name: 'sources', cell: ({ sources }) => listText(sources.map(nameOf)) },
  { name: 'since', kind: 'date', cell: ({ since }) => dateText(since) },
  { name: 'date', sort: 'date', kind: 'date', cell: ({ until }) => dateText(until) },
  { name: 'reports', kind: 'numeric', cell: ({ reports }) => numberText(reports) },
  {
    name: 'confirmed',
    kind: 'numeric',
    cell: ({ confirmed, counts }) => texts.register.confirmedOf(confirmed, counts.claims),
  },
  {
    name: 'words',
    cell: ({ quote }) =>
      quote && (
        <a class="plain read" href={toClaim(quote.claim, quote.report)}>
          <Sentence of={quote} />
        </a>
      ),
  },
  { name: 'grades', cell: ({ grades }) => grades.join(' ') },
];

/** Shown unless others are chosen. */
export const USUAL: readonly ColumnName[] = [
  'actor',
  'measure',
  'beneficiary',
  'firmness',
  'conditions',
  'date',
  'confirmed',
];

export const isColumn = (name: string): name is ColumnName => COLUMNS.some((column) => column.name === name);

export function HowFirm({ row: { state } }: { readonly row: EntryRow }) {
  if (state === null) return <span class="soft">{texts.register.nothing}</span>;
  const { direction, firmness, change, negated } = state;
  const standing =
    direction === 'open' ? 'put-off' : direction === 'against' ? 'refused' : (firmness ?? 'undertaken');
  return (
    <span>
      <StandingChip of={standing} negated={negated && direction === 'for'} />
      {change && change !== 'same' && <span class={`step step-${change}`}>{texts.steps[change]}</span>}
    </span>
  );
}
