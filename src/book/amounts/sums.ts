import { type Amount, inOrder } from './amount.ts';
import { isSameEvent, periodOf, sameFit } from './fit.ts';
import { hull, type Interval } from './interval.ts';
import { furthest, reaches, type Stage } from './stage.ts';

/**
 * What a person has decided about two amounts; their order counts for `part`: the first is part of the second. What cannot
 * be has no effect: one sum in two units, a part as large as its whole.
 */
export interface LinkDecision {
  readonly amount: string;
  readonly other: string;
  readonly verdict: 'same' | 'part' | 'apart';
}

/**
 * How an amount stands to those of the same money told before it: the first of them; told again of the same event (a copy, or
 * looking back); announced again later, which promises nothing new; a step further.
 */
export type Telling = 'first' | 'repeat' | 'renewal' | 'progress';

/** One sum of money, or number of things, however often it is told. */
export interface Sum extends Interval {
  /** Id of the first amount that tells of it. */
  readonly id: string;
  readonly amounts: readonly (Amount & { readonly telling: Telling })[];
  readonly unit: string;
  readonly per: Amount['per'];
  /** The furthest that any report says. */
  readonly stage: Stage;
}

/** The sums that amounts, which are in order, tell of; a person's decisions join and part them. */
export function sumsOf(amounts: readonly Amount[], decisions: readonly LinkDecision[]): readonly Sum[] {
  const apart = new Set(
    decisions.flatMap(({ amount, other, verdict }) =>
      verdict === 'apart' ? [`${amount} ${other}`, `${other} ${amount}`] : [],
    ),
  );
  const groups: Growing[] = [];
  const byFigure = new Map<string, Alike>();
  for (const amount of amounts) {
    const figure = `${amount.unit} ${amount.per} ${amount.low} ${amount.high} ${amount.givers.join(' ')}`;
    const alike = byFigure.get(figure) ?? { all: new Set(), byBeneficiary: new Map() };
    byFigure.set(figure, alike);
    const own = nearest(amount, alike).find((group) => belongs(amount, group, apart));
    const group = own ?? { at: groups.length, amounts: [], claims: new Set(), faces: new Map() };
    if (own === undefined) groups.push(group);
    add(amount, group);
    alike.all.add(group);
    for (const id of beneficiariesOf(amount))
      alike.byBeneficiary.set(id, (alike.byBeneficiary.get(id) ?? new Set()).add(group));
  }
  return joinedBy(
    decisions,
    groups.map((group) => group.amounts),
  ).map(sumFrom);
}

/** Sums of one figure and giver, by for whom they are. */
interface Alike {
  readonly all: Set<Growing>;
  readonly byBeneficiary: Map<string, Set<Growing>>;
}

const NOBODY = '';
const beneficiariesOf = ({ beneficiaries }: Amount): readonly string[] =>
  beneficiaries.length > 0 ? beneficiaries : [NOBODY];

/** Of which the amount can be one, in order: none of those that are all for others. */
function nearest(amount: Amount, { all, byBeneficiary }: Alike): readonly Growing[] {
  if (amount.beneficiaries.length === 0) return [...all];
  const some = [...amount.beneficiaries, NOBODY].flatMap((id) => [...(byBeneficiary.get(id) ?? [])]);
  return [...new Set(some)].sort((a, b) => a.at - b.at);
}

/** Amounts of one sum so far, in order. */
interface Growing {
  /** Its place among all. */
  readonly at: number;
  readonly amounts: Amount[];
  readonly claims: Set<string>;
  /** By all that `sameFit` looks at but report and date. */
  readonly faces: Map<string, Face>;
}

/**
 * Amounts that differ in report and date alone, which count by whether they tell of one event: of those of other reports, which
 * are in order of date, the first is the furthest and the last the nearest. So much of them is kept that there is one of another
 * report, whichever report is looked at.
 */
interface Face {
  readonly first: Amount;
  firstOfOther: Amount | null;
  last: Amount;
  lastOfOther: Amount | null;
  readonly byReport: Map<string, Amount[]>;
}

