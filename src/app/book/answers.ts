import type { Grade, Store } from '../../store/index.ts';
import { askKept, type CatchingUp } from './catch-up.ts';
import { type BookQuery, isOfNow, keyOf, knownOf, reportFilterOf } from './query.ts';
import { MOST_DIGESTS, nothingRemembered, type Remembering, remembering } from './remembered.ts';
import { type Snapshot, snapshotOf } from './snapshot.ts';

/** What the questions of a book are answered from. */
export interface Answers {
  readonly store: Store;
  /** All that the profiles name. */
  readonly measures: readonly string[];
  readonly remembered: Remembering;
  /** The same of what is small, whatever the book is; read afresh, so that it is of no earlier moment than it is remembered for. */
  readonly digested: Remembering;
  readonly snapshot: (query: BookQuery) => Promise<Snapshot>;
  readonly graded: (query: BookQuery) => Promise<Snapshot & { readonly grades: readonly Grade[] }>;
  /**
   * What stands now is asked of what the book keeps of entries; anything else of all claims. So is what is remembered anyway, and
   * all entries of a book that is small enough for that: what comes to all claims is found sooner in memory.
   */
  readonly asking: <T>(
    query: BookQuery,
    ask: Ask<T>,
    otherwise: () => Promise<T>,
    isAll?: boolean,
  ) => Promise<T>;
  /** The same of what memory has not: without the book's own tables it would be read anew each time. */
  readonly askingAnew: <T>(query: BookQuery, ask: Ask<T>, otherwise: () => Promise<T>) => Promise<T>;
}

type Ask<T> = Parameters<typeof askKept<T>>[1];

/** Reports of a book that is remembered whole. */
const FEW = 5000;

/** `remember` and `catchingUp` are those of `BookOptions`. */
export function answersOf({
  store,
  measures,
  remember = false,
  catchingUp,
}: Pick<Answers, 'store' | 'measures'> & {
  readonly remember?: boolean | undefined;
  readonly catchingUp?: CatchingUp | undefined;
}): Answers {
  const remembered = remember ? remembering(store) : nothingRemembered;
  const digested = remember ? remembering(store, MOST_DIGESTS) : nothingRemembered;
  const snapshot = (query: BookQuery): Promise<Snapshot> =>
    remembered(keyOf('snapshot', query), () => snapshotOf(store, query));
  const graded = (query: BookQuery) =>
    remembered(keyOf('graded', query), async () => ({
      ...(await snapshot(query)),
      grades: await store.read((book) => book.grades(knownOf(query))),
    }));
  const asking = async <T>(
    query: BookQuery,
    ask: Ask<T>,
    otherwise: () => Promise<T>,
    isAll = false,
  ): Promise<T> => {
    reportFilterOf(query);
    if (!isOfNow(query)) return otherwise();
    if (remember) {
      if (await remembered.holds(keyOf('snapshot', query))) return otherwise();
      if (isAll && (await store.read((book) => book.countReports())) < FEW) return otherwise();
    }
    return askKept(store, ask, otherwise, catchingUp);
  };
  const askingAnew = async <T>(query: BookQuery, ask: Ask<T>, otherwise: () => Promise<T>): Promise<T> => {
    reportFilterOf(query);
    return isOfNow(query) ? askKept(store, ask, otherwise, catchingUp) : otherwise();
  };
  return { store, measures, remembered, digested, snapshot, graded, asking, askingAnew };
}
