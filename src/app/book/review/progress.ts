import type { ProgressState, Stamp, Writes } from '../../../store/index.ts';
import { apply } from '../decisions/change.ts';
import { append } from '../decisions/decision.ts';
import { reportNamed } from '../decisions/lookup.ts';
import { openMissed } from './queue.ts';

/**
 * After a decision in review: its report is done where nothing of it is open any more, else in work. Said by a decision of its
 * own (`ID.progress`), so that it has its history, and is not undone with the other.
 */
export async function keepProgress(book: Writes, id: string, stamp: Stamp): Promise<ProgressState> {
  const { progress } = await reportNamed(book, id);
  const claims = await book.claims({ reports: [id], versions: 'all' });
  const missed = openMissed(await book.perhapsMissed({ reports: [id], versions: 'all' }), claims);
  const open = missed.length > 0 || claims.some(({ state }) => state === 'unreviewed');
  const state: ProgressState = open ? 'in-work' : 'done';
  if (state === progress.state) return state;
  const own = { ...stamp, id: `${stamp.id}.progress`, why: null };
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
