import type { Entry } from './entries.ts';

/** How an actor stands on a measure: how firmly it is bound, else what it did or said instead; most telling first: of several
 * entries on one measure the first that there is counts. */
export const STANDINGS = [
  'fulfilled',
  'under-way',
  'formal',
  'pledged',
  'agreed-in-principle',
  'offered',
  'considered',
  'undertaken',
  'put-off',
  'refused',
  'against',
  'other-stand',
] as const;
export type Standing = (typeof STANDINGS)[number];

export interface Cell {
  readonly actor: string;
  readonly measure: string;
  readonly standing: Standing;
  /** It hangs on something. */
  readonly conditional: boolean;
  /** Ids of the entries behind it: one a beneficiary. */
  readonly entries: readonly string[];
  /** The one of them whose standing it is. */
  readonly telling: string;
}

/** Actor by measure: a cell for each pair on which the book has an entry, in the order of the entries. */
export const matrixOf = (entries: readonly Entry[]): readonly Cell[] =>
  [...Map.groupBy(entries, ({ actor, measure }) => `${actor} ${measure}`).values()].flatMap((of) => {
    const standings = of.map((entry) => ({ entry, standing: standingOf(entry) }));
    const strongest = STANDINGS.flatMap(
      (standing) => standings.find((s) => s.standing === standing) ?? [],
    )[0];
    if (strongest === undefined) return [];
    const { entry, standing } = strongest;
    return [
      {
        actor: entry.actor,
        measure: entry.measure,
        standing,
        conditional: entry.conditions.length > 0,
        entries: of.map(({ id }) => id),
        telling: entry.id,
      },
    ];
  });

function standingOf({ state, stands }: Entry): Standing {
  if (state === null)
    return stands.some(({ act }) => act === 'reject' || act === 'threaten') ? 'against' : 'other-stand';
  if (state.direction === 'open') return 'put-off';
  return state.direction === 'against' ? 'refused' : (state.claim.firmness ?? 'undertaken');
}
