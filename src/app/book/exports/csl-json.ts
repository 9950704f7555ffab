import { cslItem } from '../../../book/exports/csl.ts';
import { type Chunk, file } from './chunk.ts';
import type { Exported } from './exported.ts';

/** Every report as an item; the format has no place for where the list itself comes from but the items' notes. */
export const cslFile = (exported: Exported): AsyncGenerator<Chunk> =>
  file('references.json', items(exported));

async function* items(exported: Exported): AsyncGenerator<string> {
  const { book, exported: at, by } = exported.provenance;
  let isFirst = true;
  for await (const reports of exported.bareReports()) {
    for (const report of reports) {
      const item = cslItem(report);
      const noted = { ...item, note: `${item.note}; from the book ${book}, exported ${at} by ${by}` };
      yield `${isFirst ? '[\n' : ',\n'}${JSON.stringify(noted)}`;
      isFirst = false;
    }
  }
  yield isFirst ? '[]\n' : '\n]\n';
}
