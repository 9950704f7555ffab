import type { Quantity } from '../../document/layers.ts';
import { contains, overlaps, type Span, span } from '../../text/span.ts';
import { directionOf } from '../undertaking.ts';
import { groupOf } from './matters.ts';
import { partyNames } from './parties.ts';
import type { Statement } from './row.ts';
import type { AmountValue } from './same-amount.ts';
import { sentenceOf, type ToldClaim, type ToldReport } from './told.ts';
import { stemOf, stemsOf, union, WORDS } from './words.ts';

/** An amount of a report's text with what tells what it is an amount of. */
export interface Figure extends Statement<AmountValue> {
  readonly quantity: Quantity;
  readonly claim: ToldClaim | null;
  readonly holders: readonly string[];
  readonly measures: readonly string[];
  readonly stems: ReadonlySet<string>;
  /** The amount that this one is a part of. */
  readonly whole: Quantity | null;
  /** `other`: demanded, proposed, rejected, expected. */
  readonly side: 'undertaken' | 'other';
}

/** Units that count participants or measure time, prices, ages, the weather. */
const NOT_COMPARED =
  /^(?:country|delegation|party|organisation|minute|hour|week|month|year|degree|member|vote|seat|inhabitant|passport)$/;

/** Behind a part, before its whole: `of the €`, ` missiles out of `. */
const PART = new RegExp(
  `^\\s*(?:\\p{L}+\\s)?(?:${WORDS.part_of.join('|')})\\s+(?=\\p{Sc}?\\p{N}|\\p{Lu}{0,2}\\p{Sc})`,
  'iu',
);
const OF_WHICH = /^[^.;]*\bof which\b[^.;]*$/i;
const REMAINDER = new RegExp(`\\b(?:${WORDS.remainder.join('|')})\\s+$`, 'i');

/** The amounts of a report, in order, but those left of a whole (`the remaining 40 million`) and wholes told with a part. */
export function figuresIn(
  told: ToldReport,
  claims: readonly ToldClaim[],
  sizes: ReadonlySet<number>,
): readonly Figure[] {
  const names = partyNames(told, sizes);
  return told.quantities.flatMap((quantity, index): Figure[] => {
    if (NOT_COMPARED.test(quantity.unit)) return [];
    const next = told.quantities[index + 1];
    const previous = told.quantities[index - 1];
    const { text } = told.report;
    if (REMAINDER.test(text.slice(0, quantity.start))) return [];
    const isPartOf = (part: Quantity, of: Quantity) =>
      part.unit === of.unit && PART.test(text.slice(part.end, of.end));
    // The whole of `25 of the 85 million` is told with its part.
    if (previous && isPartOf(previous, quantity)) return [];
    const before =
      previous && previous.unit === quantity.unit && OF_WHICH.test(text.slice(previous.end, quantity.start));
    const whole = next && isPartOf(quantity, next) ? next : before ? previous : null;
    const isPart = whole !== null || PART.test(text.slice(quantity.end));
    const claim =
      claims.find(({ claim: { quantities } }) => quantities.some((own) => overlaps(own, quantity))) ?? null;
    const sentence = sentenceOf(told, quantity);
    if (claim === null && quantity.unit === 'percent') return [];
    const near =
      claim ??
      claims.find(({ claim: { conditions } }) => conditions.some((c) => contains(c, quantity))) ??
      null;
    const mentioned = () =>
      told.mentions.filter((mention) => contains(sentence, mention)).map(({ actor }) => names(actor));
    const takenBack = claim?.claim.act === 'refuse' && directionOf(claim.claim) === 'against';
    const value = whole !== null && takenBack ? minus(whole, quantity) : quantity;
    return [
      {
        in: told,
        at: quoteAround(
          told,
          claim,
          whole && whole.start > quantity.start ? { start: quantity.start, end: whole.end } : quantity,
        ),
        value: { value: value.value, low: value.low, high: value.high, unit: quantity.unit },
        sources: near?.claim.sources ?? [],
        isPart: isPart && !takenBack,
        whole,
        quantity,
        claim,
        holders: claim !== null && claim.holders.length > 0 ? claim.holders : mentioned(),
        measures: near?.claim.measures ?? [],
        stems: union(
          near?.stems ?? new Set(),
          stemsOf(text, { start: Math.max(sentence.start, quantity.start - REACH), end: quantity.start }),
          stemsOf(text, { start: quantity.end, end: Math.min(sentence.end, quantity.end + REACH) }),
          new Set([stemOf(quantity.unit)]),
        ),
        side:
          claim === null || groupOf(claim.claim.act) === 'undertaking' || claim.claim.act === 'endorse'
            ? 'undertaken'
            : 'other',
      },
    ];
  });
}

const minus = (whole: Quantity, part: Quantity): Quantity => ({
  ...whole,
  value: whole.value !== null && part.value !== null ? whole.value - part.value : null,
});

/** So many letters before and behind an amount tell what it is of. */
const REACH = 60;

/** Where what is told of an amount ends. */
const CLAUSE_END = /[,.;:!?"”]|\s(?:and|but|or|which|that|while|who|after|before|if|until)\s|$/;

/** From the predicate, where it stands near before, to the end of the clause: `withdraw twenty kilometres from the road`. */
function quoteAround(told: ToldReport, claim: ToldClaim | null, at: Span): Span {
  const before = claim === null ? Number.NaN : at.start - claim.claim.predicate.start;
  const start = claim !== null && before > 0 && before < REACH ? claim.claim.predicate.start : at.start;
  const behind = told.report.text.slice(at.end, Math.min(at.end + REACH, sentenceOf(told, at).end));
  return span(start, at.end + (CLAUSE_END.exec(behind)?.index ?? 0));
}
