import type { BookRecord, Reads, ReportFilter } from '../../../store/index.ts';
import { type Chunk, file } from './chunk.ts';
import type { Provenance } from './exported.ts';

export const BOOK_FORMAT = 'pledgebook.book/1';

/** All that the book keeps, a record a line: docs/export-jsonl.md. */
export const jsonlFile = (
  book: Reads,
  filter: ReportFilter,
  schema: number,
  provenance: Provenance,
): AsyncGenerator<Chunk> => file('book.jsonl', lines(book, filter, schema, provenance));

async function* lines(
  book: Reads,
  filter: ReportFilter,
  schema: number,
  { book: name, exported, by, filters }: Provenance,
): AsyncGenerator<string> {
  const line = (value: unknown): string => `${JSON.stringify(value)}\n`;
  yield line({ record: 'book', format: BOOK_FORMAT, exported, by, book: name, schema, filters });
  const counts: Partial<Record<BookRecord['record'], number>> = {};
  for await (const record of book.records(filter)) {
    counts[record.record] = (counts[record.record] ?? 0) + 1;
    yield line(record.record === 'report' ? { ...record, bytes: bytesOf(record) } : record);
  }
  yield line({ record: 'end', counts });
}

/** Most reports came as the text that was read. */
function bytesOf({ bytes, text }: Extract<BookRecord, { record: 'report' }>): unknown {
  if (bytes === null) return null;
  const buffer = Buffer.from(bytes);
  const isText = text !== null && buffer.equals(Buffer.from(text, 'utf8'));
  return isText ? { as: 'text' } : { as: 'base64', data: buffer.toString('base64') };
}
