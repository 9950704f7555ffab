import type { Trigger } from '../../document/layers.ts';

/** What a formula over triggers comes to: Kleene's strong three-valued logic (Introduction to Metamathematics, 1952, § 64). */
export type Truth = 'yes' | 'no' | 'unknown';

/** Triggers in normal form, without `!`, that are set; all others are unknown. */
export type Scenario = ReadonlyMap<string, 'yes' | 'no'>;

export const not = (value: Truth): Truth => (value === 'yes' ? 'no' : value === 'no' ? 'yes' : 'unknown');

/** `yes` where none are given. */
export const all = (values: readonly Truth[]): Truth =>
  values.includes('no') ? 'no' : values.includes('unknown') ? 'unknown' : 'yes';

/** `no` where none are given. */
export const any = (values: readonly Truth[]): Truth => not(all(values.map(not)));

/** `ceasefire` ↔ `!ceasefire`. */
export const opposite = (literal: string): string =>
  literal.startsWith('!') ? literal.slice(1) : `!${literal}`;

/** The trigger that a literal sets or denies. */
export const triggerIn = (literal: string): string => (literal.startsWith('!') ? literal.slice(1) : literal);

export const literalsOf = (trigger: Trigger): readonly string[] =>
  'any' in trigger ? trigger.any : trigger.all;

/** De Morgan: not (a or b) is (not a) and (not b). */
export const denied = (trigger: Trigger): Trigger =>
  'any' in trigger ? { all: trigger.any.map(opposite) } : { any: trigger.all.map(opposite) };

export function literalValue(literal: string, scenario: Scenario): Truth {
  const value = scenario.get(triggerIn(literal)) ?? 'unknown';
  return literal.startsWith('!') ? not(value) : value;
}

export function triggerValue(trigger: Trigger, scenario: Scenario): Truth {
  const values = literalsOf(trigger).map((literal) => literalValue(literal, scenario));
  return 'any' in trigger ? any(values) : all(values);
}

/** The scenario in which these literals hold and nothing else is set. */
export const scenarioOf = (literals: readonly string[]): Scenario =>
  new Map(literals.map((literal) => [triggerIn(literal), literal.startsWith('!') ? 'no' : 'yes']));

/** Kinds of triggers that nobody brings about. */
const NOBODYS = new Set(['date', 'election', 'other']);

/**
 * Who has a trigger in hand, by its parameter: `USA` of `backing:USA`, `DEU-parliament` of `approval:DEU-parliament`. Null
 * where it names nobody (`ceasefire`, `approval:*`) or what nobody brings about (`date:2026-01-01`).
 */
export function controllerOf(trigger: string): string | null {
  const [, kind = '', who = ''] = /^([^:]*):(.*)$/.exec(triggerIn(trigger)) ?? [];
  return who === '' || who === '*' || NOBODYS.has(kind) ? null : who;
}
