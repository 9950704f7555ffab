import type { ClaimRow } from '../../../book/exports/rows.ts';
import type { Table as ExportedTable } from '../../../book/exports/table.ts';
import type { Profile } from '../../../claims/profile.ts';
import type { Table, TableRow } from '../../../formats/tables/sheet.ts';
import type { Decision, Known, Reads, ReviewState, Stamp, Store, Writes } from '../../../store/index.ts';
import { InputError, UsageError } from '../../../text/errors.ts';
import { COUNTED } from '../counted.ts';
import { rehearsed, taken } from '../decide.ts';
import type { ClaimDecision, Outcome } from '../decisions/decision.ts';
import { actorDecisions } from '../decisions/on-actors.ts';
import { type Exported, exportedFrom } from '../exports/exported.ts';
import { columnIn, type DerivedTable, derivedEdits, derivedRow, derivedTable } from './derived-tables.ts';
import { columnNamed, type Edit, type EditedRow, editedRow } from './edit-row.ts';
import { editedParts, partsColumn, partsTable } from './edited-parts.ts';
import type { RowFailure } from './tracker-row.ts';

/** What became of an edited row: decisions, or why it was left alone. */
export interface EditOutcome {
  readonly number: number;
  readonly claim: string;
  readonly status: 'decided' | 'conflict';
  readonly edits: readonly Edit[];
  /** Of a conflict: what stands in the book now, where others decided since the export. */
  readonly now: readonly Edit[];
  readonly decisions: readonly Pick<Outcome, 'decision' | 'kind' | 'carried'>[];
}

export interface EditsImport {
  /** False of a dry run, and where rows are bad and may not be skipped. */
  readonly imported: boolean;
  /** Rows that say otherwise than the export and the book. */
  readonly rows: readonly EditOutcome[];
  /** Rows that do not. */
  readonly same: number;
  readonly failures: readonly RowFailure[];
  /** Columns that no export has: notes of one's own, which are left aside. */
  readonly foreign: readonly string[];
  /** Titles of tables that follow from claims, of which it cannot be told what was edited (`EditsOptions.filters`). */
  readonly notCompared: readonly string[];
}

export interface EditsOptions {
  /** When the table was exported: an instant, or a day, which counts to its end. */
  readonly exported: string;
  /** Names of the filters with which it was exported. */
  readonly filters: readonly string[];
  readonly measures: readonly string[];
  readonly profiles: readonly Profile[];
  readonly dryRun: boolean;
  readonly skipBad: boolean;
  readonly stamp: (why: string) => Stamp;
  /** Decisions that the book did not know then. */
  readonly decidedSince: (book: Reads, known: Known) => Promise<readonly Decision[]>;
}

/**
 * Takes edited tables of claims, of their conditions and of their amounts as decisions, in one transaction. What was edited is
 * told by the claims as they were when they were exported; where the book has moved on since, in the same cells, the row is left
 * alone. Of tables that follow from claims what an entry of a single claim says is taken as said of the claim; any other edit is
 * refused.
 * @throws InputError `input/table` where one is none of them
 */
export async function importEdits(
  store: Store,
  tables: readonly Table[],
  options: EditsOptions,
): Promise<EditsImport> {
  const { dryRun, skipBad, profiles } = options;
  const derived = tables.flatMap((table): DerivedTable[] => {
    const exported = derivedTable(table.columns);
    return exported ? [{ exported, table }] : [];
  });
  const known = tables.filter((table) => derived.every((one) => one.table !== table)).map(tableOf);
  const foreign = [
    ...known.flatMap(({ table, isOurs }) => table.columns.filter((column) => !isOurs(column))),
    ...derived.flatMap(({ exported, table }) =>
      table.columns.filter((column) => !columnIn(exported, column)),
    ),
  ];
  const isComparable = options.filters.every((name) => CHOOSING.has(name));
  const notCompared = isComparable ? [] : derived.map(({ exported }) => exported.title);
  const change = async (book: Writes) => {
    const other = await derivedIn(book, isComparable ? derived : [], options);
    const single = other.edits.flatMap(({ claims }) => (claims.length === 1 ? claims : []));
    const ids = [
      ...known.flatMap(({ table, heading }) => table.rows.map((row) => idIn(row, heading))),
      ...single,
    ];
    const [was, now] = [
      await claimsAt(book, ids, options, { knownOn: options.exported }),
      await claimsAt(book, ids, options, {}),
    ];
    const failures: RowFailure[] = [...other.failures];
    const rows: EditOutcome[] = [];
    const done = new Set<string>();
    const set = new Set<string>();
    let same = 0;
    const settle = async (claim: string, edited: EditedRow & { readonly number: number }): Promise<void> => {
      const { number } = edited;
      const place = { number, claim, decisions: [] };
      if (edited.kind === 'same') return;
      if (edited.kind === 'bad') failures.push(...edited.wrong.map((one) => ({ number, ...one })));
      else if (edited.kind === 'conflict')
        rows.push({ ...place, status: 'conflict', edits: edited.edits, now: edited.now });
      else {
        const twice = fieldsSet(edited.decisions).find((field) => set.has(`${claim} ${field}`));
        if (twice !== undefined) {
          const why = `the ${twice} of this claim are edited in two tables; leave one of them as it was`;
          failures.push({ number, column: null, why });
          return;
        }
        for (const field of fieldsSet(edited.decisions)) set.add(`${claim} ${field}`);
        const decisions = await decided(book, edited.decisions, done, number, options, failures);
        if (decisions !== null)
          rows.push({ ...place, status: 'decided', edits: edited.edits, now: [], decisions });
      }
    };
    for (const { table, heading, parts } of known) {
      const units = parts === null ? table.rows.map((row) => [row]) : rowsOfClaims(table.rows, heading);
      for (const unit of units) {
        const [row] = unit;
        if (row === undefined) continue;
        const claim = idIn(row, heading);
        const [before, after] = [was.get(claim), now.get(claim)];
        if (!before || !after) {
          const why = before
            ? 'the claim is gone since it was exported: merged, split, read again, or its report has a later version'
            : `the book had no claim "${claim}" on ${options.exported}`;
          failures.push({ number: row.number, column: heading, why });
          continue;
        }
        const edited =
          parts === null
            ? { number: row.number, ...editedRow(row, before, after, profiles) }
            : editedParts(parts, unit, before, after, profiles);
        if (edited.kind === 'same') same += unit.length;
        await settle(claim, edited);
      }
    }
    for (const row of Map.groupBy(other.edits, ({ table, number }) => `${table} ${number}`).values()) {
      const { claim, edited, refused } = derivedRow(row, was, now, profiles);
      failures.push(...refused);
      if (edited) await settle(claim, edited);
    }
    const result = { rows, same, failures, foreign, notCompared };
    if (failures.length > 0 && !skipBad) throw new Refused(result);
    return result;
  };
  try {
    return { ...(await (dryRun ? rehearsed(store, change) : store.write(change))), imported: !dryRun };
  } catch (error) {
    if (error instanceof Refused) return { ...error.outcome, imported: false };
    throw error;
  }
}

