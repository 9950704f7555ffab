import { performance } from 'node:perf_hooks';
import process from 'node:process';

/** Something that reads documents and is measured. */
export interface Side<D> {
  readonly name: string;
  readonly read: (document: D) => unknown;
}

/** Milliseconds of a clock that never goes back. */
export type Clock = () => number;

export const monotonic: Clock = () => performance.now();

/** Milliseconds that this process has had a processor, all threads together. */
export const processorTime: Clock = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** Milliseconds for all documents, one number a round. */
export interface Times {
  readonly elapsed: readonly number[];
  /** On a busy machine steadier than what has elapsed. */
  readonly processor: readonly number[];
}

/**
 * What each side takes for all documents. Every document goes through all sides before the next one, and another side
 * begins each time: what else the machine does, its heat, and the garbage of one side that is collected in the time of the
 * next fall on all of them alike.
 */
export async function measure<D>(
  sides: readonly Side<D>[],
  documents: readonly D[],
  rounds: number,
  clock: Clock = monotonic,
  processor: Clock = processorTime,
): Promise<ReadonlyMap<string, Times>> {
  const zeros = (): number[] => new Array<number>(rounds).fill(0);
  const runs = sides.map((side) => ({ side, elapsed: zeros(), processor: zeros() }));
  for (let round = 0; round < rounds; round++) {
    for (const [i, document] of documents.entries()) {
      const first = (round + i) % runs.length;
      for (const run of [...runs.slice(first), ...runs.slice(0, first)]) {
        const [start, had] = [clock(), processor()];
        await run.side.read(document);
        run.processor[round] = (run.processor[round] ?? 0) + processor() - had;
        run.elapsed[round] = (run.elapsed[round] ?? 0) + clock() - start;
      }
    }
  }
  return new Map(runs.map(({ side, ...times }) => [side.name, times]));
}

/** The same side, which then does nothing for so many milliseconds: shows that the figures would notice. */
export const slowed = <D>(side: Side<D>, milliseconds: number, clock: Clock = monotonic): Side<D> => ({
  name: side.name,
  read: async (document) => {
    await side.read(document);
    for (const end = clock() + milliseconds; clock() < end; );
  },
});

/** Of an even number of values the lower of the two in the middle. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[(values.length - 1) >> 1] ?? Number.NaN;
}

/** So many things in each of these times, as things a second. */
export const rates = (count: number, milliseconds: readonly number[]): number[] =>
  milliseconds.map((ms) => (1000 * count) / ms);

/**
 * Documents/s of one side over those of another, from their milliseconds for the same documents in the same rounds: the
 * median of the rounds' ratios, since within a round both had the same machine.
 */
export const ratio = (ours: readonly number[], theirs: readonly number[]): number =>
  median(ours.map((ms, round) => (theirs[round] ?? Number.NaN) / ms));
