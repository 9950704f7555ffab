import type { TakenOnActors } from '../../book/actor-decisions/decision.ts';
import type { Party, Report } from '../../book/record.ts';
import type { Corroboration } from '../../book/reliability.ts';
import type { Reads, SeenClaim } from '../../store/index.ts';
import { wholeEntries } from './chosen-entries.ts';
import { type Learned, learn } from './corroborated.ts';
import { type EntryFile, entryFile } from './entry-file.ts';
import { entriesFrom, shortParts } from './short-entries.ts';

export interface Shown {
  readonly files: readonly EntryFile[];
  readonly reports: readonly Report[];
  readonly parties: readonly Party[];
  readonly learned: Learned;
}

/** Everything that the book keeps about these entries, of which only claims of these, and of their stories, are read. */
export async function entryFiles(
  book: Reads,
  ids: readonly string[],
  taken: readonly TakenOnActors[],
): Promise<Shown> {
  const parts = await shortParts(book, ids, taken);
  const current = parts.members.flat().filter(({ isCurrent }) => isCurrent);
  const out = new Map(current.flatMap((claim) => (claim.state === 'rejected' ? [[claim.id, claim]] : [])));
  const counts = ({ isCurrent, state }: SeenClaim): boolean => isCurrent && state !== 'rejected';
  const all = await wholeEntries(book, entriesFrom(parts, counts), taken, [...out.values()]);
  const { entries, reports, parties } = all;
  const shown = entries.flatMap((entry) => [...entry.claims, ...entry.against]);
  const behind = await book.behindClaims([...new Set(shown.map(({ id }) => id))]);
  const learned = await learn(
    book,
    [...new Set(behind.flatMap(({ story }) => (story === null || story.compared ? [] : [story.id])))],
    taken,
  );
  const corroborations = new Map<string, Corroboration>();
  for (const { claim, corroboration } of behind)
    if (corroboration !== null) corroborations.set(claim, corroboration);
  // What is kept of a claim of a story that has changed since gives way to what was found now.
  for (const [claim, corroboration] of learned.found) corroborations.set(claim, corroboration);
  const several = new Set(behind.flatMap(({ claim, isToldBySeveral }) => (isToldBySeveral ? [claim] : [])));
  const grading = { reports, grades: await book.grades(), corroborations, several };
  const around = {
    ...grading,
    all: all.claims.filter(({ id }) => out.has(id)),
    kept: all.kept,
    decisions: await book.decisions({ reports: reports.map(({ id }) => id) }),
  };
  return { files: entries.map((entry) => entryFile(entry, around, true)), reports, parties, learned };
}
