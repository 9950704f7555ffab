import { asDecided } from '../../book/actor-decisions/as-decided.ts';
import type { Party } from '../../book/record.ts';
import type { Decision, KeptClaim, KeptReport, Note, Reads } from '../../store/index.ts';
import { undoneAmong } from './decisions/decision.ts';
import { reportNamed } from './decisions/lookup.ts';
import { actorDecisions } from './decisions/on-actors.ts';

/** Everything that the book keeps about one report. */
export interface ReportFile {
  readonly report: KeptReport;
  /** `sha256:` of the bytes as they came. */
  readonly hash: string;
  /** Ids of all its versions, first to last. */
  readonly versions: readonly string[];
  readonly notes: readonly Note[];
  /** In every state of review; `claim` with what decisions on actors make of it. */
  readonly claims: readonly KeptClaim[];
  /** All whom the book knows, as decided. */
  readonly parties: readonly Party[];
  /** That rest on it. */
  readonly decisions: readonly Decision[];
}

/** @throws UsageError `usage/report` where the book has none such, or it was purged */
export async function reportFile(book: Reads, id: string): Promise<ReportFile> {
  const hidden = (await book.state(id)) === 'removed';
  const decisions = await book.decisions({ reports: [id] });
  const undone = undoneAmong(decisions);
  const report = await reportNamed(book, id, hidden ? 'removed' : 'present');
  const kept = await book.claims({
    reports: [id],
    versions: 'all',
    state: hidden ? 'removed' : 'present',
  });
  const parts = {
    claims: kept.map(({ claim }) => claim),
    reports: [report.report],
    parties: await book.parties(),
  };
  const { claims, parties } = asDecided(parts, await actorDecisions(book));
  return {
    report,
    hash: (await book.hashes([id])).get(id) ?? '',
    versions: await book.versions(id),
    // A note has its decision's id.
    notes: (await book.notes(id)).filter((note) => !undone.has(note.id)),
    claims: kept.map((one, i) => ({ ...one, claim: claims[i] ?? one.claim })),
    parties,
    decisions,
  };
}
