import { fingerprintOf } from '../../book/duplicates/fingerprint.ts';
import type { Signature } from '../../store/index.ts';

/** What copies of a text, and of its passages, are looked for by. */
export function signaturesOf(text: string): readonly Signature[] {
  const { keys, passages } = fingerprintOf(text);
  return [
    { start: 0, end: text.length, bands: keys },
    ...passages.map((passage) => ({ start: passage.start, end: passage.end, bands: passage.keys })),
  ];
}
