import { MAX_INPUT_BYTES } from './decode.ts';
import { linesOf } from './lines.ts';

/** A message of a mailbox; `bytes` null where it is longer than `MAX_INPUT_BYTES`. */
export interface MailboxMessage {
  /** The line on which it starts, counted from 1. */
  readonly line: number;
  readonly bytes: Uint8Array | null;
}

const LINE_FEED = Uint8Array.of(0x0a);

/**
 * The messages of an mbox file (RFC 4155), one after the other. A line `From …` behind a blank one starts a message;
 * in a message it stands as `>From …`.
 */
export async function* mailboxMessages(stream: AsyncIterable<Uint8Array>): AsyncGenerator<MailboxMessage> {
  let lines: Uint8Array[] = [];
  let [size, start, line] = [0, 0, 0];
  let afterBlank = true;
  const message = (): MailboxMessage => ({
    line: start,
    bytes: size > MAX_INPUT_BYTES ? null : Buffer.concat(lines),
  });
  for await (const found of linesOf(stream)) {
    line++;
    const text = found === null ? '' : Buffer.from(found.subarray(0, 16)).toString('latin1');
    if (afterBlank && text.startsWith('From ')) {
      if (start > 0) yield message();
      [lines, size, start] = [[], 0, line];
    } else {
      size += found === null ? MAX_INPUT_BYTES + 1 : found.length + 1;
      if (size > MAX_INPUT_BYTES) lines = [];
      else if (found !== null) lines.push(/^>+From /.test(text) ? found.subarray(1) : found, LINE_FEED);
    }
    afterBlank = found !== null && (found.length === 0 || (found.length === 1 && found[0] === 0x0d));
  }
  if (start > 0) yield message();
}
