import type { Decision, KeptClaim } from '../../store/index.ts';
import { bodyOf } from './decisions/decision.ts';

/** Of claims, by their ids, the ids under which the book first had them. */
export type Origins = ReadonlyMap<string, string>;

/**
 * What was read again stands under the id that its claim had in the report's first reading. A claim that only a later
 * reading found is left out: it says nothing new, its report had been there.
 */
export function originsOf(
  kept: readonly KeptClaim[],
  rereads: readonly Decision[],
  learned: (report: string) => string | undefined,
): Origins {
  const former = new Map(
    rereads.flatMap((decision) =>
      Object.entries(bodyOf(decision)?.matched ?? {}).flatMap(([before, after]) =>
        after === null ? [] : [[after, before] as const],
      ),
    ),
  );
  const first = (id: string): string => {
    const before = former.get(id);
    return before === undefined || before === id ? id : first(before);
  };
  return new Map(
    kept.flatMap(({ claim, asRead, learned: at }) => {
      const origin = first(claim.id);
      const isNew = origin !== claim.id || asRead === null || at === learned(claim.report);
      return isNew ? [[claim.id, origin] as const] : [];
    }),
  );
}
