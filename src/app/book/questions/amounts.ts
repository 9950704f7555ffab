import { setImmediate as others } from 'node:timers/promises';
import { type Amounts, amountsOf, amountsTogether } from '../../../book/amounts/amounts.ts';
import type { Conversion } from '../../../book/amounts/convert.ts';
import { comparingOf, gapFrom } from '../../../book/amounts/gap.ts';
import { type Shortening, type ShortGap, shortened } from '../../../book/amounts/shortened.ts';
import { filterFrom, names } from '../../../book/filter.ts';
import type { Party } from '../../../book/record.ts';
import type { Answers } from '../answers.ts';
import { type DecidedLink, LINK_KINDS, linksDecided } from '../decisions/links.ts';
import { type FilteredQuery, lettingThrough } from '../let-through.ts';
import { type Page, pageOf } from '../page.ts';
import { partiesWith } from '../parties-with.ts';
import { keyOf } from '../query.ts';
import type { Snapshot } from '../snapshot.ts';

/**
 * Whose amounts are asked for: given by `actor`, for `target`, on `measure`; whatever else is asked of entries, told by claims of
 * those that it lets through.
 */
export interface GapQuery extends FilteredQuery, Shortening {
  /** The same as `target`. */
  readonly beneficiary?: readonly string[];
  /** Adds figures in another currency. */
  readonly conversion?: Conversion;
}

export interface DecidedGap extends ShortGap {
  /** What persons decided about amounts of these sums. */
  readonly decided: readonly DecidedLink[];
}

/** What was promised, set aside and delivered. */
export interface AmountQuestions {
  /** What was promised, set aside and delivered. @throws UsageError where a filter or a date is wrong */
  gap(query?: GapQuery): Promise<DecidedGap & Omit<Page<never>, 'items'>>;
}

export function amountQuestions({ store, measures, digested, snapshot, asking }: Answers): AmountQuestions {
  const letThrough = lettingThrough({ measures, snapshot, asking });
  return {
    gap: async ({ beneficiary: forWhom, conversion, few, restsOn, ...asked } = {}) => {
      const { actor, target, measure, firmness, condition, source, publisher, since, text, ...query } = asked;
      const beneficiary = forWhom || target ? [...(forWhom ?? []), ...(target ?? [])] : undefined;
      filterFrom(
        { ...(actor && { actor }), ...(beneficiary && { target: beneficiary }), ...(measure && { measure }) },
        measures,
      );
      // Givers and beneficiaries are those of the amounts, which need not be those of entries.
      const ofClaims = { firmness, condition, source, publisher, since, text };
      const words = Object.fromEntries(Object.entries(ofClaims).filter(([, value]) => value !== undefined));
      const claims =
        Object.keys(words).length === 0 ? null : (await letThrough({ ...query, ...words })).claims;
      const { knownOn } = query;
      const links = linksDecided(
        await store.read((book) =>
          book.decisions({ kinds: LINK_KINDS, ...(knownOn !== undefined && { knownOn }) }),
        ),
      );
      const gapIn = (told: Amounts, parties: Snapshot['parties']) => {
        const filter = {
          ...(actor && { actors: partiesNamed(actor, parties) }),
          ...(beneficiary && { beneficiaries: partiesNamed(beneficiary, parties) }),
          ...(measure && { measures: measure }),
          ...(claims && { claims }),
        };
        const found = gapFrom(told, filter, links, conversion ?? null);
        const amounts = new Set(
          links.length === 0 ? [] : found.sums.flatMap((sum) => sum.amounts.map(({ id }) => id)),
        );
        const decided = links.filter(({ amount, other }) => amounts.has(amount) || amounts.has(other));
        return { ...shortened(found, { few, restsOn }), decided };
      };
      return asking(
        query,
        async (book, taken) => {
          const { told, named } = await digested(keyOf('amounts', query), async () => {
            const read = await store.read((now) => now.amounts());
            await others();
            const all = amountsTogether(read);
            return { told: all, named: namedIn(all) };
          });
          for (const _ of comparingOf(told, links)) await others();
          const words = [...(actor ?? []), ...(beneficiary ?? [])].map((word) => word.toLowerCase());
          const ids = new Set([...(await book.partiesNamed(words)), ...named]);
          const parties = await partiesWith(book, [...ids], taken);
          const found = gapIn(told, parties);
          const shown = [
            ...found.sums.flatMap((sum) => sum.amounts.flatMap(({ claims }) => claims)),
            ...found.notGiven.map(({ claim }) => claim),
          ];
          const kept = await book.claims({ claims: [...new Set(shown)] });
          const reports = await book.texts([...new Set(kept.map(({ claim }) => claim.report))]);
          const { items: _, ...leads } = pageOf([], { kept, reports, parties });
          return { ...found, ...leads, asked: await book.countReports() };
        },
        async () => {
          const all = await snapshot(query);
          const { items: _, ...leads } = pageOf([], all);
          return { ...gapIn(amountsOf(all.claims, all.reports), all.parties), ...leads };
        },
      );
    },
  };
}

/** Ids of those who give, or get, any of it. */
const namedIn = ({ amounts, notGiven }: Amounts): readonly string[] => [
  ...new Set([...amounts, ...notGiven].flatMap((of) => [...of.givers, ...of.beneficiaries])),
];

/** Ids of the parties that a word names: by id, by the code of a state, or by name, as in `list`. */
const partiesNamed = (words: readonly string[], parties: readonly Party[]): readonly string[] =>
  parties.filter((party) => words.some((word) => names(word, party.id, party))).map(({ id }) => id);
