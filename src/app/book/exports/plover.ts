import { codebook } from '../../../book/exports/codebook.ts';
import { csvRow } from '../../../book/exports/csv.ts';
import { EVENTS, eventsOf } from '../../../book/exports/events.ts';
import type { ClaimRow } from '../../../book/exports/rows.ts';
import type { Table } from '../../../book/exports/table.ts';
import { CLAIMS } from '../../../book/exports/tables.ts';
import { type Chunk, file } from './chunk.ts';
import type { Exported } from './exported.ts';

/** One row an event, or a claim; with a codebook that says what the columns and codes are. */
export async function* ploverFiles(exported: Exported, perClaim: boolean): AsyncGenerator<Chunk> {
  yield* perClaim
    ? file('claims.csv', lines(CLAIMS, claimsIn(exported)))
    : file('events.csv', lines(EVENTS, eventsIn(exported)));
  const measures = new Map(exported.measures.map(({ id, about }) => [id, about]));
  const text = codebook(perClaim ? CLAIMS : EVENTS, exported.provenance, measures);
  yield { file: 'codebook.md', data: text };
}

async function* lines<Row>(table: Table<Row>, rows: AsyncIterable<readonly Row[]>): AsyncGenerator<string> {
  yield csvRow(table.columns.map(({ name }) => name));
  for await (const some of rows)
    yield some
      .map((row) =>
        csvRow(
          table.columns.map((column) => {
            const value = column.of(row);
            return value === null ? '' : String(value);
          }),
        ),
      )
      .join('');
}

async function* claimsIn(exported: Exported): AsyncGenerator<readonly ClaimRow[]> {
  for await (const reports of exported.reports()) yield reports.flatMap(({ rows }) => rows);
}

/** Story by story, in the order of their first reports: one story is held at a time. */
async function* eventsIn(exported: Exported) {
  const { asked, book } = exported;
  for await (const page of exported.reports()) {
    const stories = page.flatMap(({ story }) => story ?? []);
    const members = new Map(
      (await book.stories({ ...asked.filter, stories: [...new Set(stories)] })).map((story) => [
        story.id,
        story.reports,
      ]),
    );
    const begun = new Set<string>();
    for (const one of page) {
      const id = one.story ?? one.report.id;
      if (begun.has(id)) continue;
      begun.add(id);
      const all = members.get(id) ?? [one.report.id];
      if (!exported.isChosen && all[0] !== one.report.id) continue;
      const held = new Map(page.map((report) => [report.report.id, report]));
      const missing = all.filter((report) => !held.has(report));
      if (missing.length > 0)
        for await (const more of exported.reports(missing))
          for (const report of more) held.set(report.report.id, report);
      // Told where the first of its reports stands that are exported.
      if (all.find((report) => held.has(report)) !== one.report.id) continue;
      const rows = all.flatMap((report): readonly ClaimRow[] => held.get(report)?.rows ?? []);
      yield eventsOf(id, rows);
    }
  }
}
