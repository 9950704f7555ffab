import type { Difference } from '../book/difference.ts';
import { counted } from './document-block.ts';

/** Sentences of each kind that are printed. */
const SHOWN = 3;

/** How a version differs from the one before it: what changed of its head, then what is gone (`-`) and what came (`+`). */
export function differenceLines(difference: Difference | null): readonly string[] {
  if (difference === null) return [];
  const { changed, gone, come } = difference;
  const some = (mark: string, sentences: readonly string[]): readonly string[] =>
    sentences.slice(0, SHOWN).map((sentence) => `    ${mark} ${sentence}`);
  const more = Math.max(0, gone.length - SHOWN) + Math.max(0, come.length - SHOWN);
  return [
    ...changed.map(({ field, before, after }) => `    ${field}: ${before ?? 'none'} → ${after ?? 'none'}`),
    ...some('-', gone),
    ...some('+', come),
    ...(more > 0 ? [`    and ${counted(more, 'sentence')} more: --json prints all`] : []),
  ];
}
