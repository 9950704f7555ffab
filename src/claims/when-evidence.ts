import type { Attributed, BareClaim, When } from '../document/layers.ts';
import { contains, overlaps, type Span, slice } from '../text/span.ts';
import { apart } from './words.ts';

/** What speaks for a date as that of a claim, by the names of resources/rules/when-evidence.yaml. */
export type WhenEvidence = ReadonlySet<string>;

/** What between a predicate and a date opens another clause, by what it opens. */
const BETWEEN: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['stop', /[;:]|\s(?:--?|[–—])\s/],
  ['quote', /["“”]/],
  ['comma', /,/],
  ['and', /\b(?:and|or|but)\b/],
  ['who', /\b(?:which|who|whom|whose|that)\b/],
  ['when', /\b(?:when|where|while|because|although|though|whereas|since|until|if|unless|as|after|before)\b/],
  ['said', /\b(?:said|says?|told|tells|added|announced|reported|according to|saying|adding)\b/],
  ['modal', /\b(?:will|would|shall|should|must|can|could|may|might|is to|are to|was to|were to)\b/],
  ['past', /\b(?:\p{Ll}{2,}ed|was|were|had|has|have|been|made|held|met|took|gave|went|came)\b/u],
  ['to', /\bto \p{Ll}/u],
  ['ing', /\b\p{Ll}{2,}ing\b/u],
  ['of', /\b(?:of|for|by|with|against|over|under)\b/],
];

const PREPOSITION =
  /^(?:not |no )?(on|in|at|by|until|till|from|since|before|after|for|during|over|within|through|throughout|to|of|between)\b/i;

/** Acts by what a date beside them tells: of what is still to be done, of what was done, or of when somebody spoke. */
const TIME_OF: Readonly<Record<string, string>> = {
  commit: 'ahead',
  defer: 'ahead',
  expect: 'ahead',
  agree: 'done',
  perform: 'done',
  meet: 'done',
};

/**
 * What speaks for one of the dates in a claim's sentence.
 * @param predicates those of the claims of its sentence, and perhaps of others, in order
 * @param ruled the date that the rules choose (when.ts)
 */
export function evidenceForWhen(
  claim: BareClaim,
  document: Attributed,
  date: When,
  near: readonly When[],
  predicates: readonly Span[],
  ruled: When | null,
): WhenEvidence {
  const { text, metadata } = document;
  const { predicate, what } = claim;
  const sentence = document.sentences[claim.sentence] ?? predicate;
  const evidence = new Set(['date']);
  const put = (name: string) => evidence.add(name);
  const act = TIME_OF[claim.act] ?? 'said';
  if (date === ruled) put('ruled');
  else if (ruled !== null) put('other-ruled');
  put(`act.${claim.act}`);

  const behind = date.start >= predicate.end;
  const within = what !== null && overlaps(what, date);
  const place = overlaps(predicate, date) ? 'predicate' : within ? 'what' : behind ? 'behind' : 'before';
  put(`place.${place}`);
  put(`place.${place}:${act}`);
  const between = behind
    ? text.slice(predicate.end, date.start)
    : text.slice(date.end, Math.max(date.end, predicate.start));
  put(`${place}:${apart(between)}`);
  for (const [name, pattern] of BETWEEN) if (pattern.test(between)) put(`${place}:${name}`);
  if (what !== null && behind && !within && what.end <= date.start) {
    put('past-what');
    put(`past-what:${apart(text.slice(what.end, date.start))}`);
  }
  const lead = text.slice(sentence.start, date.start);
  if (date.start - sentence.start < 12) put(`fronted:${act}`);
  if (/^[\s.!?"”’]*$/.test(text.slice(date.end, sentence.end))) put('last');
  const tail = text.slice(date.end, date.end + 16);
  if (/^['’]s?\s/.test(tail)) put(/^['’]s?\s(?:[\p{L}.-]+\s){0,2}$/u.test(between) ? 'owner' : 'possessive');
  else if (/^\s\p{Ll}+ed\b/u.test(tail)) put('verb-behind');
  // `tax cuts planned for next year`, `the agreement signed last year`, `a Monday court ruling`
  const word = /([\p{L}\d'’.-]+)\s*$/u.exec(lead)?.[1] ?? '';
  if (/^(?:the|a|an|its|their|his|her)$/i.test(word)) put('noun-behind');
  else if (
    /^\p{Ll}{2,}(?:ed|ing)$/u.test(word) &&
    !contains(predicate, date) &&
    date.start - 1 > predicate.end
  )
    put('participle-before');
  else if (/^(?:said|says|told|announced|reported|statement|interview)$/.test(word)) put('said-before');
  put(`by.${PREPOSITION.exec(slice(text, date))?.[1]?.toLowerCase() ?? 'none'}`);
  put(`span.${date.granularity}`);

  const today = metadata.published?.slice(0, 10);
  if (today !== undefined) {
    const time =
      date.to !== null && date.to < today
        ? 'past'
        : date.from !== null && date.from > today
          ? 'coming'
          : 'now';
    put(`${time}:${act}`);
    if (
      /^(?:will|would|shall|should|must|is to|are to|plans?|intends?|wants?)\b/i.test(slice(text, predicate))
    )
      put(`${time}:modal`);
  }
  // no list is made of them: a long text has thousands, for each of its dates
  let frame: 'inside' | 'outside' | null = null;
  for (const { content } of document.attributions) {
    for (const part of content) {
      if (!contains(part, predicate)) continue;
      if (!overlaps(part, date)) frame = 'outside';
      else frame ??= 'inside';
    }
  }
  if (frame !== null) put(frame);

  // whose it is rather: the predicates between, and one that is nearer
  const gap = Math.max(date.start - predicate.end, predicate.start - date.end, 0);
  const rivals = predicates.filter(
    (other) => contains(sentence, other) && !overlaps(other, predicate) && !overlaps(other, date),
  );
  const isBetween = (other: Span) =>
    behind
      ? other.start >= predicate.end && other.end <= date.start
      : other.start >= date.end && other.end <= predicate.start;
  if (rivals.some(isBetween)) put(`${place}:rival-between`);
  if (rivals.some((other) => Math.max(date.start - other.end, other.start - date.end, 0) < gap))
    put(`${place}:rival-nearer`);
  if (near.length === 1) put('only');
  else if (
    near.every(
      (other) => other === date || Math.max(other.start - predicate.end, predicate.start - other.end) > gap,
    )
  )
    put('nearest');
  if (claim.conditions.some((condition) => overlaps(condition, date))) put('condition');
  return evidence;
}
