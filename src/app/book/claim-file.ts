import type { Decision, KeptClaim, KeptReport, Reads } from '../../store/index.ts';
import { UsageError } from '../../text/errors.ts';
import { bodyOf } from './decisions/decision.ts';
import { reportNamed } from './decisions/lookup.ts';

/** What answers for the id of a claim now. */
export interface ClaimFile {
  readonly id: string;
  /** Itself; after a merge, a split or another reading what took its place: several after a split, none where nothing did. */
  readonly now: readonly KeptClaim[];
  /** By which it is another now: merge, split, undo, reread. */
  readonly by: Decision | null;
  readonly report: KeptReport;
}

/** @throws UsageError `usage/claim` where the book never had it, `usage/report` where its report was removed or purged */
export async function claimFile(book: Reads, id: string): Promise<ClaimFile> {
  const ends = await book.successors(id);
  const now = await book.claims({ claims: ends, versions: 'all' });
  const [report = ''] = id.split('#');
  const kept = (await book.state(report)) === null ? null : await reportNamed(book, report);
  if (kept === null || (now.length === 0 && ends.length > 0))
    throw new UsageError(
      'usage/claim',
      `there is no claim "${id}"; pledgebook reports REPORT prints the claims of a report`,
    );
  const decisions = await book.decisions({ reports: [report] });
  const by = ends.includes(id) ? undefined : decisions.findLast((decision) => replaces(decision, id));
  return { id, now, by: by ?? null, report: kept };
}

/** Whether by the decision others answer for the claim. */
function replaces(decision: Decision, id: string): boolean {
  const { changes = [], matched = {} } = bodyOf(decision) ?? {};
  return (
    id in matched ||
    changes.some(
      (change) =>
        (change.on === 'successors' || (change.on === 'claim' && change.added && change.after === null)) &&
        change.claim === id,
    )
  );
}
