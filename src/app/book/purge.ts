import type { Stamp, Store } from '../../store/index.ts';
import { reportsCopying } from './decisions/copies.ts';
import { checkStamp } from './decisions/decision.ts';
import { reportNamed } from './decisions/lookup.ts';

export interface PurgeOutcome {
  readonly decision: string;
  readonly reports: readonly string[];
  /** Other versions of these reports that are in the book. */
  readonly versions: readonly string[];
  /** Other reports in which passages of them stand. */
  readonly copies: readonly string[];
  /** Files that may still hold what was purged. */
  readonly files: readonly string[];
  /** The same in words. */
  readonly warning: string;
}

/**
 * Deletes reports for good, and says what remains.
 * @throws UsageError `usage/report` where one is unknown or was purged before; nothing is deleted then
 */
export async function purge(store: Store, reports: readonly string[], stamp: Stamp): Promise<PurgeOutcome> {
  checkStamp(stamp);
  const found = await store.read(async (book) => {
    const versions: string[] = [];
    const copies: string[] = [];
    for (const id of reports) {
      const hidden = (await book.state(id)) === 'removed';
      const { report } = await reportNamed(book, id, hidden ? 'removed' : 'present');
      versions.push(...(await book.versions(id)));
      copies.push(...(await reportsCopying(book, report)));
    }
    const others = (ids: readonly string[]) => [...new Set(ids)].filter((id) => !reports.includes(id));
    return { versions: others(versions), copies: others(copies).filter((id) => !versions.includes(id)) };
  });
  const { remains: files } = await store.purge(reports, stamp);
  const outcome = { decision: stamp.id, reports, ...found, files };
  return { ...outcome, warning: warningOf(outcome) };
}

function warningOf({ versions, copies, files }: Omit<PurgeOutcome, 'warning'>): string {
  const rest = [
    'its id, and by whom, when and why it was purged',
    ...(versions.length > 0 ? [`its other versions: ${versions.join(', ')}`] : []),
    ...(copies.length > 0 ? [`passages of it in other reports: ${copies.join(', ')}`] : []),
    ...(files.length > 0 ? [`files that may hold it: ${files.join(', ')}`] : []),
    'what was printed, exported or copied from the book before',
  ];
  return `This cannot be undone. What remains: ${rest.join('; ')}.`;
}
