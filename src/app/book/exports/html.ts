import {
  claimHtml,
  entryBegin,
  entryEnd,
  HTML_END,
  HTML_SOURCES,
  htmlBegin,
  sourceHtml,
} from '../../../book/exports/html.ts';
import type { EntryRow } from '../../../book/exports/tables.ts';
import { type Chunk, file } from './chunk.ts';
import type { Exported } from './exported.ts';
import { said } from './said.ts';

/** The entries as one page that opens without a network; of the reports their sentences only, unless their texts are wanted. */
export const htmlFile = (exported: Exported, withTexts: boolean): AsyncGenerator<Chunk> =>
  file('report.html', page(exported, withTexts));

async function* page(exported: Exported, withTexts: boolean): AsyncGenerator<string> {
  yield htmlBegin(`Commitments in ${exported.provenance.book}`, said(exported.provenance));
  for await (const rows of exported.entries())
    for (const row of rows) {
      yield entryBegin(row);
      yield* against(exported, row);
      yield entryEnd(row);
    }
  yield HTML_SOURCES;
  for await (const reports of exported.reports())
    yield reports
      .filter(({ rows }) => rows.length > 0)
      .map((report) => sourceHtml(report, report.rows, withTexts))
      .join('');
  yield HTML_END;
}

/** An entry knows who stands against it; their sentences are read for it. */
async function* against(exported: Exported, { entry, name }: EntryRow): AsyncGenerator<string> {
  for await (const found of exported.claims(entry.against.map(({ id }) => id)))
    for (const { claim, report } of found)
      yield claimHtml(claim, { reports: new Map([[report.id, report]]), name });
}
