import type { TakenOnActors } from '../../book/actor-decisions/decision.ts';
import type { Party, Report } from '../../book/record.ts';
import type { Corroboration } from '../../book/reliability.ts';
import type { Reads, ShortClaim, Store, Story } from '../../store/index.ts';
import { StoreError } from '../../text/errors.ts';
import { wholeEntries, withLeads } from './chosen-entries.ts';
import { corroborationsOf, type EntryFile, entryFile } from './entry-file.ts';
import { entriesFrom, shortParts } from './short-entries.ts';

/** What was found out on the way that is worth keeping, with the change of the book up to which it holds. */
export interface Learned {
  readonly stories: readonly string[];
  readonly found: ReadonlyMap<string, Corroboration>;
  readonly change: string;
}

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
  const parts = await shortParts(book, ids, taken, 'all');
  const current = parts.members.flat().filter(({ isCurrent }) => isCurrent);
  const out = new Map(current.flatMap((claim) => (claim.state === 'rejected' ? [[claim.id, claim]] : [])));
  const counts = ({ isCurrent, state }: ShortClaim): boolean => isCurrent && state !== 'rejected';
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

/** What stands behind each claim of these stories. */
async function learn(book: Reads, ids: readonly string[], taken: readonly TakenOnActors[]): Promise<Learned> {
  if (ids.length === 0) return { stories: ids, found: new Map(), change: '' };
  const change = await book.lastChange();
  const stories: readonly Story[] = await book.stories({ stories: ids });
  const claims = await book.claims({ stories: ids, states: ['accepted', 'unreviewed'] });
  const all = await withLeads(book, claims, taken);
  const reports = await book.texts(stories.flatMap((story) => story.reports));
  return { stories: ids, found: corroborationsOf(stories, { ...all, reports }), change };
}

/** For the next time, if nothing has changed meanwhile and the book may be written. */
export async function keepLearned(store: Store, { stories, found, change }: Learned): Promise<void> {
  if (stories.length === 0) return;
  try {
    await store.write(async (book) => {
      if ((await book.lastChange()) === change) await book.corroborate(stories, found);
    });
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
  }
}
