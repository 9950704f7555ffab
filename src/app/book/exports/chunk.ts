/** A piece of one file of an export; pieces of one file follow each other in their order. */
export interface Chunk {
  /** Name of the file within the export. */
  readonly file: string;
  readonly data: string | Uint8Array;
}

/** Characters that are gathered before they are passed on: a line at a time would be a call at a time. */
const SIZE = 65_536;

/** Text of one file, in pieces of a size that is worth passing on. */
export async function* file(name: string, parts: AsyncIterable<string>): AsyncGenerator<Chunk> {
  let gathered = '';
  // A file without content is a file too.
  let isBegun = false;
  for await (const part of parts) {
    gathered += part;
    if (gathered.length < SIZE) continue;
    yield { file: name, data: gathered };
    gathered = '';
    isBegun = true;
  }
  if (gathered !== '' || !isBegun) yield { file: name, data: gathered };
}
