import { type Entry, entriesNow } from '../../../book/entries.ts';
import { names } from '../../../book/filter.ts';
import type { Party } from '../../../book/record.ts';
import { UsageError } from '../../../text/errors.ts';
import type { Answers } from '../answers.ts';
import { entriesOfClaims } from '../chosen-entries.ts';
import { type ClaimFile, claimFile } from '../claim-file.ts';
import { keepLearned, type Learned } from '../corroborated.ts';
import { COUNTED } from '../counted.ts';
import { corroborationsOf, type EntryFile, entryFile, toldBySeveral } from '../entry-file.ts';
import { headsNow } from '../find-entries.ts';
import { type Leading, type Page, pageOf } from '../page.ts';
import { partiesWith } from '../parties-with.ts';
import { type BookQuery, reportFilterOf } from '../query.ts';
import { entryFiles } from '../show-entry.ts';
import { entriesIn, judgementsIn, snapshotIn } from '../snapshot.ts';

/** What an id or a word leads to. */
export interface NamedQuestions {
  /**
   * An entry by its id; by one that decisions on actors replaced, those that answer for it.
   * @throws UsageError `usage/entry` where there is none.
   */
  show(id: string, query?: BookQuery): Promise<Page<EntryFile>>;
  /** What answers for the id of a claim now, with the entries that it is part of. @throws UsageError `usage/claim` */
  claim(id: string, query?: BookQuery): Promise<ClaimFile & Page<Entry>>;
  /** Whom a word means: an id, the code of a state, a name; null for nobody whom the book knows. */
  party(word: string, query?: BookQuery): Promise<Party | null>;
}

export function namedQuestions({ store, snapshot, asking, askingAnew }: Answers): NamedQuestions {
  return {
    show: async (id, query = {}) => {
      const missing = () =>
        new UsageError('usage/entry', `there is no entry "${id}"; pledgebook list prints them`);
      const shown = await askingAnew<{ readonly page: Page<EntryFile>; readonly learned: Learned | null }>(
        query,
        async (book, taken) => {
          const ids = (await headsNow(book, id, taken)).map((head) => head.id);
          if (ids.length === 0) throw missing();
          const { files, learned, ...leads } = await entryFiles(book, ids, taken);
          return { page: pageOf(files, leads), learned };
        },
        async () => {
          const { states = COUNTED } = query;
          const all = await store.read(async (book) => ({
            ...(await snapshotIn(book, { ...query, states: [...COUNTED, 'rejected'] })),
            ...(await judgementsIn(book, query)),
            stories: await book.stories(reportFilterOf(query)),
          }));
          const counted = new Set(
            all.kept.flatMap(({ claim, state }) => (states.includes(state) ? [claim.id] : [])),
          );
          const claims = all.claims.filter((claim) => counted.has(claim.id));
          const found = entriesNow(id, entriesIn({ ...all, claims }), all.parties);
          if (found.length === 0) throw missing();
          const needed = new Set(
            found.flatMap((e) => [...e.claims, ...e.against].map(({ report }) => report)),
          );
          const stories = all.stories.filter((story) => story.reports.some((report) => needed.has(report)));
          const corroborations = corroborationsOf(stories, { ...all, claims });
          const around = { ...all, all: all.claims, corroborations, several: toldBySeveral(claims) };
          const files = found.map((entry) => entryFile(entry, around, query.states === undefined));
          return { page: pageOf(files, all), learned: null };
        },
      );
      if (shown.learned) await keepLearned(store, shown.learned);
      return shown.page;
    },

    claim: async (id, query = {}) => {
      const told = (file: ClaimFile, all: Leading, entries: readonly Entry[]): ClaimFile & Page<Entry> => {
        const now = new Set(file.now.map(({ claim }) => claim.id));
        const found = entries.filter(({ claims }) => claims.some((claim) => now.has(claim.id)));
        // Its report may have a later version, or come after the date that is asked for.
        const reports = new Map([...pageOf([], all).reports, [file.report.report.id, file.report.report]]);
        return { ...pageOf(found, all), reports, ...file };
      };
      return asking(
        query,
        async (book, taken) => {
          const file = await claimFile(book, id);
          const chosen = await entriesOfClaims(book, file.now, taken);
          return told(file, chosen, chosen.entries);
        },
        async () => {
          const all = await snapshot(query);
          return told(await store.read((book) => claimFile(book, id)), all, entriesIn(all));
        },
      );
    },

    party: (word, query = {}) => {
      const among = (parties: readonly Party[]): Party | null =>
        parties.find(({ id }) => id === word) ?? parties.find((one) => names(word, one.id, one)) ?? null;
      return asking(
        query,
        async (book, taken) =>
          among(await partiesWith(book, [word, ...(await book.partiesNamed([word.toLowerCase()]))], taken)),
        async () => among((await snapshot(query)).parties),
      );
    },
  };
}
