import { InputError } from '../text/errors.ts';
import { binaryKind } from './binary.ts';

/** In bytes: 16 MiB. The longest saved news pages have 5 MiB; anything above this is an archive or a dump, no report. */
export const MAX_INPUT_BYTES = 16 * 1024 * 1024;

/**
 * The text that the bytes stand for: UTF-8 or UTF-16 (with a byte order mark or without), the encoding that an HTTP
 * header or an HTML page declares, or Windows-1252 (of which Latin-1 is a part). Line ends stay as they are, only a byte
 * order mark is dropped.
 * `declared` is the label of a declared encoding, null where there is none; bytes that contradict it win.
 * @throws InputError `input/empty`, `input/too-large`, `input/binary`, `input/encoding`
 */
export function decode(bytes: Uint8Array, name: string, declared: string | null = null): string {
  if (bytes.length === 0) throw empty(name);
  if (bytes.length > MAX_INPUT_BYTES) throw tooLarge(name);
  const kind = binaryKind(bytes);
  if (kind !== null) throw binary(name, kind);
  const text = decodeText(bytes, name, declared);
  if (text.trim() === '') throw empty(name);
  if (hasTooManyControls(text)) throw binary(name, 'a binary file (full of control characters)');
  return text;
}

export const empty = (name: string): InputError =>
  new InputError('input/empty', `${name}: it is empty; put the text of the report into it or leave it out`);

export const tooLarge = (name: string): InputError =>
  new InputError(
    'input/too-large',
    `${name}: it is larger than ${MAX_INPUT_BYTES / 1024 / 1024} MiB; split it into one file a report`,
  );

const binary = (name: string, kind: string): InputError =>
  new InputError(
    'input/binary',
    `${name}: it is ${kind}, not text; save the report as plain text, HTML, DOCX or PDF`,
  );

const badEncoding = (name: string, what: string): InputError =>
  new InputError('input/encoding', `${name}: ${what}; save it as UTF-8`);

function decodeText(bytes: Uint8Array, name: string, declared: string | null): string {
  const wide = wideEncoding(bytes);
  if (wide === 'utf-32') throw badEncoding(name, 'it is encoded as UTF-32, which is not read');
  if (wide !== null) {
    const text = decodeStrictly(bytes, wide);
    if (text === null) throw badEncoding(name, `it is broken ${wide.toUpperCase()} (half a character in it)`);
    return text;
  }
  if (bytes.includes(0)) throw binary(name, 'a binary file (with NUL bytes)');
  const utf8 = decodeStrictly(bytes, 'utf-8');
  if (utf8 !== null) return utf8;
  const label = declared?.toLowerCase() ?? null;
  if (label !== null && !/^(?:utf-?8|utf-?16|unicode)/.test(label)) {
    const text = decodeStrictly(bytes, label);
    if (text !== null) return text;
  }
  return decodeSingleBytes(bytes, name);
}

/** Null where the bytes are not valid in that encoding, or the label is unknown. */
function decodeStrictly(bytes: Uint8Array, label: string): string | null {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) return null;
    throw error;
  }
}

/**
 * UTF-16 and UTF-32 by their mark, or UTF-16 by its zero bytes: in Latin script every second byte is zero, in other scripts
 * still those of blanks and line ends, and always on the same side.
 */
function wideEncoding(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | 'utf-32' | null {
  const [a, b, c, d] = bytes;
  if ((a === 0xff && b === 0xfe && c === 0 && d === 0) || (a === 0 && b === 0 && c === 0xfe && d === 0xff)) {
    return 'utf-32';
  }
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  const sample = bytes.subarray(0, 8192);
  const zeros: [number, number] = [0, 0];
  for (let i = 0; i < sample.length; i++) if (sample[i] === 0) zeros[i % 2 === 0 ? 0 : 1]++;
  // One character in twelve: in Russian, say, one in seven is a blank. And two at least, since one byte has no side.
  const enough = Math.max(1, sample.length / 2 / 12);
  if (zeros[0] === 0 && zeros[1] > enough) return 'utf-16le';
  if (zeros[1] === 0 && zeros[0] > enough) return 'utf-16be';
  return null;
}

/**
 * Bytes that are not UTF-8: Windows-1252, or UTF-8 that was damaged. Its accented letters are single, between ASCII letters;
 * sequences that are valid UTF-8 are there by chance only (`É»`), so where they are more than one in ten of the bytes above
 * ASCII the file is damaged UTF-8. A quarter of all bytes above ASCII is more than any language in Latin script writes
 * (French has 4 in 100, Vietnamese has another encoding), so then it is some other encoding that cannot be told.
 */
function decodeSingleBytes(bytes: Uint8Array, name: string): string {
  let high = 0;
  let sequences = 0;
  let undefinedBytes = 0;
  let firstBad = -1;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] ?? 0;
    if (byte < 0x80) continue;
    const length = sequenceLength(bytes, i);
    if (length > 0) {
      sequences++;
      i += length - 1;
      continue;
    }
    high++;
    if (firstBad < 0) firstBad = i;
    if (UNDEFINED_IN_1252.has(byte)) undefinedBytes++;
  }
  if (sequences * 10 > high) {
    throw badEncoding(name, `it is broken UTF-8 (line ${lineOf(bytes, firstBad)}, byte ${firstBad + 1})`);
  }
  if (undefinedBytes > 0 || high > bytes.length / 4) {
    throw badEncoding(name, 'it is neither UTF-8, UTF-16 nor Windows-1252 (Latin-1)');
  }
  return new TextDecoder('windows-1252').decode(bytes);
}

const UNDEFINED_IN_1252: ReadonlySet<number> = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d]);

/** Bytes of the well-formed UTF-8 sequence of two to four bytes that starts here; 0 where none does. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] ?? 0;
  const length =
    lead >= 0xc2 && lead <= 0xdf
      ? 2
      : lead >= 0xe0 && lead <= 0xef
        ? 3
        : lead >= 0xf0 && lead <= 0xf4
          ? 4
          : 0;
  for (let i = 1; i < length; i++) if (((bytes[at + i] ?? 0) & 0xc0) !== 0x80) return 0;
  return length;
}

function lineOf(bytes: Uint8Array, at: number): number {
  let line = 1;
  for (let i = 0; i < at; i++) if (bytes[i] === 0x0a) line++;
  return line;
}

/** Old wire files have a few control characters (start and end of text); a binary has them everywhere. */
function hasTooManyControls(text: string): boolean {
  const sample = text.slice(0, 65_536);
  const controls = sample.match(CONTROLS)?.length ?? 0;
  return controls > sample.length / 50;
}

// C0 but tab, line ends and form feed; DEL; C1; and characters that were lost in an earlier conversion.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const CONTROLS = /[\0-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ufffd]/g;
