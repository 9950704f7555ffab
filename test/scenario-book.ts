import type { BookClaim, Party } from '../src/book/record.ts';
import type { ScenarioBook, ScenarioEntry } from '../src/book/scenario/entry.ts';
import type { Trigger } from '../src/document/layers.ts';
import type { Act, ConditionKind, Firmness } from '../src/document/vocabulary.ts';

const NOWHERE = { start: 0, end: 0 };

/** A claim in short; all else is as in any other. */
export interface Told {
  readonly actors: readonly string[];
  readonly act?: Act;
  readonly measure?: string;
  readonly firmness?: Firmness | null;
  readonly negated?: boolean;
  readonly targets?: readonly string[];
  readonly beneficiary?: readonly string[];
  readonly report?: string;
  readonly on?: readonly (readonly [ConditionKind, Trigger | null])[];
}

export const UKRAINE = 'state:UKR';

export const claimOf = (told: Told, n: number): BookClaim => ({
  id: `report#c${n}`,
  report: told.report ?? 'report',
  act: told.act ?? 'commit',
  predicate: NOWHERE,
  what: null,
  actors: told.actors,
  targets: told.targets ?? [],
  beneficiary: told.beneficiary ?? [UKRAINE],
  measures: [told.measure ?? 'force.land'],
  firmness: told.firmness === undefined ? 'pledged' : told.firmness,
  negated: told.negated ?? false,
  factuality: 'CT+',
  conditions: (told.on ?? []).map(([kind, trigger], start) => ({ kind, trigger, start, end: start + 1 })),
  quantities: [],
  when: null,
  where: [],
  sources: [],
  sentence: NOWHERE,
  evidence: NOWHERE,
  confidence: 1,
});

/** `state:FRA`, `body:bundestag@DEU`, `group:allies`, `group:26-countries`: a group's number is in its name. */
function partyOf(id: string): [string, Pick<Party, 'kind' | 'size' | 'state'>] {
  const [, kind = '', size, state = null] = /^(\w+):(?:(\d+)-)?[^@]*(?:@(\w+))?$/.exec(id) ?? [];
  return [id, { kind: kind as Party['kind'], size: size === undefined ? null : Number(size), state }];
}

/** A book of what was told, in this order; an entry's id is its actor and measure. */
export function bookOf(told: readonly Told[]): ScenarioBook {
  const claims = told.map(claimOf);
  const entries = new Map<string, ScenarioEntry>();
  for (const claim of claims) {
    for (const actor of claim.actors) {
      for (const measure of claim.measures) {
        const id = `${actor} ${measure}`;
        const beneficiary = claim.beneficiary[0] ?? null;
        const before = entries.get(id)?.claims ?? [];
        entries.set(id, { id, actor, measure, beneficiary, claims: [...before, claim] });
      }
    }
  }
  const parties = new Map(claims.flatMap((c) => [...c.actors, ...c.targets]).map(partyOf));
  return { entries: [...entries.values()], claims, parties };
}
