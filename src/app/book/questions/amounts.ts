import type { Conversion } from '../../../book/amounts/convert.ts';
import { type Gap, gapOf } from '../../../book/amounts/gap.ts';
import { type FilterWords, filterFrom, names } from '../../../book/filter.ts';
import type { Party } from '../../../book/record.ts';
import type { Answers } from '../answers.ts';
import { withLeads } from '../chosen-entries.ts';
import { type DecidedLink, LINK_KINDS, linksDecided } from '../decisions/links.ts';
import { type Leading, type Page, pageOf } from '../page.ts';
import { partiesWith } from '../parties-with.ts';
import { type BookQuery, keyOf } from '../query.ts';
import type { Snapshot } from '../snapshot.ts';

/** Whose amounts are asked for, in the words of `FilterWords`. */
export interface GapQuery extends BookQuery, Pick<FilterWords, 'actor' | 'measure'> {
  readonly beneficiary?: readonly string[];
  /** Adds figures in another currency. */
  readonly conversion?: Conversion;
}

export interface DecidedGap extends Gap {
  /** What persons decided about amounts of these sums. */
  readonly decided: readonly DecidedLink[];
}

/** What was promised, set aside and delivered. */
export interface AmountQuestions {
  /** What was promised, set aside and delivered. @throws UsageError where a filter or a date is wrong */
  gap(query?: GapQuery): Promise<DecidedGap & Omit<Page<never>, 'items'>>;
}

export function amountQuestions({ store, measures, remembered, snapshot, asking }: Answers): AmountQuestions {
  return {
    gap: async ({ actor, beneficiary, measure, conversion, ...query } = {}) => {
      filterFrom(
        { ...(actor && { actor }), ...(beneficiary && { target: beneficiary }), ...(measure && { measure }) },
        measures,
      );
      const { knownOn } = query;
      const links = linksDecided(
        await store.read((book) =>
          book.decisions({ kinds: LINK_KINDS, ...(knownOn !== undefined && { knownOn }) }),
        ),
      );
      const gapIn = (all: Leading & Pick<Snapshot, 'claims'>, parties: Snapshot['parties']) => {
        const filter = {
          ...(actor && { actors: partiesNamed(actor, parties) }),
          ...(beneficiary && { beneficiaries: partiesNamed(beneficiary, parties) }),
          ...(measure && { measures: measure }),
        };
        const found = gapOf(all.claims, all.reports, filter, links, conversion ?? null);
        const amounts = new Set(found.sums.flatMap((sum) => sum.amounts.map(({ id }) => id)));
        const decided = links.filter(({ amount, other }) => amounts.has(amount) || amounts.has(other));
        const { items: _, ...leads } = pageOf([], all);
        return { ...found, decided, ...leads };
      };
      return asking(
        query,
        async (book, taken) => {
          const all = await remembered(keyOf('amounts', query), async () =>
            withLeads(book, await book.amountClaims(), taken),
          );
          const ids = await book.partiesNamed(
            [...(actor ?? []), ...(beneficiary ?? [])].map((word) => word.toLowerCase()),
          );
          const parties = [...(await partiesWith(book, ids, taken)), ...all.parties];
          return { ...gapIn(all, parties), asked: await book.countReports() };
        },
        async () => {
          const all = await snapshot(query);
          return gapIn(all, all.parties);
        },
      );
    },
  };
}

/** Ids of the parties that a word names: by id, by the code of a state, or by name, as in `list`. */
const partiesNamed = (words: readonly string[], parties: readonly Party[]): readonly string[] =>
  parties.filter((party) => words.some((word) => names(word, party.id, party))).map(({ id }) => id);
