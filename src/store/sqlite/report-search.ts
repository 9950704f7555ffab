import type { Span } from '../../text/span.ts';
import type { TextHit } from '../store.ts';
import type { Connection } from './connection.ts';
import { search, type Where } from './where.ts';

/** Stand around what was found; no text has them, since they are not printable. */
const [OPEN, CLOSE] = ['\u0002', '\u0003'];

/** Words of a snippet. */
const WORDS = 32;

/** A word in the title tells more of a report than one in its text. */
const RANK = 'bm25(4.0, 1.0, 1.0)';

/** Reports `r`, those that fit best first. */
export function searchReports(
  { rows }: Connection,
  words: string,
  { sql, values }: Where,
  limit: number,
): readonly TextHit[] {
  return rows<{ report: string; rank: number; title: string | null; text: string; snippet: string }>(
    `SELECT r.id AS report, report_search.rank AS rank, highlight(report_search, 0, ?1, ?2) AS title,
      highlight(report_search, 1, ?1, ?2) AS text, snippet(report_search, 1, ?1, ?2, '', ${WORDS}) AS snippet
      FROM report_search CROSS JOIN reports AS r ON r.n = report_search.rowid
      WHERE report_search MATCH ?3 AND report_search.rank MATCH '${RANK}' AND ${sql} ORDER BY report_search.rank LIMIT ?`,
    OPEN,
    CLOSE,
    search(words),
    ...values,
    limit,
  ).map(({ report, rank, title, text, snippet }) => {
    const marked = marksIn(text);
    const start = marked.plain.indexOf(marksIn(snippet).plain);
    return {
      report,
      rank,
      inTitle: marksIn(title ?? '').spans,
      inText: marked.spans,
      snippet: { start, end: start + marksIn(snippet).plain.length },
    };
  });
}

/** What stands between the marks, as spans of the text without them. */
function marksIn(marked: string): { readonly plain: string; readonly spans: readonly Span[] } {
  const spans: Span[] = [];
  let plain = '';
  for (const part of marked.split(OPEN)) {
    const [found, rest] = part.split(CLOSE);
    if (rest !== undefined && found !== undefined)
      spans.push({ start: plain.length, end: plain.length + found.length });
    plain += `${found ?? ''}${rest ?? ''}`;
  }
  return { plain, spans };
}
