import { entryHtml, HTML_END, HTML_SOURCES, htmlBegin, sourceHtml } from '../../../book/exports/html.ts';
import { type Chunk, file } from './chunk.ts';
import type { Exported } from './exported.ts';
import { said } from './said.ts';

/** The entries as one page that opens without a network; of the reports their sentences only, unless their texts are wanted. */
export const htmlFile = (exported: Exported, withTexts: boolean): AsyncGenerator<Chunk> =>
  file('report.html', page(exported, withTexts));

async function* page(exported: Exported, withTexts: boolean): AsyncGenerator<string> {
  yield htmlBegin(`Commitments in ${exported.provenance.book}`, said(exported.provenance));
  for await (const rows of exported.entries()) yield rows.map(entryHtml).join('');
  yield HTML_SOURCES;
  for await (const reports of exported.reports())
    yield reports
      .filter(({ rows }) => rows.length > 0)
      .map((report) => sourceHtml(report, report.rows, withTexts))
      .join('');
  yield HTML_END;
}
