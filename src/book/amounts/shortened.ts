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

/**
 * @param few so many claims of a figure and amounts of a sum at most, from 2 on, ten times as many that nobody gives, and no
 *   question that waits for another one; all of it where it is null
 */
export function shortened({ lines, sums, links, notGiven }: Gap, few: number | null): ShortGap {
  const some = <T>(of: readonly T[]): readonly T[] => (few === null ? of : of.slice(-few));
  const ends = <T>(of: readonly T[]): readonly T[] =>
    few === null || of.length <= few ? of : [...of.slice(0, 1), ...of.slice(1 - few)];
  const counted = (idsOf: (amount: Amount) => readonly string[]): readonly Choice[] => {
    const counts = new Map<string, number>();
    for (const { amounts } of sums)
      for (const id of new Set(amounts.flatMap(idsOf))) counts.set(id, (counts.get(id) ?? 0) + 1);
    return [...counts]
      .map(([id, n]) => ({ id, sums: n }))
      .sort((a, b) => b.sums - a.sums || (a.id < b.id ? -1 : 1));
  };
  return {
    lines: lines.map((line) => {
      const stages = STAGES.map((stage) => {
        const figure = line.stages[stage];
        return [stage, { ...figure, claims: some(figure.claims), told: figure.claims.length }] as const;
      });
      return { ...line, stages: Object.fromEntries(stages) as ShortGap['lines'][number]['stages'] };
    }),
    sums: sums.map((sum) => ({ ...sum, amounts: ends(sum.amounts), tellings: sum.amounts.length })),
    links: few === null ? links : links.filter(({ waits }) => !waits),
    notGiven: few === null ? notGiven : notGiven.slice(0, 10 * few),
    withheld: notGiven.length,
    choices: {
      givers: counted(({ givers }) => givers),
      beneficiaries: counted(({ beneficiaries }) => beneficiaries),
      measures: counted(({ measures }) => measures),
    },
  };
}
