import type { Predicted, PredictedAttribution, PredictedClaim, Tokenised } from '../document/layers.ts';
import { CUE, CUE_QUERY, type Head, PREDICATE, TAGS } from './channels.ts';
import { actOf, attributionOf, type Context, claimOf, EDGE, foundIn, type Thresholds } from './decode.ts';
import { ask, type Encoded, encode } from './encode.ts';
import { letterCases } from './letter-case.ts';
import { insideOf, jointsOf, type Range, type Tags, tagsOf } from './ranges.ts';
import { type Second, withSecond } from './second.ts';
import type { Session } from './session.ts';
import { type Window, windowsOver } from './windows.ts';
import { wordPieces } from './word-pieces.ts';

export interface PredictOptions {
  /** Called after each window, with the word pieces read so far and those of the whole text. */
  readonly onProgress?: (read: number, all: number) => void;
  /** Instead of the model's own: to choose them. */
  readonly thresholds?: Thresholds;
}

/** The probabilities of one head over the pieces from `start` on that these windows have, each from its own window. */
function tagsFrom(held: readonly Encoded[], head: Head, start: number): Tags {
  const parts = held.map(({ window, tags }) => {
    const from = Math.max(window.from, start);
    return tagsOf(tags, TAGS, head.at, head.width, from - window.start + 1, window.to - from, from).rows;
  });
  const rows = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    rows.set(part, at);
    at += part.length;
  }
  return { start, kinds: (head.width - 1) / 2, rows };
}

/** The piece up to which everything is known: one behind which no predicate and no cue goes on. */
function settledAt(heads: readonly Tags[], from: number, to: number): number {
  for (let end = to; end > from; end--) {
    if (heads.every((tags) => insideOf(tags, end - 1) < EDGE)) return end;
  }
  return to;
}

/** A range is asked about in the window that its middle piece is taken from. */
const isOf = ({ from, to }: Window, { first, last }: Range): boolean =>
  from <= (first + last) >> 1 && (first + last) >> 1 < to;

/**
 * Reads the text window by window. Only the windows of a predicate or cue that may not have ended are kept, so that
 * memory does not grow with the text, save for its pieces and what is found.
 */
export async function predict(
  session: Session,
  document: Tokenised,
  options: PredictOptions = {},
  second?: Second,
): Promise<Predicted> {
  const { window: size, overlap } = session.manifest;
  const { thresholds = session.manifest.thresholds } = options;
  const pieces = wordPieces(document.text, session.vocabulary);
  const cases = letterCases(document.text, pieces);
  const alone = (window: Window): Promise<Encoded> => encode(session, pieces, cases, window);
  const reader = second ? withSecond(second, document.text, pieces, cases, alone) : alone;
  const context: Context = { pieces, joints: jointsOf(pieces, document.paragraphs), thresholds };
  const predictedClaims: PredictedClaim[] = [];
  const predictedAttributions: PredictedAttribution[] = [];
  let held: Encoded[] = [];
  let settled = 0;
  for (const next of windowsOver(pieces.count, size, overlap)) {
    held.push(await reader(next));
    const predicates = tagsFrom(held, PREDICATE, settled);
    const cues = tagsFrom(held, CUE, settled);
    const end = next.to === pieces.count ? next.to : settledAt([predicates, cues], settled, next.to);
    const claims = foundIn(predicates, context.joints, thresholds.predicate, end);
    const attributions = foundIn(cues, context.joints, thresholds.cue, end);
    for (const encoded of held) {
      const { window } = encoded;
      for (const found of claims.filter(({ range }) => isOf(window, range))) {
        const answer = await ask(session, encoded, found.range, actOf(found));
        predictedClaims.push(claimOf(context, found, answer));
      }
      for (const found of attributions.filter(({ range }) => isOf(window, range))) {
        const answer = await ask(session, encoded, found.range, CUE_QUERY);
        predictedAttributions.push(attributionOf(context, found, answer));
      }
    }
    settled = end;
    held = held.filter(({ window }) => window.to > settled);
    options.onProgress?.(next.end, pieces.count);
  }
  return Object.freeze({ ...document, predictedClaims, predictedAttributions });
}
