import type { Condition, PredictedCondition } from '../document/layers.ts';
import type { Act, ConditionKind } from '../document/vocabulary.ts';
import { overlaps, type Span, slice, span } from '../text/span.ts';
import type { Derived } from './derived.ts';
import { inside } from './inside.ts';
import { withQuote } from './quotes.ts';
import { fromRanked, fromRule } from './reasons.ts';

interface Marker {
  readonly pattern: RegExp;
  readonly kind: ConditionKind;
  /** Behind claims of other acts it marks something else as often as not. */
  readonly acts?: ReadonlySet<Act>;
}

/** Not `the dismissal of pending litigation`, `all pending claims`: what waits there is no act. */
const PENDING =
  /(?<!\b(?:a|an|the|this|that|these|those|all|any|every|both|some|several|other|its|their|his|her|our|of|in|on|to|for|from|against|with|by|over|and|is|are|was|were|\d+|two|three|four|five)\s)\bpending\b/;

const UNDERTAKEN: ReadonlySet<Act> = new Set(['commit', 'refuse', 'threaten']);

/**
 * Words that open a condition behind a predicate: of 408 such places in the training texts 399 are marked as one
 * (train/EXPERIMENTS.md, "Conditions").
 */
const MARKERS: readonly Marker[] = [
  { pattern: /\bonly if\b/, kind: 'only-if' },
  { pattern: /\bonly (?:after|once|when)\b/, kind: 'only-after' },
  { pattern: /\bunless\b/, kind: 'unless' },
  { pattern: /\b(?:as|so) long as\b(?! possible)/, kind: 'provided' },
  { pattern: /\bon (?:the )?(?:condition|understanding) that\b/, kind: 'provided' },
  { pattern: /(?<=,\s)(?:provided|providing that)\b/, kind: 'provided' },
  { pattern: /(?<=,\s)subject to\b/, kind: 'pending' },
  { pattern: PENDING, kind: 'pending' },
  {
    pattern:
      /(?<!\b(?:and|or|even|as|say|see|seen|know|ask|asked|decide)\s)\bif (?!(?:necessary|possible|needed|so|any|not)\b)/,
    kind: 'if',
    acts: UNDERTAKEN,
  },
  { pattern: /\buntil\b/, kind: 'until', acts: new Set(['refuse']) },
];

