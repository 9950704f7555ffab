import type { Amount } from './amount.ts';

/** Whose amounts are asked for; what is left out is not asked about. */
export interface GapFilter {
  /** Party ids: given by any of these. */
  readonly actors?: readonly string[];
  /** Party ids: for any of these. */
  readonly beneficiaries?: readonly string[];
  /** Measures or their families: `funding` holds `funding.loan`. */
  readonly measures?: readonly string[];
  /** Ids of claims: told by any of these. */
  readonly claims?: ReadonlySet<string>;
}

type Traits = Pick<Amount, 'givers' | 'beneficiaries' | 'measures' | 'claims'>;
type Role = keyof Omit<Traits, 'claims'>;

/** Which of them an amount fits, in their order; few are asked for, so that they are looked up by what they have. */
export function finder<T>(
  all: readonly T[],
  traitsOf: (one: T) => readonly Traits[],
): (filter: GapFilter) => readonly T[] {
  const known = new Map<Role, ReadonlyMap<string, readonly number[]>>();
  const having = (role: Role, isAsked: (key: string) => boolean): readonly T[] => {
    const places = known.get(role) ?? placesBy(all, (one) => traitsOf(one).flatMap((traits) => traits[role]));
    known.set(role, places);
    const found = new Set([...places].flatMap(([key, of]) => (isAsked(key) ? of : [])));
    return [...found].sort((a, b) => a - b).flatMap((place) => all[place] ?? []);
  };
  return (filter) => {
    const { actors, beneficiaries, measures, claims } = filter;
    if ((actors ?? beneficiaries ?? measures ?? claims) === undefined) return all;
    const some = actors
      ? having('givers', (id) => actors.includes(id))
      : beneficiaries
        ? having('beneficiaries', (id) => beneficiaries.includes(id))
        : measures
          ? having('measures', (id) => isAmong(measures, id))
          : all;
    return some.filter((one) => traitsOf(one).some((traits) => fits(filter, traits)));
  };
}

function placesBy<T>(all: readonly T[], keysOf: (one: T) => readonly string[]): Map<string, number[]> {
  const places = new Map<string, number[]>();
  for (const [place, one] of all.entries())
    for (const key of keysOf(one)) {
      const known = places.get(key);
      if (known === undefined) places.set(key, [place]);
      else if (known.at(-1) !== place) known.push(place);
    }
  return places;
}

const isAmong = (measures: readonly string[], id: string): boolean =>
  measures.some((wanted) => id === wanted || id.startsWith(`${wanted}.`));

const fits = ({ actors, beneficiaries, measures, claims }: GapFilter, of: Traits): boolean =>
  (claims === undefined || of.claims.some((id) => claims.has(id))) &&
  (actors?.some((id) => of.givers.includes(id)) ?? true) &&
  (beneficiaries?.some((id) => of.beneficiaries.includes(id)) ?? true) &&
  (measures === undefined || of.measures.some((id) => isAmong(measures, id)));
