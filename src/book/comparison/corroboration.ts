import type { ReadReport } from '../record.ts';
import type { Corroboration } from '../reliability.ts';
import { relation } from './parties.ts';
import type { Statement } from './row.ts';
import { toldStory } from './told-story.ts';
import { contradict, type Standing, standingOf, statement, wordsOf } from './undertakings.ts';
import { voicesAmong } from './voices.ts';

/**
 * What stands behind each claim of a story, by the claim's id: the voices that tell of the same stand (the same firmness,
 * refusal, rejection, …), and those that tell of another one with which it cannot be reconciled. What they say of amounts,
 * dates and conditions is compared apart (`compareStory`). `comparable` says whether another report tells of the same thing.
 */
export function corroborationsIn(reports: readonly ReadReport[]): ReadonlyMap<string, Corroboration> {
  const { matters, copies } = toldStory(reports);
  return new Map(
    matters.flatMap((matter) => {
      const told = matter.map((one) => ({
        id: one.claim.id,
        statement: statement(one, standingOf(one.claim), wordsOf(one)),
      }));
      const statements = told.map((one) => one.statement);
      const voices = voicesAmong(statements, copies);
      return told.map((one) => [one.id, corroborationOf(one.statement, statements, voices)] as const);
    }),
  );
}

function corroborationOf(
  one: Statement<Standing>,
  all: readonly Statement<Standing>[],
  voices: (of: readonly Statement<Standing>[]) => number,
): Corroboration {
  const others = new Set(
    all.filter(
      (other) => other.in !== one.in && relation(one.holders ?? [], other.holders ?? []) !== 'different',
    ),
  );
  const same = all.filter((other) => other === one || (others.has(other) && other.value === one.value));
  const against = [...others].filter(({ value }) => value !== one.value && contradict(one.value, value));
  return {
    voices: voices(same),
    reports: new Set(same.map((statement) => statement.in)).size,
    contradicting: voices(against),
    comparable: others.size > 0,
  };
}
