import type { Chunk } from './chunk.ts';

const EMPTY = new Uint8Array();

/** The files of an export as one zip archive, made while they come, one after the other. */
export async function* zipped(chunks: AsyncIterable<Chunk>): AsyncGenerator<Uint8Array> {
  const { Zip, ZipDeflate } = await import('fflate');
  const ready: Uint8Array[] = [];
  const zip = new Zip((error, data) => {
    if (error) throw error;
    if (data.length > 0) ready.push(data);
  });
  const begun = new Map<string, InstanceType<typeof ZipDeflate>>();
  let last: string | undefined;
  for await (const { file, data } of chunks) {
    if (file !== last) {
      begun.get(last ?? '')?.push(EMPTY, true);
      if (begun.has(file)) throw new Error(`${file} was ended, and more of it comes`);
      const entry = new ZipDeflate(file, { level: 6 });
      // The same book gives the same archive but for what it says of itself.
      entry.mtime = new Date(1980, 0, 1);
      zip.add(entry);
      begun.set(file, entry);
      last = file;
    }
    begun.get(file)?.push(typeof data === 'string' ? Buffer.from(data, 'utf8') : data);
    yield* ready.splice(0);
  }
  begun.get(last ?? '')?.push(EMPTY, true);
  zip.end();
  yield* ready.splice(0);
}
