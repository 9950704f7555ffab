import { InputError } from '../text/errors.ts';
import { MAX_INPUT_BYTES } from './decode.ts';

/** In bytes, of all that is unpacked. Word writes some 10 bytes of XML for one of text, so this is more than a report has. */
export const MAX_UNPACKED = 4 * MAX_INPUT_BYTES;

export const unpackedTooLarge = (name: string, limit = MAX_UNPACKED): InputError =>
  new InputError(
    'input/too-large',
    `${name}: it unpacks to more than ${limit >> 20} MiB; it is no report, or damaged on purpose`,
  );

export const damaged = (name: string, cause?: Error): InputError =>
  new InputError(
    'input/damaged',
    `${name}: the file is damaged and cannot be read; get it again`,
    cause && { cause },
  );

export const cutOff = (name: string): InputError =>
  new InputError('input/cut-off', `${name}: the file is cut off before its end; get it again`);
