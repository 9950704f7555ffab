import type { Condition } from '../document/layers.ts';
import type { Act, ConditionKind } from '../document/vocabulary.ts';
import { type Span, slice, span } from '../text/span.ts';
import { inside } from './inside.ts';

interface Marker {
  readonly pattern: RegExp;
  readonly kind: ConditionKind;
  /** Behind claims of other acts it marks something else as often as not. */
  readonly acts?: ReadonlySet<Act>;
}

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
  { pattern: /(?<!\b(?:a|an|the|its|their|is|are|was|were)\s)\bpending\b/, kind: 'pending' },
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

/** What the words with which a condition begins say of its kind; null where they say nothing. */
export function kindByMarker(words: string): ConditionKind | null {
  // As behind a comma, which some markers need.
  const marker = MARKERS.find(({ pattern }) => pattern.exec(`, ${words.toLowerCase()}`)?.index === 2);
  return marker?.kind ?? null;
}

/** A condition without a word before the comma before its marker: `14 billion [now, as long as the EU pays]`. */
export function fromMarker(text: string, condition: Span): Span {
  const words = slice(text, condition);
  const [before = ''] = /^\p{L}+,\s+/u.exec(words) ?? [];
  return before !== '' && kindByMarker(words.slice(before.length)) !== null
    ? span(condition.start + before.length, condition.end)
    : condition;
}
