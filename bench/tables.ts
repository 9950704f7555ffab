import type { ModelName } from '../src/app/pipeline.ts';
import type { Corpus } from './corpora.ts';
import type { Fresh } from './fresh.ts';
import { median, rates, ratio, type Times } from './rounds.ts';
import { STAGES, type Stage, type Staged } from './stages.ts';

/** What one core of a current server is to reach. */
export interface Floors {
  /** Documents/s, of Reuters stories. */
  readonly documents: number;
  /** Milliseconds from the process's start to the first claim. */
  readonly first: number;
  readonly megabytes: number;
}
export const FLOORS: Readonly<Record<ModelName, Floors>> = {
  standard: { documents: 2, first: 3000, megabytes: 900 },
  small: { documents: 8, first: 1500, megabytes: 500 },
};
/** Documents/s, ours over the bare model calls'. */
export const RATIO_FLOOR = 0.7;

/** A measured value beside what it should be. */
export interface Check {
  readonly what: string;
  readonly kept: boolean;
}
export const atLeast = (what: string, value: number, floor: number): Check => ({
  what: `${what}: ${value.toFixed(2)}, at least ${floor}`,
  kept: value >= floor,
});
export const atMost = (what: string, value: number, most: number): Check => ({
  what: `${what}: ${Math.round(value)}, at most ${most}`,
  kept: value <= most,
});

export interface Throughput {
  readonly name: string;
  readonly times: Times;
  readonly wordPieces: number;
  /** The bare calls that this is compared with. */
  readonly bare: Times | null;
}

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map((_, i) => (i === 0 ? '---' : '--:')), ...rows]
    .map((row) => `| ${row.join(' | ')} |`)
    .join('\n');

export function throughputTable(corpus: Corpus, rows: readonly Throughput[]): string {
  const count = corpus.documents.length;
  return table(
    [
      corpus.name,
      'documents/s',
      'lowest–highest round',
      'word pieces/s',
      'documents a processor second',
      'ours : bare',
      'by processor time',
    ],
    rows.map(({ name, times: { elapsed, processor }, wordPieces, bare }) => {
      const documents = rates(count, elapsed);
      return [
        name,
        median(documents).toFixed(2),
        `${Math.min(...documents).toFixed(2)}–${Math.max(...documents).toFixed(2)}`,
        Math.round(median(rates(wordPieces, elapsed))).toString(),
        median(rates(count, processor)).toFixed(2),
        bare === null ? '' : `**${ratio(elapsed, bare.elapsed).toFixed(2)}**`,
        bare === null ? '' : ratio(processor, bare.processor).toFixed(2),
      ];
    }),
  );
}

/** @param columns of so many documents each */
export function stageTable(
  columns: readonly (readonly [name: string, staged: Staged])[],
  count: number,
): string {
  const row = (name: string, of: (staged: Staged) => number): string[] => [
    name,
    ...columns.flatMap(([, staged]) => {
      const all = Object.values(staged.milliseconds).reduce((a, b) => a + b, 0);
      return [`${((100 * of(staged)) / all).toFixed(1)} %`, (of(staged) / count).toFixed(2)];
    }),
  ];
  const stages = Object.keys(STAGES) as Stage[];
  const rows = stages.flatMap((stage) => [
    row(STAGES[stage], ({ milliseconds }) => milliseconds[stage]),
    ...(stage === 'model'
      ? [
          row('– the bare calls alone', ({ bare }) => bare),
          row('– the rest: word pieces, decoding', ({ milliseconds, bare }) => milliseconds.model - bare),
        ]
      : []),
  ]);
  return table(['stage', ...columns.flatMap(([name]) => [name, 'processor ms a document'])], rows);
}

export const freshTable = (
  rows: readonly (readonly [name: string, cold: readonly Fresh[], memory: Fresh])[],
): string =>
  table(
    ['fresh process', 'import ms', 'ready ms', 'first document ms', 'peak resident MB'],
    rows.map(([name, cold, memory]) => [
      name,
      ...(['imported', 'ready', 'first'] as const).map((field) =>
        Math.round(median(cold.map((c) => c[field]))).toString(),
      ),
      Math.round(memory.megabytes).toString(),
    ]),
  );
