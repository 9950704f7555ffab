import { performance } from 'node:perf_hooks';

/** Something that reads documents and is measured. */
export interface Side<D> {
  readonly name: string;
  readonly read: (document: D) => unknown;
}

/** Milliseconds of a clock that never goes back. */
export type Clock = () => number;

export const monotonic: Clock = () => performance.now();

/**
 * Milliseconds that each side takes for all documents, one number a round. Every document goes through all sides before
 * the next one, and another side begins each time: what else the machine does, its heat, and the garbage of one side that
 * is collected in the time of the next fall on all of them alike.
 */
export async function measure<D>(
  sides: readonly Side<D>[],
  documents: readonly D[],
  rounds: number,
  clock: Clock = monotonic,
): Promise<ReadonlyMap<string, readonly number[]>> {
  const times = new Map(sides.map(({ name }) => [name, new Array<number>(rounds).fill(0)]));
  for (let round = 0; round < rounds; round++) {
    for (const [i, document] of documents.entries()) {
      const first = (round + i) % sides.length;
      for (const { name, read } of [...sides.slice(first), ...sides.slice(0, first)]) {
        const start = clock();
        await read(document);
        const spent = clock() - start;
        const own = times.get(name);
        if (own) own[round] = (own[round] ?? 0) + spent;
      }
    }
  }
  return times;
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
