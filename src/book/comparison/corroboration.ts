import type { ReadReport } from '../record.ts';
import type { Corroboration } from '../reliability.ts';
import { relation } from './parties.ts';
import type { Statement } from './row.ts';
import { toldStory } from './told-story.ts';
import { contradict, type Standing, standingOf, statement, wordsOf } from './undertakings.ts';
import { type Copies, voicesOf } from './voices.ts';

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
      return told.map((one) => [one.id, corroborationOf(one.statement, statements, copies)] as const);
    }),
  );
}

function corroborationOf(
  one: Statement<Standing>,
  all: readonly Statement<Standing>[],
  copies: Copies,
): Corroboration {
  const others = all.filter(
    (other) => other.in !== one.in && relation(one.holders ?? [], other.holders ?? []) !== 'different',
  );
  const same = [one, ...others.filter(({ value }) => value === one.value)];
  const against = others.filter(({ value }) => value !== one.value && contradict(one.value, value));
  return {
    voices: voicesOf(same, copies).length,
    reports: new Set(same.map((statement) => statement.in)).size,
    contradicting: voicesOf(against, copies).length,
    comparable: others.length > 0,
  };
}
