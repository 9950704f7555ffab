import type { Entry } from '../book/entries.ts';
import type { Firmness } from '../document/vocabulary.ts';
import type { Style } from './terminal.ts';

/** How an actor stands on a measure: how firmly it is bound, else what it did or said instead. */
export type Standing = Firmness | 'undertaken' | 'put-off' | 'refused' | 'against' | 'other-stand';

/** The mark of each standing, most telling first: of several entries on one measure the first that there is counts. */
export const MARKS: readonly {
  readonly standing: Standing;
  readonly letter: string;
  readonly style: Style;
  readonly words: string;
}[] = [
  { standing: 'fulfilled', letter: 'D', style: 'greenBright', words: 'done (fulfilled)' },
  { standing: 'under-way', letter: 'U', style: 'greenBright', words: 'under way' },
  { standing: 'formal', letter: 'F', style: 'green', words: 'formal' },
  { standing: 'pledged', letter: 'P', style: 'green', words: 'pledged' },
  { standing: 'agreed-in-principle', letter: 'A', style: 'yellow', words: 'agreed in principle' },
  { standing: 'offered', letter: 'O', style: 'yellow', words: 'offered' },
  { standing: 'considered', letter: 'C', style: 'yellow', words: 'considered' },
  { standing: 'undertaken', letter: 'Y', style: 'yellow', words: 'undertaken, firmness unknown' },
  { standing: 'put-off', letter: '?', style: 'magenta', words: 'decision put off' },
  { standing: 'refused', letter: 'N', style: 'red', words: 'refused or denied' },
  { standing: 'against', letter: 'x', style: 'red', words: 'rejects or threatens' },
  { standing: 'other-stand', letter: 's', style: 'cyan', words: 'demands, proposes, endorses, holds' },
];

export interface Cell {
  readonly actor: string;
  readonly measure: string;
  readonly standing: Standing;
  /** It hangs on something. */
  readonly conditional: boolean;
  /** Ids of the entries behind it: one a beneficiary. */
  readonly entries: readonly string[];
}

/** Actor by measure: a cell for each pair on which the book has an entry, in the order of the entries. */
export const matrixOf = (entries: readonly Entry[]): readonly Cell[] =>
  [...Map.groupBy(entries, ({ actor, measure }) => `${actor} ${measure}`).values()].flatMap((of) => {
    const standings = of.map((entry) => ({ entry, standing: standingOf(entry) }));
    const strongest = MARKS.flatMap(
      ({ standing }) => standings.find((s) => s.standing === standing) ?? [],
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
      },
    ];
  });

function standingOf({ state, stands }: Entry): Standing {
  if (state === null)
    return stands.some(({ act }) => act === 'reject' || act === 'threaten') ? 'against' : 'other-stand';
  if (state.direction === 'open') return 'put-off';
  return state.direction === 'against' ? 'refused' : (state.claim.firmness ?? 'undertaken');
}
