import { StageError } from '../text/errors.ts';
import { type Encoded, encode } from './encode.ts';
import type { Session } from './session.ts';
import type { Window } from './windows.ts';
import { type Pieces, wordPieces } from './word-pieces.ts';

/**
 * A second, smaller model that is asked too which words are predicates and cues: two that were trained apart err apart. Its
 * numbers count for a share, in logits (a logarithmic opinion pool, Heskes 1998). What follows from a predicate, the first
 * one says alone: there the second gave nothing (train/EXPERIMENTS.md).
 */
export interface Second {
  readonly session: Session;
  /** 0 to 1. */
  readonly share: number;
}

/** Reads each window with both. @throws StageError `model/second` where they do not cut words alike */
export function withSecond(
  { session, share }: Second,
  text: string,
  pieces: Pieces,
  cases: Uint8Array,
  alone: (window: Window) => Promise<Encoded>,
): (window: Window) => Promise<Encoded> {
  const own = wordPieces(text, session.vocabulary);
  if (own.count !== pieces.count)
    throw new StageError(
      'model/second',
      `${session.manifest.name} cuts this text into ${own.count} pieces, not ${pieces.count}.`,
    );
  return async (window) => {
    const first = await alone(window);
    const { tags } = await encode(session, own, cases, window);
    return { ...first, tags: first.tags.map((logit, i) => (1 - share) * logit + share * (tags[i] ?? 0)) };
  };
}
