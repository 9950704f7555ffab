import type { Trigger } from '../../document/layers.ts';
import { literalsOf, opposite, scenarioOf, triggerValue } from './truth.ts';

/** One way to reach something: each clause has a literal that is set, and what is set makes no trigger of `notCome` true. */
export interface Way {
  readonly clauses: readonly (readonly string[])[];
  readonly notCome: readonly Trigger[];
}

/** Reached where one of its ways is; it then adds its weight, from 0 on, to the sum. */
export interface Unit {
  readonly weight: number;
  readonly ways: readonly Way[];
}

/** Whether these literals, with nothing else set, reach units whose weights come to `least`. */
export function isReached(units: readonly Unit[], least: number, set: readonly string[]): boolean {
  const scenario = scenarioOf(set);
  const reached = units.filter(({ ways }) =>
    ways.some(
      ({ clauses, notCome }) =>
        clauses.every((clause) => clause.some((literal) => set.includes(literal))) &&
        notCome.every((trigger) => triggerValue(trigger, scenario) !== 'yes'),
    ),
  );
  return reached.reduce((sum, { weight }) => sum + weight, 0) >= least;
}

/** A unit with numbers for literals, those of a trigger side by side: 2n, and 2n + 1 for its contrary. */
export interface NumberedUnit {
  readonly weight: number;
  readonly ways: readonly NumberedWay[];
}

export interface NumberedWay {
  readonly clauses: readonly (readonly number[])[];
  /** Any or all of them. */
  readonly notCome: readonly { readonly any: boolean; readonly of: readonly number[] }[];
}

export function numbered(units: readonly Unit[]): {
  readonly literals: readonly string[];
  readonly units: readonly NumberedUnit[];
} {
  const numbers = new Map<string, number>();
  const number = (literal: string): number => {
    const known = numbers.get(literal) ?? numbers.size;
    if (known === numbers.size) numbers.set(literal, known).set(opposite(literal), known + 1);
    return known;
  };
  return {
    units: units.map(({ weight, ways }) => ({
      weight,
      ways: ways.map(({ clauses, notCome }) => ({
        clauses: clauses.map((clause) => clause.map(number)),
        notCome: notCome.map((trigger) => ({ any: 'any' in trigger, of: literalsOf(trigger).map(number) })),
      })),
    })),
    literals: [...numbers.keys()],
  };
}
