import type { Holdings, Reads, ReviewState } from '../../store/index.ts';

export type Reviewed = keyof Holdings['claims'];

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
