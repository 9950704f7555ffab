import type { Quantity, When } from '../../document/layers.ts';
import { overlap } from '../../text/span.ts';
import type { Reading, ReadingClaim } from '../reading.ts';
import type { MarkedDetails } from './marked-text.ts';
import { matched } from './pairs.ts';
import { type Count, sumOf } from './score.ts';

export type DetailLayer =
  | 'measures'
  | 'quantities'
  | 'dates'
  | 'datesOverlap'
  | 'triggers'
  | 'triggerKinds'
  | 'beneficiaries';

type Counts = Readonly<Partial<Record<DetailLayer, Count>>>;

/** Of the claims that were found, so that this measures the details and not the finding. */
export const detailLayers = (details: readonly MarkedDetails[], reading: Reading): Counts =>
  sumOf(
    details.flatMap((marked): Counts[] => {
      const claim = claimAt(marked, reading);
      return claim === undefined ? [] : [ofClaim(marked, claim, reading)];
    }),
  );

/** The one whose predicate overlaps most. */
function claimAt({ predicate }: MarkedDetails, { claims }: Reading): ReadingClaim | undefined {
  let best: ReadingClaim | undefined;
  const shares = (claim: ReadingClaim | undefined): number =>
    claim ? overlap(claim.predicate, predicate) : 0;
  for (const claim of claims) if (shares(claim) > shares(best)) best = claim;
  return best;
}

function ofClaim(marked: MarkedDetails, claim: ReadingClaim, { actors }: Reading): Counts {
  const count = <M, R>(m: readonly M[], r: readonly R[], worth: (m: M, r: R) => number): Count => ({
    right: matched(m, r, worth),
    marked: m.length,
    read: r.length,
  });
  const when = marked.when ? [marked.when] : [];
  const readWhen = claim.when ? [claim.when] : [];
  const triggers = claim.conditions.flatMap(({ trigger }) =>
    trigger === null ? [] : 'any' in trigger ? trigger.any : trigger.all,
  );
  const beneficiaries = claim.beneficiary.map((id) => {
    const actor = actors.find((a) => a.id === id);
    return actor?.state ?? actor?.name ?? id;
  });
  const equal = (a: string, b: string) => Number(a.toLowerCase() === b.toLowerCase());
  return {
    measures: count(marked.measures, claim.measures, sameMeasure),
    quantities: count(marked.quantities, claim.quantities, (a, b) => Number(sameQuantity(a, b))),
    dates: count(when, readWhen, (a, b) => Number(a.from === b.from && a.to === b.to)),
    datesOverlap: count(when, readWhen, (a, b) => Number(meets(a, b))),
    triggers: count(marked.triggers, triggers, (a, b) => equal(normal(a), normal(b))),
    triggerKinds: count(marked.triggers, triggers, (a, b) => equal(kind(a), kind(b))),
    beneficiaries: count(marked.beneficiaries, beneficiaries, equal),
  };
}

/** A child of what was marked counts as it; `force.any` and `force.land` are half right. */
function sameMeasure(marked: string, read: string): number {
  if (marked === read || read.startsWith(`${marked}.`)) return 1;
  const family = marked.split('.')[0] === read.split('.')[0];
  return family && (marked.endsWith('.any') || read.endsWith('.any')) ? 0.5 : 0;
}

type Amount = MarkedDetails['quantities'][number];

const close = (a: number | null, b: number | null): boolean =>
  a !== null && b !== null && Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a));

/** The same number, or one of its bounds, in the same unit. */
const sameQuantity = (a: Amount, b: Quantity): boolean =>
  a.unit.toLowerCase() === b.unit.toLowerCase() &&
  (close(a.value, b.value) || (a.value === null && (close(a.low, b.low) || close(a.high, b.high))));

type Period = Pick<When, 'from' | 'to'>;

const meets = (a: Period, b: Period): boolean =>
  (a.from ?? '0') <= (b.to ?? '9') && (b.from ?? '0') <= (a.to ?? '9');

/** Nobody words an event without a kind the same way twice. */
const normal = (trigger: string): string => (/^!?other:/.test(trigger) ? 'other' : trigger);

const kind = (trigger: string): string => normal(trigger).replace(/^!/, '').split(':')[0] ?? '';
