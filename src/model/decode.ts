import type { Pointers, PredictedAttribution, PredictedClaim, Scored } from '../document/layers.ts';
import {
  ACTS,
  type Act,
  ATTRIBUTION_KINDS,
  CONDITION_KINDS,
  FIRMNESS,
  ROLES,
  type Role,
  TRIGGER_KINDS,
  type TriggerKind,
} from '../document/vocabulary.ts';
import type { Span } from '../text/span.ts';
import * as channels from './channels.ts';
import type { Answer } from './encode.ts';
import { ranked, sigmoid, softmax } from './probabilities.ts';
import {
  bridged,
  heaviest,
  insideOf,
  massOf,
  type Range,
  rangesOf,
  spanOf,
  type Tags,
  tagsOf,
  weightOf,
  without,
} from './ranges.ts';
import type { Pieces } from './word-pieces.ts';

/** Chosen on the development texts; from model.json. */
export interface Thresholds {
  /** From which probability on a predicate is asked about. */
  readonly predicate: number;
  /** From which on it is a claim's, with what stands around it (src/claims/claim-evidence.ts); as above where left out. */
  readonly claim?: number;
  /** Of acts that need another one: of those that are often seen where nobody marked them, a higher one. */
  readonly claims?: Readonly<Partial<Record<Act, number>>>;
  readonly cue: number;
  readonly what: number;
  readonly condition: number;
  readonly source: number;
  readonly content: number;
  /** From which probability on a pointer is believed (src/claims/pointers.ts). */
  readonly actor: number;
  readonly target: number;
  /** Of acts that need another one: a `position` is hardly ever taken towards somebody. */
  readonly targets?: Readonly<Partial<Record<Act, number>>>;
  readonly sourcePointer: number;
  readonly reporter: number;
}

/** What every decoding needs of a text. */
export interface Context {
  readonly pieces: Pieces;
  readonly joints: Uint8Array;
  readonly thresholds: Thresholds;
}

/** A predicate or a cue that was found. */
export interface Found {
  readonly range: Range;
  /** The largest 1 − P(O) over its pieces. */
  readonly probability: number;
  /** The probability mass of each act over its pieces; of the one kind for a cue. */
  readonly mass: readonly number[];
}

/**
 * From here on a piece belongs to a predicate (cue) beside it: `would` and `not` in `would not send` are less sure than
 * `send`. On the development texts any value from 0.2 to 0.5 gives the same F1 within half a point, and beginning anew at a
 * B (`had`|`pledged`) costs half a point.
 */
export const EDGE = 0.3;

/** Predicates (cues) up to the piece `end`: stretches at the edge threshold whose surest piece reaches the real one. */
export const foundIn = (tags: Tags, joints: Uint8Array, threshold: number, end: number): Found[] =>
  rangesOf(tags, joints, EDGE, end, 'never')
    .map((range) => ({ range, probability: weightOf(tags, range).largest, mass: massOf(tags, range) }))
    .filter(({ probability }) => probability >= threshold);

/** Which act's mass is the largest: the index in ACTS. */
export const actOf = ({ mass }: Found): number => mass.indexOf(Math.max(...mass));

/** A slip of up to two pieces inside a long span (a comma, `the`) does not end it. */
const GAP = 2;

const head = ({ from, to, tokens }: Answer, { at, width }: channels.Head): Tags =>
  tagsOf(tokens, channels.TOKENS, at, width, 0, to - from, from);

const scored = (pieces: Pieces, tags: Tags, range: Range | null): Scored<Span> | null =>
  range && {
    value: spanOf(pieces, range),
    probability: weightOf(tags, range).sum / (range.last - range.first + 1),
  };

