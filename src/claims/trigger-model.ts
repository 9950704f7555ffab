import type { Scored } from '../document/layers.ts';
import { TRIGGER_KINDS, type TriggerKind } from '../document/vocabulary.ts';

/** A trigger with the rule that gives it. */
export interface Ruled {
  readonly value: string;
  readonly rule: string;
}

/** Before the colon of the normal form. */
export const kindOf = (name: string): string => name.split(':')[0] ?? name;

/** From which probability on the model decides where the rules say something else, where that is weak or close, and where they know nothing. */
const SURER = 0.85;
const THAN_WEAK = 0.3;
const THAN_CLOSE = 0.95;
const KNOWN = 0.5;

/** What the rules say wrongly in half of the conditions of train/gold-found or more: many words may stand for it. */
const WEAK: ReadonlySet<string> = new Set(['compliance', 'payment', 'agreement', 'negotiations']);

/** Rules whose words hardly stand for anything else. */
const CLOSE: ReadonlySet<string> = new Set([
  'compliance-named',
  'definitive-agreement',
  'inspectors',
  'instalment',
  'talks-held',
]);

/**
 * What the words say more closely than the model stands: a peace agreement is an agreement, a ratification approves. A
 * request may be withdrawn and a parcel inspected, so that these two may be something else.
 */
const BROADER: Readonly<Record<string, ReadonlySet<TriggerKind>>> = {
  ceasefire: new Set(['agreement', 'compliance', 'other']),
  'peace-agreement': new Set(['agreement', 'other']),
  ratification: new Set(['approval', 'agreement', 'other']),
  'framework-clear': new Set(['agreement', 'approval', 'other']),
  'sanctions-lifted': new Set(['compliance', 'other']),
  inspection: new Set(['compliance']),
  withdrawal: new Set(['compliance']),
  review: new Set(['other']),
};

/** The kind that the model is surer of than the rules' names are to be trusted; null where they stand. */
export function surerThan(
  found: readonly Ruled[],
  predicted: readonly Scored<TriggerKind>[],
): Scored<TriggerKind> | null {
  const [first] = predicted;
  if (first === undefined) return null;
  const kinds = found.map(({ value }) => kindOf(value.replace(/^!/, '')));
  const stands = kinds.some(
    (kind) =>
      // a kind of a profile's own, of which no model knows
      !TRIGGER_KINDS.some((known) => known === kind) ||
      first.value === kind ||
      BROADER[kind]?.has(first.value) ||
      predicted.some(({ value, probability }) => value === kind && probability >= KNOWN),
  );
  const isWeak = ({ rule }: Ruled, i: number) => WEAK.has(kinds[i] ?? '') && !CLOSE.has(rule);
  const enough =
    found.length === 0
      ? KNOWN
      : found.every(isWeak)
        ? THAN_WEAK
        : found.some(({ rule }) => CLOSE.has(rule))
          ? THAN_CLOSE
          : SURER;
  return !stands && first.probability >= enough ? first : null;
}
