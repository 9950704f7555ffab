import type { Attributed, BareClaim, When } from '../document/layers.ts';
import { contains, overlaps, type Span } from '../text/span.ts';

/** What between a predicate and a date behind it opens another clause. */
const CLAUSE =
  /; |: |["“”]|, and |\b(?:will|would|shall|is to|are to|and (?:to|that|\p{Ll}+ed)|said|says|told|added|warned|which|who|whose|when|where|while|because|although|though|but|whereas|adding|saying)\b/u;

/** What between a date and a predicate behind it closes the date's clause. */
const CLAUSE_BEFORE =
  /; |: |["“”]|\b(?:and|that|which|who|whose|when|where|while|because|although|though|but|whereas|after|before|as|until|said|says?|told|adding|saying)\b/;

/** How far into a sentence a date opens it and holds for all of it: `On May 22, from 10:15, …`. */
const FRONTED = 12;

/** A cue of speech right before a date: the day on which it was said. */
const SAYING =
  /\b(?:said|says|told|announced|reported|added|stated|declared|confirmed|disclosed|revealed|wrote|reporters|statement|interview|according to)\b[^.;]{0,40}$/i;

/**
 * The date or deadline of the act that a claim tells of: the one in its content, else the one that stands nearest to its
 * predicate in its clause. Dates in its conditions are not its own, and the day on which it was said only where there is no other
 * and the saying is the act itself. Null where none is given.
 */
export function claimWhen(claim: BareClaim, document: Attributed, dates: readonly When[]): When | null {
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
  if (own !== undefined) return own;
  const frame = contentAround(document, predicate);
  const candidates = fitting
    .filter((date) => !inside.includes(date) && !isSaying(document, claim, date))
    .map((date) => ({ date, cost: distance(document.text, claim, sentence, date, frame) }))
    .filter(({ cost }) => cost < Number.POSITIVE_INFINITY)
    .sort((a, b) => a.cost - b.cost);
  return candidates[0]?.date ?? inside[0] ?? null;
}

/** The span of reported speech that holds the predicate, innermost; null in the report's own words. */
function contentAround(document: Attributed, predicate: Span): Span | null {
  return (
    document.attributions
      .flatMap(({ content }) => content)
      .filter((content) => contains(content, predicate))
      .sort((a, b) => a.end - a.start - (b.end - b.start))[0] ?? null
  );
}

/** `the draft of June 9`, `the agreement prepared in Istanbul in 2022`: the date of a thing that is spoken of. */
function isBackground(text: string, claim: BareClaim, date: When): boolean {
  const lead = text.slice(
    Math.max(claim.predicate.end <= date.start ? claim.predicate.end : 0, date.start - 48),
    date.start,
  );
  return (
    /\bof\s+(?:the\s+)?$/.test(lead) ||
    (date.to !== null &&
      /\b\p{Ll}+(?:ed|made|held|met) (?:(?:in|at|by) (?:the )?\p{Lu}\S+ )?$/u.test(lead) &&
      !/\b(?:be|been|is|was|were|are)\b/.test(lead))
  );
}

/** `next year's catch`: the date of a noun. */
const isPossessive = (text: string, date: When): boolean =>
  /^['’]s?\s/.test(text.slice(date.end, date.end + 3));

/** What will be done is not done on a day before the report. */
function isPastFor(document: Attributed, claim: BareClaim, date: When): boolean {
  const { published } = document.metadata;
  if (published === null || date.to === null || date.to >= published.slice(0, 10)) return false;
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
    if (CLAUSE.test(between) || between.length > 160) return Number.POSITIVE_INFINITY;
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
