import type { Decision, KeptClaim, KeptReport, Note, Reads } from '../../store/index.ts';
import { undoneAmong } from './decisions/decision.ts';
import { reportNamed } from './decisions/lookup.ts';

/** Everything that the book keeps about one report. */
export interface ReportFile {
  readonly report: KeptReport;
  /** Ids of all its versions, first to last. */
  readonly versions: readonly string[];
  readonly notes: readonly Note[];
  /** In every state of review. */
  readonly claims: readonly KeptClaim[];
  /** That rest on it. */
  readonly decisions: readonly Decision[];
}

/** @throws UsageError `usage/report` where the book has none such, or it was purged */
export async function reportFile(book: Reads, id: string): Promise<ReportFile> {
  const hidden = (await book.state(id)) === 'removed';
  const decisions = await book.decisions({ reports: [id] });
  const undone = undoneAmong(decisions);
  return {
    report: await reportNamed(book, id, hidden ? 'removed' : 'present'),
    versions: await book.versions(id),
    // A note has its decision's id.
    notes: (await book.notes(id)).filter((note) => !undone.has(note.id)),
    claims: await book.claims({ reports: [id], versions: 'all', state: hidden ? 'removed' : 'present' }),
    decisions,
  };
}