/** What between a predicate and a marker begins something else. */
const ELSE = /["“”;:]|\b(?:that|which|who|said)\b/;
/** Where a condition ends. */
const END = /[,;:"“”—]|\s[-–]\s|[.!?]$|$/;
/** What is shorter says nothing: `if, as is expected, …`. */
const SHORTEST = 10;

/**
 * The first condition that words behind a predicate open, in its sentence and before any other predicate; null where none do.
 * @param predicates of the text's claims, in order
 */
export function conditionBehind(
  act: Act,
  predicate: Span,
  sentence: Span,
  text: string,
  predicates: readonly Span[],
): Condition | null {
  const tail = text.slice(predicate.end, sentence.end).trimEnd();
  const [first] = MARKERS.flatMap(({ pattern, kind, acts }) => {
    const found = acts === undefined || acts.has(act) ? pattern.exec(tail) : null;
    return found === null ? [] : [{ kind, at: found.index }];
  }).sort((a, b) => a.at - b.at);
  if (first === undefined || ELSE.test(tail.slice(0, first.at))) return null;
  const start = predicate.end + first.at;
  if (inside(predicates, span(predicate.end, start)).length > 0) return null;
  const length = END.exec(tail.slice(first.at))?.index ?? 0;
  return length < SHORTEST ? null : { ...span(start, start + length), kind: first.kind };
}

/** Beside a condition, words without a marker of their own are a slip: `and [then away] from the front lines`. */
const MARKED =
  /\b(?:if|when|once|after|before|until|till|unless|provided|providing|pending|subject to|without|as long|so long|condition\w*|case|event|should|depend\w*|only|while|return for|exchange for|contingent)\b/i;

/** `even if` says that something is no condition, `now that` that it has come about. */
const CONCEDED = /\beven\s+$/i;
const NONE = /^(?:even|now that)\b/i;
/** `which may take until June`: how long something goes on is no condition. */
const GOES_ON = /\b(?:takes?|took|lasts?|lasted|runs?|ran)\s+$/i;
/** How far what stands before a condition may matter. */
const NEAR = 12;

/**
 * Whether words that the model takes for a condition of a claim are one: of 1,030 conditions in the training texts 1,024 stand in
 * the predicate's own sentence, and one behind `even`.
 * @param alone whether the model sees no other
 */
export function isCondition(text: string, condition: Span, sentence: Span, alone: boolean): boolean {
  const words = slice(text, condition);
  const before = text.slice(Math.max(0, condition.start - NEAR), condition.start);
  return (
    (alone || MARKED.test(words)) &&
    overlaps(sentence, condition) &&
    !NONE.test(words) &&
    !CONCEDED.test(before) &&
    !(/^(?:until|till)\b/i.test(words) && GOES_ON.test(before)) &&
    (!/^pending\b/i.test(words) || PENDING.test(`${before}${words.slice(0, 'pending'.length)}`.toLowerCase()))
  );
}

/** What the words with which a condition begins say of its kind; null where they say nothing. */
export function kindByMarker(words: string): ConditionKind | null {
  // As behind a comma, which some markers need.
  const marker = MARKERS.find(({ pattern }) => pattern.exec(`, ${words.toLowerCase()}`)?.index === 2);
  return marker?.kind ?? null;
}

/** `should only be loosened if` is an `only if`: of five such in the training texts four are marked so. */
export const isOnly = (text: string, predicate: Span, condition: Span): boolean =>
  predicate.start < condition.start &&
  /\bonly\b/i.test(text.slice(Math.max(0, predicate.start - 'only '.length), condition.start));

/** What opens another's clause. */
const TURN = /\b(?:while|whereas|but)\b|;/g;

/**
 * Whether a condition is that of another predicate, in a clause that sets itself against this one's: `Qatar would give 500 million,
 * while Kuwait had agreed to pay the rest, pending approval`. Of 985 in the training texts behind their predicate none is so.
 */
function isOfAnother(text: string, predicate: Span, condition: Span, predicates: readonly Span[]): boolean {
  if (condition.start <= predicate.end) return false;
  const turns = [...text.slice(predicate.end, condition.start).matchAll(TURN)];
  return turns.some(
    ({ index, 0: word }) =>
      inside(predicates, span(predicate.end + index + word.length, condition.start)).length > 0,
  );
}

const MARKER = fromRule('condition.marker');

/** What may be left out before a condition: `[when] the council decides`. */
const LOST = /\b(?:(?:only )?(?:if|when|once|after|before|until)|unless)\s+$/i;

/** A condition from its marker on, without a word before the comma that stands before it: `14 billion [now, as long as the EU pays]`. */
export function fromMarker(text: string, condition: Span): Span {
  const words = slice(text, condition);
  const [lost = ''] = LOST.exec(text.slice(Math.max(0, condition.start - NEAR), condition.start)) ?? [];
  if (lost !== '' && kindByMarker(words) === null) return span(condition.start - lost.length, condition.end);
  const [before = ''] = /^\p{L}+,\s+/u.exec(words) ?? [];
  return before !== '' && kindByMarker(words.slice(before.length)) !== null
    ? span(condition.start + before.length, condition.end)
    : condition;
}

/**
 * The conditions of a claim: what the model takes for one where the words do not speak against it, each from its marker on; where
 * nothing is left, what words behind the predicate open.
 * @param predicates of the text's claims, in order
 */
export function conditionsOf(
  { act, predicate, found }: { act: Act; predicate: Span; found: readonly PredictedCondition[] },
  sentence: Span,
  text: string,
  predicates: readonly Span[],
): readonly Derived<Condition>[] {
  const seen = found
    .filter(
      ({ span: at }, i) =>
        isCondition(text, at, sentence, i === 0) && !isOfAnother(text, predicate, at, predicates),
    )
    .map(({ span: at, kinds }) => {
      const whole = withQuote(text, fromMarker(text, at));
      const marked = kindByMarker(slice(text, whole));
      const kind = marked ?? kinds[0]?.value ?? 'if';
      const only = kind === 'if' && isOnly(text, predicate, whole);
      return {
        value: Object.freeze({ ...whole, kind: only ? 'only-if' : kind }),
        reason: marked === null && !only ? fromRanked('condition', kinds) : MARKER,
      };
    });
  const opened = seen.length > 0 ? null : conditionBehind(act, predicate, sentence, text, predicates);
  return opened === null ? seen : [{ value: Object.freeze(opened), reason: MARKER }];
}
