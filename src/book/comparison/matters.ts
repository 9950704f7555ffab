import { nounAt } from '../../actors/nouns.ts';
import { wordsOf } from '../../actors/words.ts';
import { family } from '../../claims/measure.ts';
import type { Act } from '../../document/vocabulary.ts';
import { slice } from '../../text/span.ts';
import { toldOn } from '../moment.ts';
import { OTHER, related } from '../taxonomy.ts';
import { HISTORY } from '../undertaking.ts';
import { groupsOf } from './grouping.ts';
import { PARTICIPANTS, relation } from './parties.ts';
import { isSameAmount } from './same-amount.ts';
import type { ToldClaim } from './told.ts';
import { sharedStems } from './words.ts';

/** Claims of one story about the same thing: who told it, in how many words, and how often, may differ. */
export type Matter = readonly ToldClaim[];

/** Measures that tell nothing of what a claim is about. */
const VAGUE: ReadonlySet<string> = new Set([OTHER, 'negotiations']);

/** Units of time and shares: what they measure is anything. */
const ANY_UNIT = /^(?:minute|hour|day|week|month|year|percent)$/;

/** One holder and one measure are enough, words alone are not; set on the six gold stories. */
const ALIKE = 4;

/**
 * What speaks for two claims' being about the same thing, in points: the same holder 3 (one named differently −3), the same
 * measure 1.5 (a related one 1, another −1), a unit counted in both 1 each and the same number of it another, a content word in
 * both 1 each up to three; for two agreements 1.5, and as much where one is of all who take part.
 */
export function likeness(a: ToldClaim, b: ToldClaim): number {
  const isDenial = denies(a, b) || denies(b, a);
  const [one, other] = [groupOf(a.claim.act), groupOf(b.claim.act)];
  if (one !== other && !isDenial && !isJoining(a, b) && !isJoining(b, a)) return 0;
  const words = Math.min(3, sharedStems(a.stems, b.stems));
  if (one === 'meet' && other === 'meet') return words + meetings(a, b);
  // What somebody thanks for and what he asks for are two things, unless the words say otherwise.
  if (one === 'stand' && words === 0) return 0;
  const holders = isDenial ? 'same' : relation(a.holders, b.holders);
  const points = { same: 3, unknown: 0.5, different: -3 }[holders];
  return points + measures(a, b) + quantities(a, b) + words + agreements(a, b);
}

/** `turned down a share`, `no share was ever laid before Iceland`: that it was done at all is denied. */
const denies = (a: ToldClaim, b: ToldClaim): boolean =>
  a.claim.negated &&
  !b.claim.negated &&
  groupOf(a.claim.act) === 'stand' &&
  a.targets.some((id) => b.holders.includes(id));

/** `went along with the total` on which `five parties settled`. */
const isJoining = (a: ToldClaim, b: ToldClaim): boolean =>
  a.claim.act === 'endorse' && b.claim.act === 'agree';

/** The next meeting of an event is one; others are told apart by day, place and words. */
function meetings(a: ToldClaim, b: ToldClaim): number {
  const [one, other] = [a.claim.when, b.claim.when];
  if (one === null || other === null) return 0;
  if (isAhead(a) && isAhead(b)) return ALIKE;
  if (one.to === null || one.to !== other.to) return 0;
  // That a meeting on that day did not take place is told of the one that was announced for it.
  return a.claim.negated === b.claim.negated ? 3 : ALIKE;
}

/** Its day is after the report's. */
export const isAhead = ({ claim: { when }, in: { report } }: ToldClaim): boolean =>
  when !== null && (when.to ?? when.from ?? '') > toldOn(report).slice(0, 10);

function agreements(a: ToldClaim, b: ToldClaim): number {
  if (a.claim.act !== 'agree' || b.claim.act !== 'agree') return 0;
  const all = [a, b].some(({ holders }) => holders.includes(PARTICIPANTS));
  return all && relation(a.holders, b.holders) === 'unknown' ? 3 : 1.5;
}

/** Acts that are told of one and the same stand. */
export function groupOf(act: Act): 'undertaking' | 'meet' | 'stand' | 'expect' {
  if (HISTORY.has(act)) return 'undertaking';
  return act === 'meet' || act === 'expect' ? act : 'stand';
}

function measures(a: ToldClaim, b: ToldClaim): number {
  const [as, bs] = [measuresOf(a), measuresOf(b)];
  if (as.length === 0 || bs.length === 0) return 0;
  if (as.some((measure) => bs.includes(measure))) return 1.5;
  const alike = as.some((one) => bs.some((other) => related(one, other) || family(one) === family(other)));
  return alike ? 1 : -1;
}

/** What a paper is about that was signed is not said by its name: the measure is a guess from the words around. */
const measuresOf = ({ claim, in: { report } }: ToldClaim): readonly string[] =>
  claim.act === 'agree' && claim.what !== null && isPaper(slice(report.text, claim.what))
    ? []
    : claim.measures.filter((measure) => !VAGUE.has(measure));

/** `a road map`, `to the draft of June 9`, `anything`: no more than a name of a text. */
function isPaper(what: string): boolean {
  const words = wordsOf(what, { start: 0, end: what.length });
  return words.length < 4 && words.some((_, at) => nounAt(words, at)?.noun.class === 'document');
}

function quantities(a: ToldClaim, b: ToldClaim): number {
  const counted = a.claim.quantities.filter(({ unit }) => !ANY_UNIT.test(unit));
  return counted.reduce((points, quantity) => {
    const others = b.claim.quantities.filter(({ unit }) => unit === quantity.unit);
    if (others.length === 0) return points;
    return points + (others.some((other) => isSameAmount(quantity, other)) ? 2 : 1);
  }, 0);
}

/** The matters that the claims of a story are about, in order of their first claims. */
export const mattersOf = (claims: readonly ToldClaim[]): readonly Matter[] =>
  groupsOf(claims, likeness, ALIKE, isOneSentence);

/** Two claims of one report are one matter only where a sentence tells both of one holder. */
const isOneSentence = (a: ToldClaim, b: ToldClaim): boolean =>
  a.claim.sentence.start === b.claim.sentence.start && relation(a.holders, b.holders) === 'same';