function add(amount: Amount, { amounts, claims, faces }: Growing): void {
  amounts.push(amount);
  for (const claim of amount.claims) claims.add(claim);
  const { stage, marks, measures, beneficiaries, report } = amount;
  const key = JSON.stringify([stage, marks, measures, beneficiaries, periodOf(amount)]);
  const face = faces.get(key);
  if (face === undefined) {
    const byReport = new Map([[report, [amount]]]);
    faces.set(key, { first: amount, firstOfOther: null, last: amount, lastOfOther: null, byReport });
    return;
  }
  if (face.firstOfOther === null && report !== face.first.report) face.firstOfOther = amount;
  if (report !== face.last.report) face.lastOfOther = face.last;
  face.last = amount;
  const own = face.byReport.get(report);
  if (own) own.push(amount);
  else face.byReport.set(report, [amount]);
}

/** Of a face whoever may stand otherwise to this amount. */
function standing(
  { first, firstOfOther, last, lastOfOther, byReport }: Face,
  report: string,
): readonly Amount[] {
  const others = [
    first.report === report ? firstOfOther : first,
    last.report === report ? lastOfOther : last,
  ].filter((one) => one !== null);
  return [...others, ...(byReport.get(report) ?? [])];
}

/**
 * Whether one of a group is the same without a doubt and none speaks against it. Where another leaves out for whom it is,
 * that is no doubt any more. Two amounts of one claim are two.
 */
function belongs(amount: Amount, { amounts, claims, faces }: Growing, apart: ReadonlySet<string>): boolean {
  if (amount.claims.some((claim) => claims.has(claim))) return false;
  if (apart.size > 0 && amounts.some((other) => apart.has(`${amount.id} ${other.id}`))) return false;
  let isSure = false;
  for (const face of faces.values()) {
    for (const other of standing(face, amount.report)) {
      const fit = sameFit(amount, other);
      if (!fit?.every((doubt) => doubt === 'beneficiary-unsaid')) return false;
      isSure ||= fit.length === 0;
    }
  }
  return isSure;
}

function joinedBy(decisions: readonly LinkDecision[], groups: readonly Amount[][]): readonly Amount[][] {
  let joined = groups;
  for (const { amount, other, verdict } of decisions) {
    if (verdict !== 'same') continue;
    const holds = (id: string) => joined.find((group) => group.some((a) => a.id === id));
    const [a, b] = [holds(amount), holds(other)];
    if (a === undefined || b === undefined || a === b || unitOf(a) !== unitOf(b)) continue;
    joined = [...joined.filter((group) => group !== a && group !== b), [...a, ...b]];
  }
  return joined.map((group) => [...group].sort(inOrder)).sort((a, b) => first(a, b));
}

const unitOf = ([amount]: readonly Amount[]): string => `${amount?.unit} ${amount?.per}`;
const first = ([a]: readonly Amount[], [b]: readonly Amount[]): number => (a && b ? inOrder(a, b) : 0);

function sumFrom(amounts: readonly Amount[]): Sum {
  const reports = new Set<string>();
  let known: Stage | null = null;
  const told = amounts.map((amount, i) => {
    const telling = tellingOf(amount, known, reports, amounts[i - 1]);
    known = furthest(known === null ? [amount.stage] : [known, amount.stage]);
    reports.add(amount.report);
    return { ...amount, telling };
  });
  const [one] = amounts;
  const bounds = hull(amounts);
  if (one === undefined || bounds === null || known === null) throw new RangeError('a sum has an amount');
  const { low, high, about } = bounds;
  return Object.freeze({
    id: one.id,
    amounts: told,
    unit: one.unit,
    per: one.per,
    stage: known,
    low,
    high,
    about,
  });
}

/** @param known how far those before it have come; `reports` theirs, `last` the last of them, which is the nearest in time */
function tellingOf(
  amount: Amount,
  known: Stage | null,
  reports: ReadonlySet<string>,
  last: Amount | undefined,
): Telling {
  if (known === null) return 'first';
  if (!reaches(known, amount.stage)) return 'progress';
  const isPromise = !reaches(amount.stage, 'allocated') && amount.stageBy !== 'whole';
  const isOfOneEvent = reports.has(amount.report) || (last !== undefined && isSameEvent(amount, last));
  return isPromise && !isOfOneEvent ? 'renewal' : 'repeat';
}
