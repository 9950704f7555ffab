import { facetsOf } from '../../../book/facets.ts';
import { type Cell, matrixOf, standingOf } from '../../../book/matrix.ts';
import { sorted, sortingFrom } from '../../../book/sort.ts';
import type { EntryFacets } from '../../../store/index.ts';
import type { Answers } from '../answers.ts';
import { findFacets, findStandings, type PageQuery } from '../find-entries.ts';
import { type Page, pageOf } from '../page.ts';
import { partiesWith } from '../parties-with.ts';
import { type BookQuery, type ListQuery, wantedOf } from '../query.ts';
import { entriesIn, filtered } from '../snapshot.ts';

/** How many there are of what. */
export interface TallyQuestions {
  /** Actors by measures, of the entries that `list` gives. @throws UsageError as `list` */
  matrix(query?: Omit<ListQuery, keyof PageQuery>): Promise<Page<Cell>>;
  /** What the entries that `list` gives can be chosen by, with how many each would leave. @throws UsageError as `list` */
  facets(query?: Omit<ListQuery, keyof PageQuery>): Promise<Pick<Page<never>, 'parties'> & EntryFacets>;
  /** How many claims these actors' entries hold, each once; by the actor's id. */
  claimCounts(actors: readonly string[], query?: BookQuery): Promise<ReadonlyMap<string, number>>;
}

export function tallyQuestions({ measures, snapshot, asking }: Answers): TallyQuestions {
  return {
    matrix: ({ sort = 'actor', ...query } = {}) => {
      const wanted = { ...wantedOf(query), sorting: sortingFrom(sort), measures };
      return asking(
        query,
        async (book, taken) => {
          const cells = matrixOf(await findStandings(book, wanted, taken));
          const parties = await partiesWith(book, [...new Set(cells.map(({ actor }) => actor))], taken);
          return { ...pageOf(cells, { reports: [], parties }), asked: await book.countReports() };
        },
        async () => {
          const all = await snapshot(query);
          const entries = sorted(filtered(entriesIn(all), query, measures, all), wanted.sorting, all);
          return pageOf(matrixOf(entries.map(standingOf)), all);
        },
      );
    },

    facets: ({ sort: _, ...query } = {}) => {
      const wanted = { ...wantedOf(query), sorting: sortingFrom('actor'), measures };
      return asking(
        query,
        async (book, taken) => {
          const found = await findFacets(book, wanted, taken);
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
