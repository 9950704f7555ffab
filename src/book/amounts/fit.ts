import { family } from '../../claims/measure.ts';
import type { When } from '../../document/layers.ts';
import type { Amount } from './amount.ts';
import { size } from './interval.ts';
import { reaches, STAGES } from './stage.ts';

/** Why two amounts may be the same money, or one a part of the other, without the reports saying so (docs/gap.md). */
export const DOUBTS = [
  'giver',
  'beneficiary',
  'beneficiary-unsaid',
  'measure',
  'period',
  'further',
  'bounds',
  'rounded',
  'differs',
  'tranche',
  'remainder',
  'one-year',
  'share',
  'group',
  'progress',
] as const;
export type Doubt = (typeof DOUBTS)[number];

/** How well two amounts go together: null where they cannot be the same money, else what speaks against it. */
export type Fit = readonly Doubt[] | null;

/**
 * Within so many days two reports tell of one event, and one that leaves out for whom the money is means the other's. Of
 * the 30 reports of the six gold stories 22 came within three days of the first; the others tell what became of it.
 */
const SAME_EVENT_DAYS = 3;

const daysApart = (a: Amount, b: Amount): number =>
  a.on === null || b.on === null
    ? Number.POSITIVE_INFINITY
    : Math.abs(Date.parse(a.on) - Date.parse(b.on)) / 86_400_000;

export const isSameEvent = (a: Amount, b: Amount): boolean =>
  a.report === b.report || daysApart(a, b) <= SAME_EVENT_DAYS;

/** Whether two amounts, counted in the same unit, tell of the same money. */
export const sameFit = (a: Amount, b: Amount): Fit =>
  together(a, b, [giverFit, figureFit, measureFit, beneficiaryFit, periodFit]);

/** Giver, measure and beneficiary: as far as a part must go with its whole. */
export const traitsFit = (a: Amount, b: Amount): Fit =>
  together(a, b, [giverFit, measureFit, beneficiaryFit]);

/** Measure and beneficiary: as far as a member's share must go with its union's sum. */
export const purposeFit = (a: Amount, b: Amount): Fit => together(a, b, [measureFit, beneficiaryFit]);

function together(a: Amount, b: Amount, fits: readonly ((a: Amount, b: Amount) => Fit)[]): Fit {
  const doubts: Doubt[] = [];
  for (const fit of fits) {
    const found = fit(a, b);
    if (found === null) return null;
    doubts.push(...found);
  }
  return doubts;
}

const isEqual = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((id, i) => id === b[i]);
const meet = (a: readonly string[], b: readonly string[]): boolean => a.some((id) => b.includes(id));

/** `donors`, `26 countries`: named for their number, not by their names. */
export const isGroup = (id: string): boolean => id.startsWith('group:');

function giverFit({ givers: a }: Amount, { givers: b }: Amount): Fit {
  if (a.length > 0 && isEqual(a, b)) return [];
  const mayMeet = a.length === 0 || b.length === 0 || meet(a, b) || (a.some(isGroup) && b.some(isGroup));
  return mayMeet ? ['giver'] : null;
}

/** With `its 50 million dollars` a report means money that its readers know of. */
function beneficiaryFit(a: Amount, b: Amount): Fit {
  if (isEqual(a.beneficiaries, b.beneficiaries) || meet(a.beneficiaries, b.beneficiaries)) return [];
  if (a.beneficiaries.length > 0 && b.beneficiaries.length > 0)
    return isSameEvent(a, b) ? ['beneficiary'] : null;
  return isSameEvent(a, b) || isKnown(a) || isKnown(b) ? [] : ['beneficiary-unsaid'];
}

export const isKnown = ({ marks }: Amount): boolean => marks.includes('known');

/** `other` says only that no profile knows the thing. */
function measureFit(a: Amount, b: Amount): Fit {
  const known = (amount: Amount) => amount.measures.filter((id) => id !== 'other').map(family);
  if (meet(known(a), known(b))) return [];
  const one = known(a).length === 0 || known(b).length === 0;
  return one || isSameEvent(a, b) ? ['measure'] : null;
}

/** Two promises for different years are mostly two, and two deliveries weeks apart, unless it is the one that is known. */
function periodFit(a: Amount, b: Amount): Fit {
  if (reaches(a.stage, 'under-way') || reaches(b.stage, 'under-way')) {
    return a.stage !== b.stage || isSameEvent(a, b) || isKnown(a) || isKnown(b) ? [] : ['period'];
  }
  return isAhead(a, b) || isAhead(b, a) ? ['period'] : [];
}

/** For when it is. Days and weeks are those of the announcement. */
export const periodOf = ({ when }: Amount): Pick<When, 'from' | 'to'> | null =>
  when === null || when.granularity === 'day' || when.granularity === 'week'
    ? null
    : { from: when.from, to: when.to };

const isAhead = (a: Amount, b: Amount): boolean => {
  const [first, second] = [periodOf(a), periodOf(b)];
  return first !== null && second !== null && (first.to ?? '9') < (second.from ?? '');
};

function figureFit(a: Amount, b: Amount): Fit {
  const further: Fit = a.marks.includes('further') === b.marks.includes('further') ? [] : ['further'];
  if (a.low === b.low && a.high === b.high) return further;
  // `up to 14 billion` and `14 billion`
  if (size(a) === size(b)) return [...further, 'bounds'];
  if (isRounded(size(a), size(b)) || isRounded(size(b), size(a))) return [...further, 'rounded'];
  // Two reports of one event that name two figures for it.
  const steps = Math.abs(STAGES.indexOf(a.stage) - STAGES.indexOf(b.stage));
  const near = Math.max(size(a), size(b)) < MOST_APART * Math.min(size(a), size(b));
  const differs = near && steps <= 1 && a.report !== b.report && isSameEvent(a, b);
  return differs && further.length === 0 ? ['differs'] : null;
}

/** Figures for money and things that reports of one event differ about differ by a ninth at most in the gold stories, but for one. */
const MOST_APART = 2;

/** 782,000 is 782,066 in three digits, 2 billion 1.98 in two. */
const isRounded = (rough: number, fine: number): boolean =>
  [2, 3].some((digits) => Number(fine.toPrecision(digits)) === rough);
