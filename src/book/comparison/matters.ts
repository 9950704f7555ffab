import { nounAt } from '../../actors/nouns.ts';
import { wordsOf } from '../../actors/words.ts';
import { family } from '../../claims/measure.ts';
import type { Act } from '../../document/vocabulary.ts';
import { slice } from '../../text/span.ts';
import { toldOn } from '../moment.ts';
import type { BookClaim } from '../record.ts';
import { OTHER } from '../taxonomy.ts';
import { HISTORY } from '../undertaking.ts';
import { groupsOf } from './grouping.ts';
import { PARTICIPANTS, type Relation, relation } from './parties.ts';
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

/** A claim with what is asked of it whenever it is compared with another. */
interface Likened {
  readonly told: ToldClaim;
  readonly in: ToldClaim['in'];
  readonly held: Held;
  readonly group: ReturnType<typeof groupOf>;
  /** That something was done at all. */
  readonly denies: boolean;
  readonly measures: readonly string[];
  readonly families: readonly string[];
  /** Of which the number tells something. */
  readonly quantities: BookClaim['quantities'];
}

/** Holders, the same ones once, and how they stand to the others with which they were compared, by their `n`. */
interface Held {
  readonly n: number;
  readonly ids: readonly string[];
  readonly relations: Relation[];
}

function heldOnce(): (ids: readonly string[]) => Held {
  const known = new Map<string, Held>();
  return (ids) => {
    const key = ids.join('\0');
    const held = known.get(key) ?? { n: known.size, ids, relations: [] };
    known.set(key, held);
    return held;
  };
}

function relationOf(a: Held, b: Held): Relation {
  const known = a.relations[b.n] ?? relation(a.ids, b.ids);
  a.relations[b.n] = known;
  return known;
}

function likened(told: ToldClaim, held: Held): Likened {
  const { act, negated, quantities } = told.claim;
  const group = groupOf(act);
  const measures = measuresOf(told);
  return {
    told,
    in: told.in,
    held,
    group,
    denies: negated && group === 'stand',
    measures,
    families: measures.map(family),
    quantities: quantities.filter(({ unit }) => !ANY_UNIT.test(unit)),
  };
}

/** Points for words in common, and for a measure, at most. */
const MOST_WORDS = 3;
const MOST_MEASURES = 1.5;

/**
 * What speaks for two claims' being about the same thing, in points: the same holder 3 (one named differently −3), the same
 * measure 1.5 (a related one 1, another −1), a unit counted in both 1 each and the same number of it another, a content word in
 * both 1 each up to three; for two agreements 1.5, and as much where one is of all who take part. 0 where it is not `ALIKE`, or
 * not more than the points that are `known` of another: what takes longer to tell is told last.
 */
function likeness(one: Likened, other: Likened, known: number): number {
  const [a, b] = [one.told, other.told];
  const isDenial = denies(one, other) || denies(other, one);
  if (one.group !== other.group && !isDenial && !isJoining(a, b) && !isJoining(b, a)) return 0;
  const isEnough = (points: number): boolean => points >= ALIKE && points > known;
  const words = (): number => Math.min(MOST_WORDS, sharedStems(a.stems, b.stems));
  if (one.group === 'meet' && other.group === 'meet') return words() + meetings(a, b);
  const holders = relationOf(one.held, other.held);
  let points = POINTS[isDenial ? 'same' : holders];
  points += quantities(one, other) + agreements(a, b, holders);
  if (!isEnough(points + MOST_MEASURES + MOST_WORDS)) return 0;
  points += measures(one, other);
  if (!isEnough(points + MOST_WORDS)) return 0;
  const said = words();
  // What somebody thanks for and what he asks for are two things, unless the words say otherwise.
  return one.group === 'stand' && said === 0 ? 0 : points + said;
}

/** Of the holders. */
const POINTS = { same: 3, unknown: 0.5, different: -3 };

/** `turned down a share`, `no share was ever laid before Iceland`: that it was done at all is denied. */
const denies = (a: Likened, b: Likened): boolean =>
  a.denies && !b.told.claim.negated && a.told.targets.some((id) => b.told.holders.includes(id));

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

function agreements(a: ToldClaim, b: ToldClaim, holders: Relation): number {
  if (a.claim.act !== 'agree' || b.claim.act !== 'agree') return 0;
  const all = a.holders.includes(PARTICIPANTS) || b.holders.includes(PARTICIPANTS);
  return all && holders === 'unknown' ? 3 : 1.5;
}

/** Acts that are told of one and the same stand. */
export function groupOf(act: Act): 'undertaking' | 'meet' | 'stand' | 'expect' {
  if (HISTORY.has(act)) return 'undertaking';
  return act === 'meet' || act === 'expect' ? act : 'stand';
}

function measures(a: Likened, b: Likened): number {
  if (a.measures.length === 0 || b.measures.length === 0) return 0;
  if (a.measures.some((measure) => b.measures.includes(measure))) return MOST_MEASURES;
  return a.families.some((one) => b.families.includes(one)) ? 1 : -1;
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

function quantities(a: Likened, b: Likened): number {
  let points = 0;
  for (const quantity of a.quantities) {
    const others = b.quantities.filter(({ unit }) => unit === quantity.unit);
    if (others.length > 0) points += others.some((other) => isSameAmount(quantity, other)) ? 2 : 1;
  }
  return points;
}

/** The matters that the claims of a story are about, in order of their first claims. */
export function mattersOf(claims: readonly ToldClaim[]): readonly Matter[] {
  const heldBy = heldOnce();
  const items = claims.map((told) => likened(told, heldBy(told.holders)));
  return groupsOf(items, likeness, ALIKE, isOneSentence).map((group) => group.map(({ told }) => told));
}

/** Two claims of one report are one matter only where a sentence tells both of one holder. */
const isOneSentence = ({ told: a }: Likened, { told: b }: Likened): boolean =>
  a.claim.sentence.start === b.claim.sentence.start && relation(a.holders, b.holders) === 'same';
