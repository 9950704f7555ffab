import type { Act } from '../../document/vocabulary.ts';
import type { Reading } from '../reading.ts';
import { type AttributionLayer, attributionLayers } from './attribution-layers.ts';
import { type ClaimLayer, claimLayers } from './claim-layers.ts';
import type { Judged } from './confidence.ts';
import { type DetailLayer, detailLayers } from './detail-layers.ts';
import type { MarkedText } from './marked-text.ts';
import { type Count, sumOf } from './score.ts';

export type Layer = ClaimLayer | AttributionLayer | DetailLayer;

/** How one text, or several, were read against what a person marked. A layer that was not marked is not there. */
export interface TextScore {
  readonly texts: number;
  readonly layers: Readonly<Partial<Record<Layer, Count>>>;
  readonly acts: Readonly<Partial<Record<Act, Count>>>;
  readonly judged: readonly Judged[];
}

/** Of one text. */
export function scoreText(marked: MarkedText, reading: Reading): TextScore {
  const { layers, acts, judged } = claimLayers(marked.claims, reading);
  return {
    texts: 1,
    layers: {
      ...layers,
      ...(marked.attributions && attributionLayers(marked.attributions, reading)),
      ...(marked.details && detailLayers(marked.details, reading)),
    },
    acts,
    judged,
  };
}

/** Of several together: each claim counts the same, however long its text. */
export const together = (scores: readonly TextScore[]): TextScore => ({
  texts: scores.reduce((sum, { texts }) => sum + texts, 0),
  layers: sumOf(scores.map(({ layers }) => layers)),
  acts: sumOf(scores.map(({ acts }) => acts)),
  judged: scores.flatMap(({ judged }) => judged),
});
