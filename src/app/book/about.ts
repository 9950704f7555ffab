import type { Reads, ReviewState } from '../../store/index.ts';

/** How much a book holds. */
export interface Holdings {
  /** Present ones, of each the current version. */
  readonly reports: number;
  readonly removed: number;
  readonly claims: Readonly<Record<Reviewed, number>>;
  readonly stories: number;
  readonly decisions: number;
  /** ISO days of the first and the last dated report; null where none is. */
  readonly from: string | null;
  readonly to: string | null;
  /** Which versions of the reader read how many reports. */
  readonly readers: readonly { readonly reader: string; readonly reports: number }[];
}

export type Reviewed = Exclude<ReviewState, 'gone'>;

export async function holdings(book: Reads): Promise<Holdings> {
  const reports = await book.reports();
  const days = reports.flatMap(({ report }) => report.published?.slice(0, 10) ?? []).sort();
  const readers = Map.groupBy(reports, ({ reader }) => reader);
  return {
    reports: reports.length,
    removed: (await book.reports({ state: 'removed' })).length,
    claims: counted((await book.claims()).map(({ state }) => state)),
    stories: (await book.stories()).length,
    decisions: (await book.decisions()).length,
    from: days[0] ?? null,
    to: days.at(-1) ?? null,
    readers: [...readers].map(([reader, of]) => ({ reader, reports: of.length })),
  };
}

/** How many claims of each of these reports are in which state of review, by the reports' ids. */
export async function reviewsOfReports(
  book: Reads,
  reports: readonly string[],
  state: 'present' | 'removed',
): Promise<ReadonlyMap<string, Readonly<Record<Reviewed, number>>>> {
  const claims = await book.claims({ reports, versions: 'all', state });
  const states = Map.groupBy(claims, ({ claim }) => claim.report);
  return new Map(reports.map((id) => [id, counted((states.get(id) ?? []).map((kept) => kept.state))]));
}

function counted(states: readonly ReviewState[]): Readonly<Record<Reviewed, number>> {
  const of = (state: Reviewed) => states.filter((s) => s === state).length;
  return { unreviewed: of('unreviewed'), accepted: of('accepted'), rejected: of('rejected') };
}
