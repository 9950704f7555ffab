import { measureName } from '../../book/measure-name.ts';
import type { Trigger } from '../../document/layers.ts';
import { slice } from '../../text/span.ts';
import type { EntryRow } from './listed-entry.ts';
import type { Page } from './page.ts';

const COLUMNS: readonly string[] = [
  'id',
  'actor',
  'measure',
  'beneficiary',
  'act',
  'negated',
  'firmness',
  'conditions',
  'sources',
  'claims',
  'confirmed',
  'grades',
];

/** Entries as rows of a table, with its head: ids, for programs. */
export function entriesTable(entries: readonly EntryRow[]): readonly (readonly string[])[] {
  const rows = entries.map(({ id, actor, measure, beneficiary, state, conditions, sources, ...entry }) => [
    id,
    actor,
    measure,
    beneficiary ?? '',
    state?.claim.act ?? '',
    state ? String(state.claim.negated) : '',
    state?.claim.firmness ?? '',
    conditions.map(conditionText).join('; '),
    sources.join('; '),
    entry.claims.map((c) => c.id).join(' '),
    String(entry.confirmed),
    entry.grades.join(' '),
  ]);
  return [COLUMNS, ...rows];
}

const conditionText = ({ kind, trigger }: EntryRow['conditions'][number]): string =>
  `${kind} ${trigger ? triggerText(trigger) : ''}`.trim();

const triggerText = (trigger: Trigger): string =>
  'any' in trigger ? trigger.any.join(' or ') : trigger.all.join(' and ');

type Leads = Pick<Page<never>, 'parties' | 'reports'>;
type Cells = readonly (readonly [head: string, of: (row: EntryRow, leads: Leads) => string])[];

const nameOf = (id: string, { parties }: Leads): string => parties.get(id)?.name ?? id;

/** The columns that a register has, by the names that they have in its address: what is shown, and the ids behind it. */
const VIEW = {
  actor: [
    ['actor', ({ actor }, leads) => nameOf(actor, leads)],
    ['actor id', ({ actor }) => actor],
  ],
  measure: [
    ['measure', ({ measure }) => measureName(measure)],
    ['measure id', ({ measure }) => measure],
  ],
  beneficiary: [
    ['for', ({ beneficiary }, leads) => (beneficiary === null ? '' : nameOf(beneficiary, leads))],
    ['for id', ({ beneficiary }) => beneficiary ?? ''],
  ],
  firmness: [
    ['how firm now', (row) => standingText(row)],
    ['act', ({ state }) => state?.claim.act ?? ''],
    ['step', ({ state }) => state?.change?.step ?? ''],
  ],
  conditions: [['hangs on', ({ conditions }) => conditions.map(conditionText).join('; ')]],
  against: [['against it', ({ against }) => String(against.length)]],
  sources: [
    ['on the word of', ({ sources }, leads) => sources.map((id) => nameOf(id, leads)).join('; ')],
    ['on the word of, ids', ({ sources }) => sources.join('; ')],
  ],
  since: [['first told', ({ since }) => since ?? '']],
  date: [['last told', ({ until }) => until ?? '']],
  reports: [['reports', ({ claims }) => String(new Set(claims.map(({ report }) => report)).size)]],
  confirmed: [
    ['confirmed', ({ confirmed }) => String(confirmed)],
    ['claims', ({ claims }) => String(claims.length)],
  ],
  words: [['its words', (row, leads) => wordsOf(row, leads)]],
  grades: [['sources graded', ({ grades }) => grades.join(' ')]],
} as const satisfies Readonly<Record<string, Cells>>;

export type ViewColumn = keyof typeof VIEW;
export const VIEW_COLUMNS = Object.keys(VIEW) as readonly ViewColumn[];

/** Entries as a register shows them: these columns, in this order. */
export function viewTable(
  { items, ...leads }: Leads & { readonly items: readonly EntryRow[] },
  columns: readonly ViewColumn[],
): readonly (readonly string[])[] {
  const cells = columns.flatMap((name): Cells => VIEW[name]);
  return [cells.map(([head]) => head), ...items.map((row) => cells.map(([, of]) => of(row, leads)))];
}

/** `pledged`, `refused`, `not pledged`; empty where nothing was undertaken. */
function standingText({ state }: EntryRow): string {
  if (state === null) return '';
  const { direction, claim } = state;
  if (direction === 'open') return 'put off';
  if (direction === 'against') return 'refused';
  return `${claim.negated ? 'not ' : ''}${(claim.firmness ?? 'undertaken').replaceAll('-', ' ')}`;
}

function wordsOf({ state, claims }: EntryRow, { reports }: Leads): string {
  const telling = state?.claim ?? claims.at(-1);
  const text = telling && reports.get(telling.report)?.text;
  return text ? slice(text, telling.sentence) : '';
}
