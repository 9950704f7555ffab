import type { Attributed, BareClaim, Pointers, When } from '../document/layers.ts';
import { contains, length, overlaps, type Span, slice } from '../text/span.ts';
import { logOdds, oddsOf } from './odds.ts';
import { shareOf } from './pointers.ts';
import { weightsIn } from './weights.ts';
import { evidenceForWhen } from './when-evidence.ts';

/** What between a predicate and a date behind it opens another clause. */
const CLAUSE =
  /; |: |["“”]|, and |, as | (?:--?|[–—]) |\b(?:(?:before|after|by) \p{Ll}+ing|will|would|shall|is to|are to|and (?:to|that|\p{Ll}+ed)|said|says|told|added|warned|which|who|whose|when|where|while|because|although|though|but|whereas|adding|saying)\b/u;

/** What between a date and a predicate behind it closes the date's clause. */
const CLAUSE_BEFORE =
  /; |: |["“”]|\b(?:and|that|which|who|whose|when|where|while|because|although|though|but|whereas|after|before|as|until|said|says?|told|adding|saying)\b/;

/** `after the court yesterday ruled it illegal`: the date of the verb behind it. */
const OTHER_VERB = /^\s\p{Ll}+ed\b/u;

/** How far into a sentence a date opens it and holds for all of it: `On May 22, from 10:15, …`. */
const FRONTED = 12;

/** A cue of speech right before a date: the day on which it was said. */
const SAYING =
  /\b(?:said|says|told|announced|reported|added|stated|declared|confirmed|disclosed|revealed|wrote|reporters|statement|interview|according to)\b[^.;]{0,40}$/i;

/** A model's share is held off nothing and all by so much before its odds are taken. */
const DOUBT = 0.02;

/** The odds of a date that does not stand in the claim's sentence, in logarithms: one in twenty. */
const ELSEWHERE = -3;

/** From which sum of log odds on a date is the claim's (train/EXPERIMENTS.md, "Dates, quantities"). */
const ENOUGH = -0.7;

/**
 * The date or deadline of the act that a claim tells of; null where none is given.
 * @param pointers where a model has read the claim: the date is chosen for which what the model points at and what stands
 *   around it speak most, if they speak enough
 * @param predicates those of the claims of its sentence, of which a date may be another's
 */
export function claimWhen(
  claim: BareClaim,
  document: Attributed,
  dates: readonly When[],
  pointers?: Pointers,
  predicates: readonly Span[] = [],
): When | null {
  const ruled = ruledWhen(claim, document, dates);
  if (pointers === undefined) return ruled;
  const sentence = document.sentences[claim.sentence];
  const near = dates.filter((date) => sentence !== undefined && contains(sentence, date));
  const [best] = dates
    .map((date) => ({ date, share: shareOf(pointers, 'when', date) }))
    .filter(({ date, share }) => share > DOUBT || near.includes(date))
    .map(({ date, share }) => {
      const around = near.includes(date)
        ? oddsOf(evidenceForWhen(claim, document, date, near, predicates, ruled), weights())
        : ELSEWHERE;
      return { date, odds: logOdds(Math.min(1 - DOUBT, Math.max(DOUBT, share))) + around };
    })
    .sort((a, b) => b.odds - a.odds);
  return best !== undefined && best.odds > ENOUGH ? best.date : null;
}

/** How sure what stands around it makes a date as that of a claim, in log odds: a logistic model, whose weights `train/when-evidence.ts` has written. */
const weights = weightsIn('when-evidence.yaml');

/**
 * By rule: the date or deadline of the act that a claim tells of: the one in its content, else the one that stands nearest to its
 * predicate in its clause. Dates in its conditions are not its own, and the day on which it was said only where there is no other
 * and the saying is the act itself. Null where none is given.
 */
function ruledWhen(claim: BareClaim, document: Attributed, dates: readonly When[]): When | null {
  const sentence = document.sentences[claim.sentence];
  if (sentence === undefined) return null;
  const near = dates.filter(
    (date) => contains(sentence, date) && !claim.conditions.some((condition) => overlaps(condition, date)),
  );
  const { what, predicate } = claim;
  const fitting = near.filter(
    (date) => !isBackground(document.text, claim, date) && !isPastFor(document, claim, date),
  );
  const inside = what === null ? [] : fitting.filter((date) => overlaps(what, date));
  const own = inside.find((date) => !isPossessive(document.text, date));
  if (own !== undefined && !isDuration(document.text, own)) return own;
  const frame = contentAround(document, predicate);
  const candidates = fitting
    .filter(
      (date) =>
        !inside.includes(date) &&
        (!isPossessive(document.text, date) || isOwner(document.text, date, predicate)) &&
        !isSaying(document, claim, date) &&
        // `reached last week an accord over 14 years`
        (own === undefined || isBeside(document.text, predicate, date)),
    )
    .map((date) => ({ date, cost: distance(document.text, claim, sentence, date, frame) }))
    .filter(({ cost }) => cost < Number.POSITIVE_INFINITY)
    .sort((a, b) => a.cost - b.cost);
  return candidates[0]?.date ?? own ?? inside[0] ?? null;
}

/** The span of reported speech that holds the predicate, innermost; null in the report's own words. */
function contentAround(document: Attributed, predicate: Span): Span | null {
  let innermost: Span | null = null;
  for (const { content } of document.attributions) {
    for (const part of content) {
      if (contains(part, predicate) && (innermost === null || length(part) < length(innermost)))
        innermost = part;
    }
  }
  return innermost;
}

/** `the draft of June 9`, `the agreement prepared in Istanbul in 2022`: the date of a thing that is spoken of. */
function isBackground(text: string, claim: BareClaim, date: When): boolean {
  const lead = text.slice(
    Math.max(claim.predicate.end <= date.start ? claim.predicate.end : 0, date.start - 48),
    date.start,
  );
  return (
    (/\bof\s+(?:the\s+)?$/.test(lead) && !isOwner(text, date, claim.predicate)) ||
    // `loans due in 1986`
    (date.to !== null && /\b(?:due|owed|payable|maturing)\s+(?:between\s+)?$/.test(lead)) ||
    // `the draft budget for 1987/88`
    (/\b(?:budget|estimates|bill|programme|program|draft|plan|quota|forecast)\s+$/.test(lead) &&
      /^for\s/.test(slice(text, date))) ||
    (date.to !== null &&
      /\b\p{Ll}+(?:ed|made|held|met) (?:\d+-\d+ )?(?:(?:in|at|by) (?:the )?\p{Lu}\S+ )?$/u.test(lead) &&
      !/\b(?:be|been|is|was|were|are)\b/.test(lead))
  );
}

/** `over 14 years`: how long what is undertaken goes on, and its day only where no other is told. */
const isDuration = (text: string, date: When): boolean =>
  /^(?:over|spread over|across)\b/i.test(slice(text, date));

/** Right before or behind the predicate. */
const isBeside = (text: string, predicate: Span, date: Span): boolean =>
  BESIDE.test(text.slice(date.end, predicate.start)) || BESIDE.test(text.slice(predicate.end, date.start));
const BESIDE = /^\s(?:(?:here|there|only|finally|late|early)\s)?$/;

/** `next year's catch`: the date of a noun. */
const isPossessive = (text: string, date: When): boolean =>
  /^['’]s?\s/.test(text.slice(date.end, date.end + 3));

/** `last week's second meeting`: the date of the very noun that is the predicate. */
const isOwner = (text: string, date: Span, predicate: Span): boolean =>
  /^['’]s?\s(?:[\p{L}.-]+\s){0,2}$/u.test(text.slice(date.end, predicate.start));

/** What will be done is not done on a day before the report. */
function isPastFor(document: Attributed, claim: BareClaim, date: When): boolean {
  const { published } = document.metadata;
  if (published === null) return false;
  const last = date.to ?? (/^since\b/i.test(slice(document.text, date)) ? date.from : null);
  if (last === null || last >= published.slice(0, 10)) return false;
  return /^(?:will|shall|is to|are to|plans?|intends?)\b/i.test(
    document.text.slice(claim.predicate.start, claim.predicate.end),
  );
}

function isSaying(document: Attributed, claim: BareClaim, date: When): boolean {
  const frame = contentAround(document, claim.predicate);
  if (frame !== null && !overlaps(frame, date)) return true;
  const lead = document.text.slice(Math.max(0, date.start - 60), date.start);
  const match = SAYING.exec(lead);
  if (match === null) return false;
  const cue = date.start - lead.length + match.index;
  return (
    !(claim.predicate.start >= cue && claim.predicate.end <= date.start) && cue !== claim.predicate.start
  );
}

/** How far a date is from the predicate's clause: nearer is better, behind it better than before it; another clause is out. */
function distance(text: string, claim: BareClaim, sentence: Span, date: When, frame: Span | null): number {
  const { predicate, what } = claim;
  if (frame !== null && !overlaps(frame, date)) return Number.POSITIVE_INFINITY;
  if (overlaps(predicate, date)) return 0;
  if (date.start >= predicate.end) {
    const from =
      what !== null && what.start >= predicate.end && what.end <= date.start ? what.end : predicate.end;
    const between = text.slice(from, date.start);
    if (CLAUSE.test(between) || between.length > 160 || OTHER_VERB.test(text.slice(date.end, date.end + 24)))
      return Number.POSITIVE_INFINITY;
    return (
      between.length +
      (CLAUSE.test(text.slice(predicate.end, from)) ? 20 : 0) +
      (/\b(?:and|to)\b/.test(between) ? 40 : 0)
    );
  }
  const between = text.slice(date.end, predicate.start);
  const fronted = date.start - sentence.start < FRONTED;
  // `went one step further on Monday and signed off on the money`
  if (/^ and $/.test(between) && date.from !== null) return 40;
  if (fronted ? CLAUSE.test(between) : CLAUSE_BEFORE.test(between) || between.includes(','))
    return Number.POSITIVE_INFINITY;
  return between.length + 30;
}
