import type { Attributed, BareClaim } from '../document/layers.ts';
import { readWordLists } from '../text/resource.ts';
import { overlaps, type Span } from '../text/span.ts';
import { inside } from './inside.ts';
import type { MeasureMatch } from './measure.ts';
import { ownWords } from './own-words.ts';

export const OTHER = 'other';
export const TALKS = 'negotiations';

/** What a document speaks of, sentence by sentence, as a whole, and in its claims. */
export interface Subjects {
  /** How plainly each sentence speaks of a measure: 1 by a word of its own, less by a hint. */
  readonly bySentence: readonly ReadonlyMap<string, number>[];
  /** The same of the whole document, summed. */
  readonly counts: ReadonlyMap<string, number>;
  /** The count of what is spoken of most, apart from talks and what is no measure's. */
  readonly most: number;
  /** In the order of the claims. */
  readonly claims: readonly ClaimWords[];
  /** How many claims tell each measure in their own words, and how many tell any. */
  readonly telling: ReadonlyMap<string, number>;
  readonly tellingAny: number;
}

/** What a claim's own words speak of. */
export interface ClaimWords {
  readonly claim: BareClaim;
  /** In its predicate and what, in order of place, without its conditions. */
  readonly matches: readonly MeasureMatch[];
  /** Measures that its words tell by themselves. */
  readonly told: ReadonlySet<string>;
  /** Measures told right behind its words: `will give 10 million | to mend the railway`. */
  readonly behind: ReadonlySet<string>;
  /** Whether it names no matter of its own: `rejected it`, `welcomed the decision`. */
  readonly pointsBack: boolean;
}

/** A hint tells little, but a figure of money tells what a report without other words is about. */
const HINT = 0.5;

/** `matches` are the whole document's, in order of place. */
export function subjectsOf(
  matches: readonly MeasureMatch[],
  claims: readonly BareClaim[],
  document: Attributed,
): Subjects {
  const bySentence = document.sentences.map(() => new Map<string, number>());
  const counts = new Map<string, number>();
  let at = 0;
  for (const m of matches) {
    while (at < document.sentences.length - 1 && m.start >= (document.sentences[at]?.end ?? 0)) at++;
    const here = bySentence[at];
    if (here === undefined) continue;
    const before = here.get(m.id) ?? 0;
    const plainly = Math.max(before, m.role === 'pattern' ? 1 : HINT);
    here.set(m.id, plainly);
    counts.set(m.id, (counts.get(m.id) ?? 0) + plainly - before);
  }
  const words = claims.map((claim) => claimWords(claim, matches, document));
  const telling = new Map<string, number>();
  for (const { told } of words) for (const id of told) telling.set(id, (telling.get(id) ?? 0) + 1);
  const matters = [...counts].filter(([id]) => id !== OTHER && id !== TALKS).map(([, count]) => count);
  return {
    bySentence,
    counts,
    most: Math.max(HINT, ...matters),
    claims: words,
    telling,
    tellingAny: words.filter(({ told }) => told.size > 0).length,
  };
}

/** Characters that `behind` looks at. */
const BEHIND = 60;

function claimWords(
  claim: BareClaim,
  matches: readonly MeasureMatch[],
  { text, sentences }: Attributed,
): ClaimWords {
  const { predicate, what, conditions } = claim;
  const spans = ownWords(claim, text, sentences[claim.sentence] ?? predicate);
  const start = Math.min(...spans.map((s) => s.start));
  const end = Math.max(...spans.map((s) => s.end));
  const unconditioned = (m: MeasureMatch) => !conditions.some((c) => overlaps(c, m));
  const own = inside(matches, { start, end }).filter(
    (m) => spans.some((s) => overlaps(s, m)) && unconditioned(m),
  );
  const after = { start: end, end: Math.min(end + BEHIND, sentences[claim.sentence]?.end ?? end) };
  const plain = (list: readonly MeasureMatch[]) =>
    new Set(list.filter((m) => m.role === 'pattern').map((m) => m.id));
  return {
    claim,
    matches: own,
    told: plain(own),
    behind: plain(inside(matches, after).filter(unconditioned)),
    pointsBack: pointsBack(what, text),
  };
}

const { pointing } = readWordLists('en/pointing-words.yaml', ['pointing']);
const POINTING: ReadonlySet<string> = new Set(pointing);
/** What begins so points back whatever follows: `such a step as that`, `it torn up`. */
const BACK =
  /^(?:(?:on|for|to|about|with|over|of|that)\s+)?(?:it|its|this|that|these|those|(?:any\s+)?such|them|their|he|she|they|both|anything|nothing)\b/i;

/** Whether a claim's what names no matter of its own; names of actors are none. */
function pointsBack(what: Span | null, text: string): boolean {
  if (what === null) return true;
  const own = text.slice(what.start, what.end);
  return (
    BACK.test(own) ||
    (own.match(/\p{L}+/gu) ?? [])
      .filter((word) => !/^\p{Lu}/u.test(word))
      .every((word) => POINTING.has(word) || POINTING.has(word.replace(/s$/, '')))
  );
}
