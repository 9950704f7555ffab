import { isDeepStrictEqual } from 'node:util';
import { asDecided } from '../book/actor-decisions/as-decided.ts';
import type { TakenOnActors } from '../book/actor-decisions/decision.ts';
import { entriesOf } from '../book/entries.ts';
import { type EntryHead, headOf } from '../book/entry-head.ts';
import type { Reads } from './store.ts';

/**
 * Where what is kept of entries is otherwise than what they are by all claims of the book, in words; empty where nothing is.
 * Reads all of it. Of a book that is not caught up nothing is said.
 */
export async function wrongEntries(book: Reads, taken: readonly TakenOnActors[]): Promise<readonly string[]> {
  if (!(await book.isCaughtUp(taken.map(({ id }) => id)))) return [];
  const claims = (await book.claims({ states: ['accepted', 'unreviewed'] })).map(({ claim }) => claim);
  const reports = (await book.reports()).map(({ report }) => report);
  const all = asDecided({ claims, reports, parties: await book.parties() }, taken);
  const known = new Map(all.reports.map((report) => [report.id, report]));
  const kept = new Map((await book.entryHeads()).map((head) => [head.id, head]));
  const entries = entriesOf(all.claims, all.reports, all.parties);
  const wrong: string[] = [];
  for (const entry of entries) {
    const { roles, ...head } = headOf(entry, known);
    const [found, ids] = [kept.get(entry.id), entry.claims.map(({ id }) => id).sort()];
    kept.delete(entry.id);
    const fields = found === undefined ? ['all'] : differing(found, head);
    if (!isDeepStrictEqual(await book.entryRoles(entry.id), roles)) fields.push('what it is found by');
    const own = (await book.entryClaims([entry.id])).map(({ claim }) => claim.id).sort();
    if (!isDeepStrictEqual(own, ids)) fields.push('claims');
    if (fields.length > 0)
      wrong.push(`of entry ${entry.id} is kept otherwise than its claims have it: ${fields.join(', ')}`);
  }
  return [...wrong, ...[...kept.keys()].map((id) => `entry ${id} is kept, and no claim is of it`)];
}

const differing = (kept: EntryHead, head: EntryHead): string[] =>
  (Object.keys(head) as (keyof EntryHead)[]).filter((field) => kept[field] !== head[field]);
