import { countedFacets, type EntryFacets, facetsOf } from '../../../book/facets.ts';
import { type Cell, matrixOf, standingOf } from '../../../book/matrix.ts';
import type { Party } from '../../../book/record.ts';
import { compare } from '../../../book/scene.ts';
import { inNameOrder, type Sorting, sorted, sortingFrom } from '../../../book/sort.ts';
import type { Answers } from '../answers.ts';
import { findFilter, findStandings, type PageQuery } from '../find-entries.ts';
import { type Page, pageOf } from '../page.ts';
import { partiesWith } from '../parties-with.ts';
import { type BookQuery, keyOf, type ListQuery, wantedOf } from '../query.ts';
import { entriesIn, filtered } from '../snapshot.ts';

/** How many there are of what. */
export interface TallyQuestions {
  /** Actors by measures, of the entries that `list` gives. @throws UsageError as `list` */
  matrix(query?: Omit<ListQuery, keyof PageQuery>): Promise<Page<Cell>>;
  /** How many of the entries that `list` gives each actor or measure has, in order, with whom they name. @throws UsageError as `list` */
  tally(by: 'actor' | 'measure', query?: Omit<ListQuery, keyof PageQuery>): Promise<Tally>;
  /** What the entries that `list` gives can be chosen by, with how many each would leave. @throws UsageError as `list` */
  facets(query?: Omit<ListQuery, keyof PageQuery>): Promise<Pick<Page<never>, 'parties'> & EntryFacets>;
  /** How many claims these actors' entries hold, each once; by the actor's id. */
  claimCounts(actors: readonly string[], query?: BookQuery): Promise<ReadonlyMap<string, number>>;
}

export interface Tally extends Pick<Page<never>, 'parties'> {
  /** By the actor's, or the measure's, id. */
  readonly entries: ReadonlyMap<string, number>;
}

export function tallyQuestions({ store, measures, digested, snapshot, asking }: Answers): TallyQuestions {
  return {
    matrix: ({ sort = 'actor', ...query } = {}) => {
      const wanted = { ...wantedOf(query), sorting: sortingFrom(sort), measures };
      return asking(
        query,
        async (book, taken) => {
          const { sorting, ...chosen } = wanted;
          // A few hundred actors are sooner in order than the many entries that they have.
          const isByActor = sorting.key === 'actor';
          const cells = matrixOf(await findStandings(book, isByActor ? chosen : wanted, taken));
          const parties = await partiesWith(book, [...new Set(cells.map(({ actor }) => actor))], taken);
          const page = pageOf(isByActor ? byActor(cells, parties, sorting) : cells, { reports: [], parties });
          return { ...page, asked: await book.countReports() };
        },
        async () => {
          const all = await snapshot(query);
          const entries = sorted(filtered(entriesIn(all), query, measures, all), wanted.sorting, all);
          return pageOf(matrixOf(entries.map(standingOf)), all);
        },
      );
    },

    tally: (by, { sort: _, ...query } = {}) => {
      const wanted = { ...wantedOf(query), measures };
      return asking<Tally>(
        query,
        async (book, taken) => {
          const entries = await book.entryTally(by, await findFilter(book, wanted, taken));
          const parties = by === 'actor' ? await partiesWith(book, [...entries.keys()], taken) : [];
          return { entries, parties: new Map(parties.map((party) => [party.id, party])) };
        },
        async () => {
          const all = await snapshot(query);
          const entries = filtered(entriesIn(all), query, measures, all);
          const held = [...Map.groupBy(entries, (entry) => entry[by])].sort(([a], [b]) => compare(a, b));
          const { parties } = pageOf([], all);
          return { entries: new Map(held.map(([id, own]) => [id, own.length])), parties };
        },
      );
    },

    facets: ({ sort: _, ...query } = {}) => {
      const wanted = { ...wantedOf(query), measures };
      return asking(
        query,
        async (book, taken) => {
          const { held } = await digested(keyOf('facets', query), async () => {
            return { held: await store.read((now) => now.facetEntries()) };
          });
          const filter = await findFilter(book, wanted, taken);
          const isAll = Object.keys(filter).length === 0;
          const found = countedFacets(held, isAll ? null : await book.entryNumbers(filter));
          const named = [found.actor, found.beneficiary, found.source].flat().map(({ value }) => value);
          const parties = await partiesWith(book, [...new Set(named)], taken);
          return { ...found, parties: new Map(parties.map((party) => [party.id, party])) };
        },
        async () => {
          const all = await snapshot(query);
          const { reports, parties } = pageOf([], all);
          return { ...facetsOf(filtered(entriesIn(all), query, measures, all), reports), parties };
        },
      );
    },

    claimCounts: (actors, query = {}) =>
      asking(
        query,
        (book) => book.claimCounts(actors),
        async () => {
          const held = Map.groupBy(entriesIn(await snapshot(query)), ({ actor }) => actor);
          return new Map(
            actors.map((actor) => {
              const claims = (held.get(actor) ?? []).flatMap((entry) => entry.claims);
              return [actor, new Set(claims.map(({ id }) => id)).size];
            }),
          );
        },
      ),
  };
}

/** Cells of one actor stay as they are. */
function byActor(
  cells: readonly Cell[],
  parties: readonly Party[],
  { descending }: Sorting,
): readonly Cell[] {
  const own = Map.groupBy(cells, ({ actor }) => actor);
  const order = inNameOrder(own.keys(), new Map(parties.map((party) => [party.id, party])));
  return (descending ? order.toReversed() : order).flatMap((actor) => own.get(actor) ?? []);
}
