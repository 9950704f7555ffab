import type { TakenOnActors } from '../../book/actor-decisions/decision.ts';
import type { Party, Report } from '../../book/record.ts';
import type { Corroboration } from '../../book/reliability.ts';
import type { Reads, ReviewState, Store, Story } from '../../store/index.ts';
import { StoreError } from '../../text/errors.ts';
import { entriesFrom, partsOf, withLeads } from './chosen-entries.ts';
import { corroborationsOf, type EntryFile, entryFile } from './entry-file.ts';

const NOTHING = { kept: [], claims: [], reports: [], parties: [] };
const EVERY_STATE: readonly ReviewState[] = ['accepted', 'unreviewed', 'rejected'];

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
  const kept = await book.entryClaims(ids, { states: EVERY_STATE });
  const counted = kept.filter(({ state }) => state !== 'rejected');
  const parts = await partsOf(book, ids, taken, undefined, counted);
  const entries = entriesFrom(ids, parts);
  const out = kept.filter(({ state }) => state === 'rejected');
  const rejected = out.length === 0 ? NOTHING : await withLeads(book, out, taken);
  const reports = unique([...parts.reports, ...rejected.reports]);
  const parties = unique([...parts.parties, ...rejected.parties]);
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
    all: rejected.claims,
    kept: [...parts.kept, ...rejected.kept],
    decisions: await book.decisions({ reports: reports.map(({ id }) => id) }),
  };
  return { files: entries.map((entry) => entryFile(entry, around, true)), reports, parties, learned };
}

const unique = <T extends { readonly id: string }>(values: readonly T[]): readonly T[] => [
  ...new Map(values.map((value) => [value.id, value])).values(),
];

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
