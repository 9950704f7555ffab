import type { ClaimRow } from '../../../book/exports/rows.ts';
import type { Table } from '../../../formats/tables/sheet.ts';
import type { Decision, Known, Reads, Stamp, Store, Writes } from '../../../store/index.ts';
import { InputError, UsageError } from '../../../text/errors.ts';
import { rehearsed, taken } from '../decide.ts';
import type { ClaimDecision, Outcome } from '../decisions/decision.ts';
import { actorDecisions } from '../decisions/on-actors.ts';
import { exportedFrom } from '../exports/exported.ts';
import { columnNamed, type Edit, editedRow } from './edit-row.ts';
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
}

export interface EditsOptions {
  /** When the table was exported: an instant, or a day, which counts to its end. */
  readonly exported: string;
  readonly measures: readonly string[];
  readonly dryRun: boolean;
  readonly skipBad: boolean;
  readonly stamp: (why: string) => Stamp;
  /** Decisions that the book did not know then. */
  readonly decidedSince: (book: Reads, known: Known) => Promise<readonly Decision[]>;
}

/**
 * Takes an edited table of claims as decisions, in one transaction. What was edited is told by the claims as they were when
 * they were exported; where the book has moved on since, in the same cells, the row is left alone.
 * @throws InputError `input/table` where it is no table of claims
 */
export async function importEdits(store: Store, table: Table, options: EditsOptions): Promise<EditsImport> {
  const { dryRun, skipBad } = options;
  const heading = table.columns.find((column) => columnNamed(column)?.name === 'id');
  if (heading === undefined)
    throw new InputError(
      'input/table',
      'this is no table of claims that was exported: it has no column "id"; a tracker of your own needs --map',
    );
  const foreign = table.columns.filter((column) => columnNamed(column) === undefined);
  const change = async (book: Writes) => {
    const ids = table.rows.map(({ cells }) => String(cells.get(heading) ?? ''));
    const [was, now] = [
      await claimsAt(book, ids, options, { knownOn: options.exported }),
      await claimsAt(book, ids, options, {}),
    ];
    const failures: RowFailure[] = [];
    const rows: EditOutcome[] = [];
    const done = new Set<string>();
    let same = 0;
    for (const [i, row] of table.rows.entries()) {
      const { number } = row;
      const claim = ids[i] ?? '';
      const [before, after] = [was.get(claim), now.get(claim)];
      if (!before || !after) {
        const why = before
          ? 'the claim is gone since it was exported: merged, split, read again, or its report has a later version'
          : `the book had no claim "${claim}" on ${options.exported}`;
        failures.push({ number, column: heading, why });
        continue;
      }
      const edited = editedRow(row, before, after);
      if (edited.kind === 'same') same++;
      else if (edited.kind === 'bad')
        failures.push(...edited.wrong.map(({ column, why }) => ({ number, column, why })));
      else if (edited.kind === 'conflict')
        rows.push({ number, claim, status: 'conflict', edits: edited.edits, now: edited.now, decisions: [] });
      else {
        const decisions = await decided(book, edited.decisions, done, number, options, failures);
        if (decisions !== null)
          rows.push({ number, claim, status: 'decided', edits: edited.edits, now: [], decisions });
      }
    }
    const result = { rows, same, failures, foreign };
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
  { measures, decidedSince }: EditsOptions,
  known: Known,
): Promise<ReadonlyMap<string, ClaimRow>> {
  const asked = {
    filter: known,
    states: ['accepted', 'unreviewed', 'rejected'] as const,
    since: await decidedSince(book, known),
    taken: await actorDecisions(book, known),
  };
  const reports = [...new Set(claims.map((claim) => claim.slice(0, Math.max(0, claim.indexOf('#')))))];
  const found = new Map<string, ClaimRow>();
  const nothing = { book: '', exported: '', by: '', filters: {} };
  for await (const page of exportedFrom(book, asked, {}, measures, nothing).reports(reports))
    for (const { rows } of page) for (const row of rows) found.set(row.claim.id, row);
  return found;
}
