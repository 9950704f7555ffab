import type { Citation } from '../../book/record.ts';
import type { Decision, Known, Reads } from '../../store/index.ts';
import { reportsBefore } from './decisions/as-known.ts';

/**
 * By what reports are cited, by their ids.
 * @param since decisions that are not known yet
 */
export async function citationsIn(
  book: Reads,
  reports: readonly string[],
  since: readonly Decision[],
  moment: Known,
): Promise<ReadonlyMap<string, Citation>> {
  const hashes = await book.hashes(reports);
  const kept = await book.reports({ ...moment, reports, versions: 'all' });
  return new Map(
    kept.flatMap(({ report, fetchedUrl, reader }) => {
      const [known = report] = reportsBefore([report], since);
      const { id, title, publisher, byline, url, published, learned, partial } = known;
      const hash = hashes.get(id);
      if (hash === undefined) return [];
      const cited = { id, title, publisher, byline, published, learned, url, fetchedUrl, hash, reader };
      return [[id, partial === undefined ? cited : { ...cited, partial }]];
    }),
  );
}