/** What tables that follow from claims say otherwise than they did when they were exported. */
async function derivedIn(book: Reads, tables: readonly DerivedTable[], options: EditsOptions) {
  if (tables.length === 0) return { edits: [], failures: [] };
  const then = await exportAt(book, options, { knownOn: options.exported }, COUNTED);
  try {
    return await derivedEdits(then, tables);
  } finally {
    then.close();
  }
}

/** Which of the exported tables it is: the one of claims, or one of their parts; and which column names the claim. */
function tableOf(table: Table) {
  const found = (name: string, isOf: (column: string) => string | undefined): string | undefined =>
    table.columns.find((column) => isOf(column) === name);
  const parts = partsTable(table.columns) ?? null;
  const named = (column: string): string | undefined =>
    parts === null
      ? columnNamed(column)?.name
      : partsColumn(parts.table as ExportedTable<never>, column)?.name;
  const heading = found(parts === null ? 'id' : 'claim', named);
  if (heading === undefined)
    throw new InputError(
      'input/table',
      'this is no table of claims that was exported: it has no column "id"; a tracker of your own needs --map',
    );
  return { table, heading, parts, isOurs: (column: string) => named(column) !== undefined };
}

/** Filters that say which entries are exported; any other changes what an entry says. */
const CHOOSING: ReadonlySet<string> = new Set(
  'actor measure target firmness condition source publisher text told-since since'.split(' '),
);

const idIn = ({ cells }: TableRow, heading: string): string => String(cells.get(heading) ?? '');

const rowsOfClaims = (rows: readonly TableRow[], heading: string): readonly (readonly TableRow[])[] => [
  ...Map.groupBy(rows, (row) => idIn(row, heading)).values(),
];

const fieldsSet = (decisions: readonly ClaimDecision[]): readonly string[] =>
  decisions.flatMap((said) => ('fields' in said ? Object.keys(said.fields ?? {}) : []));

class Refused extends Error {
  readonly outcome: Omit<EditsImport, 'imported'>;
  constructor(outcome: Omit<EditsImport, 'imported'>) {
    super('nothing is imported of a table with bad rows');
    this.outcome = outcome;
  }
}

/** What an edit carried to a copy of its passage need not be decided there again. @returns null where a decision cannot be taken */
async function decided(
  book: Writes,
  decisions: readonly ClaimDecision[],
  done: Set<string>,
  number: number,
  { stamp, measures }: EditsOptions,
  failures: RowFailure[],
): Promise<EditOutcome['decisions'] | null> {
  const outcomes: EditOutcome['decisions'][number][] = [];
  const keyOf = (claim: string, said: ClaimDecision): string =>
    JSON.stringify([claim, said.kind, 'fields' in said ? said.fields : null]);
  for (const said of decisions) {
    const claim = 'claim' in said ? said.claim : '';
    if (done.has(keyOf(claim, said))) continue;
    try {
      const { decision, kind, carried } = await taken(
        book,
        said,
        stamp(`row ${number} of an edited export`),
        { measures },
      );
      for (const copy of carried) done.add(keyOf(copy.subject, said));
      outcomes.push({ decision, kind, carried });
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      failures.push({ number, column: null, why: error.message });
      return null;
    }
  }
  return outcomes;
}

/** Claims in every state of review, as an export has them, by their ids. */
async function claimsAt(
  book: Reads,
  claims: readonly string[],
  options: EditsOptions,
  known: Known,
): Promise<ReadonlyMap<string, ClaimRow>> {
  const reports = [...new Set(claims.map((claim) => claim.slice(0, Math.max(0, claim.indexOf('#')))))];
  const found = new Map<string, ClaimRow>();
  const exported = await exportAt(book, options, known, ['accepted', 'unreviewed', 'rejected']);
  for await (const page of exported.reports(reports))
    for (const { rows } of page) for (const row of rows) found.set(row.claim.id, row);
  return found;
}

/** What an export of all of the book had. */
async function exportAt(
  book: Reads,
  { decidedSince }: EditsOptions,
  known: Known,
  states: readonly ReviewState[],
): Promise<Exported> {
  const [since, taken] = [await decidedSince(book, known), await actorDecisions(book, known)];
  const nothing = { book: '', exported: '', by: '', filters: {} };
  return exportedFrom(book, { filter: known, states, since, taken }, {}, [], nothing);
}
