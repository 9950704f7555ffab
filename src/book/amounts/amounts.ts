import type { Quantity } from '../../document/layers.ts';
import { UNDERTAKINGS } from '../../document/vocabulary.ts';
import { contains, overlaps, type Span } from '../../text/span.ts';
import type { BookClaim, Report } from '../record.ts';
import { type Amount, compare, inOrder, type NotGiven } from './amount.ts';
import { type AmountWords, amountWords, isAmountUnit } from './amount-words.ts';
import { intervalOf, isSmaller } from './interval.ts';
import { furthest, isStage, reaches, stageByFirmness } from './stage.ts';

/** The amounts that claims tell of, in order of date, report and place; and those that nobody gives. */
export interface Amounts {
  readonly amounts: readonly Amount[];
  readonly notGiven: readonly Withheld[];
}

/** What of a report its amounts are read from. */
export type AmountReport = Pick<Report, 'id' | 'text' | 'published'>;

/** With what the claim says of whose it would be. */
export interface Withheld extends NotGiven, Pick<Amount, 'givers' | 'beneficiaries' | 'measures'> {}

/** Claims whose report is not among `reports` are left out: their words cannot be read. */
export function amountsOf(claims: readonly BookClaim[], reports: readonly Report[]): Amounts {
  const known = FOUND.get(claims);
  const amounts = known?.reports === reports ? known.amounts : amountsAmong(claims, reports);
  FOUND.set(claims, { reports, amounts });
  return amounts;
}

/** Once for claims that are asked again and again. */
const FOUND = new WeakMap<
  readonly BookClaim[],
  { readonly reports: readonly Report[]; readonly amounts: Amounts }
>();

function amountsAmong(claims: readonly BookClaim[], reports: readonly Report[]): Amounts {
  const byReport = Map.groupBy(claims, ({ report }) => report);
  return amountsTogether(reports.map((report) => amountsIn(report, byReport.get(report.id) ?? [])));
}

/** Of several reports. */
export const amountsTogether = (found: readonly Amounts[]): Amounts => ({
  amounts: found.flatMap(({ amounts }) => amounts).sort(inOrder),
  notGiven: found.flatMap(({ notGiven }) => notGiven).sort((a, b) => compare(a.claim, b.claim)),
});

const NO_WORDS: AmountWords = {
  stages: [],
  sentence: [],
  marks: [],
  per: null,
  whole: null,
  ofOneBefore: false,
};

/** Of one report, from the claims of its sentences. */
export function amountsIn(report: AmountReport, claims: readonly BookClaim[]): Amounts {
  const amounts = new Map<string, Amount>();
  const notGiven: Withheld[] = [];
  for (const together of Map.groupBy(claims, ({ sentence }) => sentence.start).values()) {
    // Its words are not looked at where it has no amount: most sentences of a book have none.
    if (!together.some((claim) => claim.quantities.some(({ unit }) => counts(claim, unit)))) continue;
    const words = wordsBeside(report.text, together);
    const wholes = new Set([...words.values()].flatMap(({ whole }) => (whole ? [placeOf(whole)] : [])));
    for (const claim of [...together].sort((a, b) => compare(a.id, b.id))) {
      for (const quantity of claim.quantities.filter(({ unit }) => counts(claim, unit))) {
        const place = placeOf(quantity);
        const beside = words.get(place) ?? NO_WORDS;
        const others = together.filter((o) => !o.quantities.some((q) => placeOf(q) === place));
        const told = stageOf(claim, quantity, beside, others, wholes.has(place));
        if ('why' in told) {
          const { low, high, about } = intervalOf(quantity);
          const span = { start: quantity.start, end: quantity.end };
          const whose = { givers: claim.actors, beneficiaries: claim.beneficiary, measures: claim.measures };
          notGiven.push({
            claim: claim.id,
            span,
            unit: quantity.unit,
            low,
            high,
            about,
            why: told.why,
            ...whose,
          });
          continue;
        }
        const amount = amountFrom(report, claim, quantity, beside, told);
        const known = amounts.get(amount.id);
        amounts.set(amount.id, known ? joined(known, amount) : amount);
      }
    }
  }
  const inText = [...amounts.values()].sort((a, b) => a.start - b.start);
  return {
    amounts: inText.map((amount, i) => withWhole(amount, inText.slice(0, i), amounts)),
    notGiven: notGiven.filter(({ span, why }) => why === 'refused' || !amounts.has(idOf(report.id, span))),
  };
}

/** Who meets is counted, not given. */
const counts = (claim: BookClaim, unit: string): boolean => claim.act !== 'meet' && isAmountUnit(unit);

const placeOf = ({ start, end }: Span): string => `${start}-${end}`;
const idOf = (report: string, place: Span): string => `${report}@${placeOf(place)}`;

/** What the sentence's words say of its amounts, by their places. What hangs on a condition is not so yet, whatever its words. */
function wordsBeside(text: string, claims: readonly BookClaim[]): ReadonlyMap<string, AmountWords> {
  const sentence = claims[0]?.sentence ?? { start: 0, end: 0 };
  const quantities = claims.flatMap((claim) => claim.quantities.filter(({ unit }) => counts(claim, unit)));
  const spans = [...new Map(quantities.map((quantity) => [placeOf(quantity), quantity])).values()]
    .filter((span) => contains(sentence, span))
    .sort((a, b) => a.start - b.start);
  const conditions = claims.flatMap((claim) => claim.conditions);
  return new Map(
    [...amountWords(text, sentence, spans, conditions)].map(([span, words]) => [placeOf(span), words]),
  );
}

