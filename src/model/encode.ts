import { StageError } from '../text/errors.ts';
import * as channels from './channels.ts';
import { gather } from './embeddings.ts';
import type { Range } from './ranges.ts';
import type { Outputs, Session } from './session.ts';
import type { Window } from './windows.ts';
import type { Pieces } from './word-pieces.ts';

/** A window that the encoder has read. Row 0 and the last are of the special pieces, row i + 1 of the window's piece i. */
export interface Encoded {
  readonly window: Window;
  /** `[rows, TAGS]` logits. */
  readonly tags: Float32Array;
  /** `[rows, width]`: what the second half stands on. */
  readonly shared: Float32Array;
  readonly query: Float32Array;
}

/** What the second half says about one predicate or cue, over the pieces `[from, to)` of its window. */
export interface Answer {
  readonly from: number;
  readonly to: number;
  /** `[to − from, TOKENS]` logits. */
  readonly tokens: Float32Array;
  /** `[CLAIM]` logits. */
  readonly claim: Float32Array;
}

const output = (outputs: Outputs, name: string, length: number): Float32Array => {
  const values = outputs[name];
  if (values?.length !== length) {
    throw new StageError(
      'model/output',
      `The model gives ${values?.length ?? 'no'} numbers for ${name}, not ${length}.`,
    );
  }
  return values;
};

/**
 * One window, one call: several in one are no faster on a processor (5,600 pieces a second alone, 4,200 by four), and
 * alone it needs no padding.
 * @param cases the letter case of every piece of the text
 */
export async function encode(
  session: Session,
  pieces: Pieces,
  cases: Uint8Array,
  window: Window,
): Promise<Encoded> {
  const { embeddings, manifest } = session;
  const { special, hidden, width } = manifest;
  const rows = window.end - window.start + 2;
  const words = new Float32Array(rows * hidden);
  const letterCases = new BigInt64Array(rows);
  gather(embeddings, special.first, words, 0);
  for (let i = 1; i < rows - 1; i++) {
    gather(embeddings, pieces.ids[window.start + i - 1] ?? special.unknown, words, i * hidden);
    letterCases[i] = BigInt(cases[window.start + i - 1] ?? 0);
  }
  gather(embeddings, special.last, words, (rows - 1) * hidden);
  const outputs = await session.run('encoder', {
    embeddings: [words, [1, rows, hidden]],
    cases: [letterCases, [1, rows]],
    mask: [new BigInt64Array(rows).fill(1n), [1, rows]],
  });
  return {
    window,
    tags: output(outputs, 'tags', rows * channels.TAGS),
    shared: output(outputs, 'shared', rows * width),
    query: output(outputs, 'query', rows * width),
  };
}

/** The mean of the rows from `first` to `last`. */
function mean(values: Float32Array, width: number, first: number, last: number): Float32Array {
  const out = new Float32Array(width);
  for (let row = first; row <= last; row++) {
    for (let i = 0; i < width; i++) out[i] = (out[i] ?? 0) + (values[row * width + i] ?? 0);
  }
  return out.map((sum) => sum / (last - first + 1));
}

/**
 * Asks the second half about one predicate or cue: of a range that leaves the window, about the pieces in it. It is
 * given the rows within the model's reach only, since its time grows with them: 1.7 ms for 128, 3.2 for 200, 8.1 for 384,
 * and the same for each of two or four queries in one call.
 * @param kind the index of the act, or CUE_QUERY
 */
export async function ask(session: Session, encoded: Encoded, range: Range, kind: number): Promise<Answer> {
  const { width, window, reach = window } = session.manifest;
  const { start, end } = encoded.window;
  // the rows of the range, and the rows [top, bottom) around it
  const first = Math.max(range.first, start) - start + 1;
  const last = Math.min(range.last, end - 1) - start + 1;
  const top = Math.max(0, first - reach);
  const bottom = Math.min(end - start + 2, last + reach + 1);
  const rows = bottom - top;
  const outputs = await session.run('arguments', {
    shared: [encoded.shared.subarray(top * width, bottom * width), [1, rows, width]],
    query: [mean(encoded.query, width, first, last), [1, width]],
    kind: [BigInt64Array.of(BigInt(kind)), [1]],
    first: [BigInt64Array.of(BigInt(first - top)), [1]],
    last: [BigInt64Array.of(BigInt(last - top)), [1]],
    mask: [new BigInt64Array(rows).fill(1n), [1, rows]],
  });
  const tokens = output(outputs, 'tokens', rows * channels.TOKENS);
  const from = Math.max(start, start + top - 1);
  const to = Math.min(end, start + bottom - 1);
  const skipped = from - (start + top - 1);
  return {
    from,
    to,
    tokens: tokens.subarray(skipped * channels.TOKENS, (skipped + to - from) * channels.TOKENS),
    claim: output(outputs, 'claim', channels.CLAIM),
  };
}
