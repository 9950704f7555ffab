import { type Word, wordsOf } from '../../claims/words.ts';
import { overlaps, type Span } from '../../text/span.ts';
import { MARKS, type Mark } from './amount.ts';
import { type StageWords, stageWords } from './stage.ts';
import { type WordRule, wordRules } from './word-rules.ts';

const LINKS = ['part-of', 'of-which'] as const;
const PERIODS = ['a-year', 'a-month'] as const;

const { rules, lists } = wordRules(
  'resources/rules/amounts.yaml',
  [...LINKS, ...MARKS, ...PERIODS],
  ['no-amounts'],
);
const NO_AMOUNTS: ReadonlySet<string> = new Set(lists.get('no-amounts'));

/** Whether a number of these can be undertaken or given: not of countries that met, days, kilometres, votes. */
export const isAmountUnit = (unit: string): boolean => !NO_AMOUNTS.has(unit);

/** What the words of a sentence say of one of its amounts. */
export interface AmountWords {
  /** Words of a stage beside this amount. */
  readonly stages: readonly StageWords[];
  /** Those of the whole sentence. */
  readonly sentence: readonly StageWords[];
  readonly marks: readonly Mark[];
  readonly per: 'year' | 'month' | null;
  /** The amount in the same sentence that it is a part of (`€500m of the €2bn`). */
  readonly whole: Span | null;
  /** `of which`, `of it`: part of one that stands before. */
  readonly ofOneBefore: boolean;
}

/**
 * What the words of a sentence say of each of `amounts`, its amounts in order of place. Words go with the amount that they
 * hold, else with the nearest; of two as near, with the one behind, since a verb stands before its object.
 */
export function amountWords(
  text: string,
  sentence: Span,
  amounts: readonly Span[],
  covered: readonly Span[],
): ReadonlyMap<Span, AmountWords> {
  const words = wordsOf(text, sentence.start, sentence.end);
  const free = (found: Span) => !covered.some((span) => overlaps(span, found));
  const stages = stageWords(words).filter(free);
  const found = new Map(rules.map((rule) => [rule.id, places(rule, words).filter(free)]));
  const of = (id: (typeof rules)[number]['id'], amount: Span) =>
    (found.get(id) ?? []).filter((place) => belongsTo(place, amounts) === amount);
  return new Map(
    amounts.map((amount) => [
      amount,
      {
        stages: stages.filter((place) => belongsTo(place, amounts) === amount),
        sentence: stages,
        marks: MARKS.filter((mark) => of(mark, amount).length > 0),
        per: of('a-year', amount).length > 0 ? 'year' : of('a-month', amount).length > 0 ? 'month' : null,
        whole: wholeOf(found.get('part-of') ?? [], amount, amounts),
        ofOneBefore: of('of-which', amount).length > 0,
      },
    ]),
  );
}

const places = (rule: WordRule<string>, words: readonly Word[]): readonly Span[] => rule.find(words);

/** The pattern reads from the part to the whole, and holds both. */
function wholeOf(found: readonly Span[], part: Span, amounts: readonly Span[]): Span | null {
  for (const place of found) {
    const [first, second, ...more] = amounts.filter((amount) => overlaps(amount, place));
    if (first === part && second !== undefined && more.length === 0) return second;
  }
  return null;
}

function belongsTo(words: Span, amounts: readonly Span[]): Span | undefined {
  let nearest: Span | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const amount of amounts) {
    const distance = Math.max(0, amount.start - words.end, words.start - amount.end);
    if (distance > least) continue;
    nearest = amount;
    least = distance;
  }
  return nearest;
}