type Told = Pick<Amount, 'stage' | 'stageBy'> | Pick<NotGiven, 'why'>;

/**
 * Words on the predicate decide; words elsewhere beside the amount can only take it further than the claim's firmness does,
 * and not those of another claim's predicate (`pledged 85 million after Paris had delivered`). A whole that is named for its
 * part (`24 of its 30 missiles`) was promised before, whatever the claim does with the part.
 */
function stageOf(
  claim: BookClaim,
  quantity: Quantity,
  words: AmountWords,
  others: readonly BookClaim[],
  isWhole: boolean,
): Told {
  if (!UNDERTAKINGS.has(claim.act)) return { why: 'stand' };
  const near = words.stages.filter(
    (place) => !others.some((o) => overlaps(o.predicate, place) && !overlaps(o.predicate, claim.predicate)),
  );
  const nearest = furthest(near.map(({ stage }) => stage).filter(isStage));
  if (isWhole) return { stage: nearest ?? 'pledged', stageBy: 'whole' };
  if (quantity.unit === 'percent') return { why: 'percent' };
  if (claim.act === 'refuse') return { why: 'refused' };
  if (claim.negated || claim.factuality.endsWith('-')) return { why: 'denied' };
  const decisive = words.sentence.filter((place) => overlaps(place, claim.predicate));
  const onPredicate = furthest(decisive.map(({ stage }) => stage).filter(isStage));
  const byWords = furthest([nearest, onPredicate].filter((stage) => stage !== null));
  // `undertake to leave no more than 25 guards` promises nobody a guard; `asked for` may be another's words.
  if (near.some(({ stage }) => stage === 'level') && (byWords === null || !reaches(byWords, 'allocated')))
    return { why: 'level' };
  const none = byWords === null ? [...decisive, ...near][0]?.stage : undefined;
  if (none !== undefined && !isStage(none)) return { why: none };
  const byFirmness = onPredicate === null ? stageByFirmness(claim.act, claim.firmness) : null;
  const stage = furthest([byWords, byFirmness].filter((s) => s !== null));
  if (stage === null) return { why: 'considered' };
  return { stage, stageBy: stage === byWords ? 'words' : 'firmness' };
}

function amountFrom(
  report: AmountReport,
  claim: BookClaim,
  quantity: Quantity,
  words: AmountWords,
  told: Pick<Amount, 'stage' | 'stageBy'>,
): Amount {
  const givers = [...new Set(claim.actors)].sort(compare);
  return {
    ...intervalOf(quantity),
    ...told,
    id: idOf(report.id, quantity),
    report: report.id,
    start: quantity.start,
    end: quantity.end,
    claims: [claim.id],
    unit: quantity.unit,
    per: words.per,
    givers,
    // For oneself is for nobody else.
    beneficiaries: [...new Set(claim.beneficiary)].filter((id) => !givers.includes(id)).sort(compare),
    measures: claim.measures,
    on: dateOf(claim, report),
    when: claim.when,
    marks: words.marks,
    whole: words.whole === null ? (words.ofOneBefore ? BEFORE : null) : idOf(report.id, words.whole),
  };
}

/** Stands for a whole that has still to be looked for among the amounts before. */
const BEFORE = 'before';

/** A day that the claim names is that of the act, unless it lies ahead of the report. */
function dateOf({ when }: BookClaim, { published }: Pick<Report, 'published'>): string | null {
  const day = published?.slice(0, 10) ?? null;
  const on = when?.granularity === 'day' && when.from === when.to ? when.from : null;
  return on !== null && (day === null || on <= day) ? on : day;
}

/** The same words of a report in two of its claims: one amount, as far as the further of the two. */
function joined(a: Amount, b: Amount): Amount {
  const further = furthest([a.stage, b.stage]);
  const { stage, stageBy } = further === a.stage ? a : b;
  const givers = [...new Set([...a.givers, ...b.givers])].sort(compare);
  return {
    ...a,
    stage,
    stageBy,
    givers,
    claims: [...a.claims, ...b.claims],
    beneficiaries: [...new Set([...a.beneficiaries, ...b.beneficiaries])]
      .filter((id) => !givers.includes(id))
      .sort(compare),
    measures: [...new Set([...a.measures, ...b.measures])],
    when: a.when ?? b.when,
  };
}

/** The nearest before it that is larger and counts the same. */
function withWhole(amount: Amount, before: readonly Amount[], all: ReadonlyMap<string, Amount>): Amount {
  const isLarger = (other: Amount) =>
    other.unit === amount.unit && other.per === amount.per && isSmaller(amount, other);
  const named = amount.whole === null ? undefined : all.get(amount.whole);
  const whole = amount.whole === BEFORE ? before.findLast(isLarger) : named && isLarger(named) ? named : null;
  return { ...amount, whole: whole?.id ?? null };
}
