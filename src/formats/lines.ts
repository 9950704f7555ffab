import { MAX_INPUT_BYTES } from './decode.ts';

const LINE_FEED = 0x0a;

/**
 * The lines of a stream without their ends, one after the other, so that a file may be larger than the memory. One of more
 * than `limit` bytes comes as null and is not kept. What follows the last line end is a line where it is not empty.
 */
export async function* linesOf(
  stream: AsyncIterable<Uint8Array>,
  limit = MAX_INPUT_BYTES,
): AsyncGenerator<Uint8Array | null> {
  let parts: Uint8Array[] = [];
  let size = 0;
  const take = (part: Uint8Array): void => {
    size += part.length;
    if (size > limit) parts = [];
    else parts.push(part);
  };
  const line = (): Uint8Array | null => {
    const [only] = parts;
    const whole = parts.length === 1 && only ? only : Buffer.concat(parts);
    const found = size > limit ? null : whole;
    parts = [];
    size = 0;
    return found;
  };
  for await (const chunk of stream) {
    let start = 0;
    for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, start)) {
      take(chunk.subarray(start, end));
      yield line();
      start = end + 1;
    }
    if (start < chunk.length) take(chunk.subarray(start));
  }
  if (size > 0) yield line();
}
