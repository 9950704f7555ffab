import type { ProgressState, Stamp, Writes } from '../../../store/index.ts';
import { apply, type Change } from '../decisions/change.ts';
import { append, bodyOf, undoneAmong } from '../decisions/decision.ts';
import { reportNamed } from '../decisions/lookup.ts';
import { openMissed } from './queue.ts';

/**
 * After a decision in review: its report is done where nothing of it is open any more, else in work; where none is left that
 * was not undone, it is as it was before. Said by a decision of its own (`ID.progress`), so that it has its history, and is not
 * undone with the other.
 */
export async function keepProgress(book: Writes, id: string, stamp: Stamp): Promise<ProgressState> {
  const former = await formerProgress(book, id);
  if (former !== null) return saidProgress(book, id, former, stamp);
  const claims = await book.claims({ reports: [id], versions: 'all' });
  const missed = openMissed(await book.perhapsMissed({ reports: [id], versions: 'all' }), claims);
  const open = missed.length > 0 || claims.some(({ state }) => state === 'unreviewed');
  return saidProgress(book, id, open ? 'in-work' : 'done', stamp);
}

/** After a decision was undone outside review: as it was before, where none is left. */
export async function reopenProgress(book: Writes, id: string, stamp: Stamp): Promise<void> {
  const former = await formerProgress(book, id);
  if (former !== null) await saidProgress(book, id, former, stamp);
}

/** What was said of a report before anybody decided on what was read in it; null where somebody has, and it was not undone. */
async function formerProgress(book: Writes, id: string): Promise<ProgressState | null> {
  const decisions = await book.decisions({ reports: [id] });
  const undone = undoneAmong(decisions);
  const standing = decisions.filter(({ id, kind }) => !undone.has(id) && !NO_REVIEW.has(kind));
  const bodies = standing.flatMap((decision) => bodyOf(decision) ?? []);
  // What is carried here from a copy nobody decided here.
  if (bodies.some(({ changes, from }) => from === undefined && isOfReview(changes))) return null;
  const byHand = standing.filter(({ kind, id }) => kind === 'progress' && !id.endsWith(PROGRESS));
  const said = byHand.flatMap((decision) => bodyOf(decision)?.changes ?? []);
  return said.flatMap((change) => (change.on === 'progress' ? [change.after] : [])).at(-1) ?? 'unread';
}

/** On what was read in a report, or perhaps missed; when its date is mended, claims change that nobody has looked at. */
export const isOfReview = (changes: readonly Change[]): boolean =>
  changes.some(({ on }) => on === 'claim' || on === 'missed') && !changes.some(({ on }) => on === 'report');

const NO_REVIEW: ReadonlySet<string> = new Set(['undo', 'reread']);

/** With what the id of a decision ends that is said by another. */
const PROGRESS = '.progress';

async function saidProgress(
  book: Writes,
  id: string,
  state: ProgressState,
  stamp: Stamp,
): Promise<ProgressState> {
  const { progress } = await reportNamed(book, id);
  if (state === progress.state) return state;
  const own = { ...stamp, id: `${stamp.id}${PROGRESS}`, why: null };
  const change = { on: 'progress', report: id, before: progress.state, after: state } as const;
  await apply(book, change, own);
  await append(
    book,
    { subject: id, report: id },
    { said: { kind: 'progress', report: id, state }, changes: [change] },
    own,
  );
  return state;
}