function pointers({ starts, ends }: Pieces, answer: Answer): Pointers {
  const { from, to, tokens } = answer;
  const count = to - from;
  // one array for all, since a text has thousands of claims, each with its seven rows
  const rows = new Float32Array((ROLES.length + 2) * count);
  const row = (i: number): Float32Array => rows.subarray(i * count, (i + 1) * count);
  const of = (role: Role): Float32Array => {
    const index = ROLES.indexOf(role);
    const probabilities = row(index);
    const at = channels.POINTERS.at + index;
    // a loop: Float32Array.from takes several times as long, a third of all that decoding took
    for (let i = 0; i < count; i++) probabilities[i] = sigmoid(tokens[i * channels.TOKENS + at] ?? 0);
    return probabilities;
  };
  const inside = (of: channels.Head, probabilities: Float32Array): Float32Array => {
    const tags = head(answer, of);
    for (let i = 0; i < count; i++) probabilities[i] = insideOf(tags, from + i);
    return probabilities;
  };
  return {
    starts: starts.subarray(from, to),
    ends: ends.subarray(from, to),
    probabilities: {
      actor: of('actor'),
      target: of('target'),
      source: of('source'),
      reporter: of('reporter'),
      beneficiary: of('beneficiary'),
      quantity: inside(channels.QUANTITY, row(ROLES.length)),
      when: inside(channels.WHEN, row(ROLES.length + 1)),
    },
  };
}

/** What a condition waits for: the mean over its pieces. */
function triggers({ from, tokens }: Answer, { first, last }: Range): Scored<TriggerKind>[] {
  const { TRIGGER, TOKENS } = channels;
  return TRIGGER_KINDS.map((value, kind) => {
    let sum = 0;
    for (let i = first - from; i <= last - from; i++)
      sum += sigmoid(tokens[i * TOKENS + TRIGGER.at + kind] ?? 0);
    return { value, probability: sum / (last - first + 1) };
  }).sort((a, b) => b.probability - a.probability);
}

export function claimOf(context: Context, found: Found, answer: Answer): PredictedClaim {
  const { pieces, joints, thresholds } = context;
  const what = head(answer, channels.WHAT);
  // from edge to edge, so that `guarantees for` does not end before `Ukraine`: most of a point of overlap
  const whats = bridged(rangesOf(what, joints, EDGE, undefined, 'never'), joints, GAP).filter(
    (range) => weightOf(what, range).largest >= thresholds.what,
  );
  const conditions = head(answer, channels.CONDITION);
  const { FIRM, NEGATED } = channels;
  return Object.freeze({
    predicate: spanOf(pieces, found.range),
    probability: found.probability,
    acts: ranked(ACTS, found.mass),
    what: scored(pieces, what, heaviest(whats, what)),
    // from edge to edge too; a condition has a marker and what it marks: a single piece (`lines`) is a slip
    conditions: bridged(rangesOf(conditions, joints, EDGE), joints, GAP)
      .filter(
        (range) => range.last > range.first && weightOf(conditions, range).largest >= thresholds.condition,
      )
      .map((range) => ({
        span: spanOf(pieces, range),
        kinds: ranked(CONDITION_KINDS, massOf(conditions, range)),
        triggers: triggers(answer, range),
      })),
    firmness: ranked(FIRMNESS, softmax(answer.claim, FIRM.at, FIRM.width)),
    negated: sigmoid(answer.claim[NEGATED.at] ?? 0),
    pointers: pointers(pieces, answer),
  });
}

/** The cue, the source and the content share no piece: the cue goes before the source, and that before the content. */
export function attributionOf(context: Context, found: Found, answer: Answer): PredictedAttribution {
  const { pieces, joints, thresholds } = context;
  const sources = head(answer, channels.SOURCE);
  const source = heaviest(without(rangesOf(sources, joints, thresholds.source), found.range), sources);
  const contents = head(answer, channels.CONTENT);
  const content = bridged(rangesOf(contents, joints, thresholds.content), joints, GAP);
  const { KIND } = channels;
  return Object.freeze({
    cue: spanOf(pieces, found.range),
    probability: found.probability,
    source: scored(pieces, sources, source),
    content: without(without(content, found.range), source)
      .filter(({ first, last }) => last > first)
      .map((range) => spanOf(pieces, range)),
    kinds: ranked(ATTRIBUTION_KINDS, softmax(answer.claim, KIND.at, KIND.width)),
  });
}
