import { type Amount, inOrder } from './amount.ts';
import { isSameEvent, sameFit } from './fit.ts';
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
  const groups: Amount[][] = [];
  const byFigure = new Map<string, Amount[][]>();
  for (const amount of amounts) {
    const figure = `${amount.unit} ${amount.per} ${amount.low} ${amount.high} ${amount.givers.join(' ')}`;
    const alike = byFigure.get(figure) ?? [];
    byFigure.set(figure, alike);
    const own = alike.find((group) => belongs(amount, group, apart));
    if (own === undefined) {
      const group = [amount];
      groups.push(group);
      alike.push(group);
    } else own.push(amount);
  }
  return joinedBy(decisions, groups).map(sumFrom);
}

/**
 * Whether one of a group is the same without a doubt and none speaks against it. Where another leaves out for whom it is,
 * that is no doubt any more. Two amounts of one claim are two.
 */
function belongs(amount: Amount, group: readonly Amount[], apart: ReadonlySet<string>): boolean {
  let isSure = false;
  for (const other of group) {
    if (apart.has(`${amount.id} ${other.id}`) || amount.claims.some((claim) => other.claims.includes(claim)))
      return false;
    const fit = sameFit(amount, other);
    if (!fit?.every((doubt) => doubt === 'beneficiary-unsaid')) return false;
    isSure ||= fit.length === 0;
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
  const told = amounts.map((amount, i) => ({ ...amount, telling: tellingOf(amount, amounts.slice(0, i)) }));
  const [one] = amounts;
  const bounds = hull(amounts);
  const stage = furthest(amounts.map((amount) => amount.stage));
  if (one === undefined || bounds === null || stage === null) throw new RangeError('a sum has an amount');
  const { low, high, about } = bounds;
  return Object.freeze({ id: one.id, amounts: told, unit: one.unit, per: one.per, stage, low, high, about });
}

function tellingOf(amount: Amount, before: readonly Amount[]): Telling {
  const known = furthest(before.map(({ stage }) => stage));
  if (known === null) return 'first';
  if (!reaches(known, amount.stage)) return 'progress';
  const isPromise = !reaches(amount.stage, 'allocated') && amount.stageBy !== 'whole';
  return isPromise && !before.some((other) => isSameEvent(amount, other)) ? 'renewal' : 'repeat';
}
