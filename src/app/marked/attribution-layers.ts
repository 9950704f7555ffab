import { length, overlap, overlaps, type Span } from '../../text/span.ts';
import type { Reading } from '../reading.ts';
import type { MarkedAttribution } from './marked-text.ts';
import { pairsOf, sameSpan } from './pairs.ts';
import type { Count } from './score.ts';

export type AttributionLayer =
  | 'attributions'
  | 'attributionSources'
  | 'attributionContents'
  | 'attributionKinds'
  | 'nesting';

/** More than any content: a cue that is met goes before words that are. */
const SAME_CUE = 1e6;

/**
 * Attributions meet where their cues overlap; one that was read without a cue, where its content has half of what was
 * marked. Contents are counted in characters.
 */
export function attributionLayers(
  attributions: readonly MarkedAttribution[],
  reading: Reading,
): Readonly<Record<AttributionLayer, Count>> {
  const read = reading.attributions;
  const met = pairsOf(attributions, read, (marked, { cue, content }) => {
    const words = shared(marked.content, content);
    if (marked.cue !== null && cue !== null && overlaps(marked.cue, cue)) return SAME_CUE + words;
    return cue === null && words * 2 >= size(marked.content) ? words : 0;
  });
  const index = new Map(read.map(({ id }, j) => [id, j]));
  const right = { sources: 0, contents: 0, kinds: 0, nesting: 0 };
  for (const [i, j] of met) {
    const [marked, found] = [attributions[i], read[j]];
    if (marked === undefined || found === undefined) continue;
    if (marked.source && found.source && sameSpan(marked.source, found.source)) right.sources++;
    right.contents += shared(marked.content, found.content);
    if (marked.kind === found.kind) right.kinds++;
    if (marked.within === null || found.within === null) continue;
    if (met.get(marked.within) === index.get(found.within)) right.nesting++;
  }
  const all = { marked: attributions.length, read: read.length };
  return {
    attributions: { right: met.size, ...all },
    attributionSources: {
      right: right.sources,
      marked: attributions.filter(({ source }) => source !== null).length,
      read: read.filter(({ source }) => source !== null).length,
    },
    attributionContents: {
      right: right.contents,
      marked: attributions.reduce((sum, { content }) => sum + size(content), 0),
      read: read.reduce((sum, { content }) => sum + size(content), 0),
    },
    attributionKinds: { right: right.kinds, ...all },
    nesting: {
      right: right.nesting,
      marked: attributions.filter(({ within }) => within !== null).length,
      read: read.filter(({ within }) => within !== null).length,
    },
  };
}

const size = (spans: readonly Span[]): number => spans.reduce((sum, span) => sum + length(span), 0);

const shared = (a: readonly Span[], b: readonly Span[]): number =>
  a.reduce((sum, x) => sum + b.reduce((inner, y) => inner + overlap(x, y), 0), 0);
