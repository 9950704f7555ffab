import type { Amount } from './amount.ts';
import type { Figure, Gap, GapLine } from './gap.ts';
import { STAGES } from './stage.ts';
import type { Sum } from './sums.ts';

/** Of how many sums an id is. */
export interface Choice {
  readonly id: string;
  readonly sums: number;
}

/** A gap of which only some of what it rests on is given. */
export interface ShortGap extends Pick<Gap, 'links' | 'notGiven'> {
  /** `told`: how many claims say so, of which the last are given. */
  readonly lines: readonly (Omit<GapLine, 'stages'> & {
    readonly stages: Readonly<Record<keyof GapLine['stages'], Figure & { readonly told: number }>>;
  })[];
  /** `tellings`: how many amounts tell of it, of which the first and the last are given. */
  readonly sums: readonly (Sum & { readonly tellings: number })[];
  /** How many amounts nobody gives. */
  readonly withheld: number;
  /** What it could be asked for further, of most sums first. */
  readonly choices: {
    readonly givers: readonly Choice[];
    readonly beneficiaries: readonly Choice[];
    readonly measures: readonly Choice[];
  };
}

/** How much is given of what figures rest on; all of it where nothing is said. */
export interface Shortening {
  /**
   * So many claims of a figure and amounts of a sum at most, from 2 on, ten times as many that nobody gives, and no question
   * that waits for another one.
   */
  readonly few?: number | undefined;
  /** Sums and links of this figure only: `arms tank delivered`, `funding USD year pledged`; of none where there is no such figure. */
  readonly restsOn?: string | undefined;
}

export function shortened(gap: Gap, { few, restsOn }: Shortening): ShortGap {
  const { sums, links, notGiven } = restsOn === undefined ? gap : beneath(gap, restsOn);
  const some = <T>(of: readonly T[]): readonly T[] => (few === undefined ? of : of.slice(-few));
  const ends = <T>(of: readonly T[]): readonly T[] =>
    few === undefined || of.length <= few ? of : [...of.slice(0, 1), ...of.slice(1 - few)];
  const counted = (idsOf: (amount: Amount) => readonly string[]): readonly Choice[] => {
    const counts = new Map<string, number>();
    for (const { amounts } of gap.sums)
      for (const id of new Set(amounts.flatMap(idsOf))) counts.set(id, (counts.get(id) ?? 0) + 1);
    return [...counts]
      .map(([id, n]) => ({ id, sums: n }))
      .sort((a, b) => b.sums - a.sums || (a.id < b.id ? -1 : 1));
  };
  return {
    lines: gap.lines.map((line) => {
      const stages = STAGES.map((stage) => {
        const figure = line.stages[stage];
        return [stage, { ...figure, claims: some(figure.claims), told: figure.claims.length }] as const;
      });
      return { ...line, stages: Object.fromEntries(stages) as ShortGap['lines'][number]['stages'] };
    }),
    sums: sums.map((sum) => ({ ...sum, amounts: ends(sum.amounts), tellings: sum.amounts.length })),
    links: few === undefined ? links : links.filter(({ waits }) => !waits),
    notGiven: few === undefined ? notGiven : notGiven.slice(0, 10 * few),
    withheld: gap.notGiven.length,
    choices: {
      givers: counted(({ givers }) => givers),
      beneficiaries: counted(({ beneficiaries }) => beneficiaries),
      measures: counted(({ measures }) => measures),
    },
  };
}

/** What the figure adds up, and what its sums are part of. */
function beneath({ lines, sums, links }: Gap, wanted: string): Pick<Gap, 'sums' | 'links' | 'notGiven'> {
  const figures = lines.flatMap(({ measure, unit, per, stages }) =>
    STAGES.flatMap((stage) =>
      [measure, unit, per, stage].filter(Boolean).join(' ') === wanted ? stages[stage] : [],
    ),
  );
  const added = new Set(figures.flatMap((figure) => figure.sums));
  const own = links.filter(({ sum }) => added.has(sum));
  const named = new Set([...added, ...own.map(({ other }) => other)]);
  return { sums: sums.filter(({ id }) => named.has(id)), links: own, notGiven: [] };
}
