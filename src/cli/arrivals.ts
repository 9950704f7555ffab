import type { AddedReport } from '../app/book/add.ts';
import type { FetchOutcome, NotAdded } from '../app/book/feeds/outcome.ts';
import type { Host } from './command.ts';
import { differenceLines } from './difference-lines.ts';
import { counted, notRead } from './document-block.ts';
import { displayable } from './layout.ts';
import { inheritanceLines } from './outcome-lines.ts';
import { named, write } from './reading-options.ts';
import type { Table } from './table.ts';
import { partialText } from './value-words.ts';

/** What became of a report, a page or a feed: printed by `--json`. */
export type Outcome = ((AddedReport | NotAdded) & { readonly name: string }) | FetchOutcome;

/** What `--csv` prints of each. */
export const ARRIVED: Table = {
  columns: {
    status: 'status',
    name: 'name',
    id: 'id',
    claims: 'claims',
    language: 'language',
    story: 'story',
    follows: 'follows',
    partial: 'partial',
    why: 'why',
  },
};

/** Tells what comes into a book, one by one, and at last the sum. */
export interface Arrivals {
  tell(outcome: Outcome): Promise<void>;
  summary(): string;
  /** Whether something was refused or failed. */
  readonly failed: () => boolean;
  /** Whether a report came into the book. */
  readonly came: () => boolean;
}

export function createArrivals({ stdout, stderr }: Host, json: boolean): Arrivals {
  const counts = new Map<string, number>();
  const count = (what: string, by = 1): void => {
    counts.set(what, (counts.get(what) ?? 0) + by);
  };
  const of = (what: string): number => counts.get(what) ?? 0;
  return {
    tell: async (outcome) => {
      count(outcome.status);
      if ('claims' in outcome && outcome.status !== 'known') count('claims', outcome.claims);
      if ('partial' in outcome && outcome.partial && outcome.id !== null) count('partial');
      const { why = null } = 'why' in outcome ? outcome : {};
      if (why !== null && BAD.has(outcome.status)) stderr.write(`pledgebook: ${named(why, outcome.name)}\n`);
      const lines = json ? [JSON.stringify(outcome)] : linesOf(outcome);
      if (lines.length > 0) await write(stdout, `${lines.join('\n')}\n`);
    },
    came: () => of('added') + of('version') > 0,
    failed: () => [...BAD].some((status) => of(status) > 0),
    summary: () => {
      const reports = of('added') + of('version');
      const parts = [
        [of('version'), 'of them a new version of an earlier one'],
        [of('partial'), 'of them partial'],
        [of('known'), 'known before'],
        [of('unchanged'), 'unchanged'],
        [of('left-out'), 'left out by the rules of their feeds'],
        [of('refused'), 'refused'],
        [of('failed'), 'failed, to be tried again'],
      ] as const;
      return [
        `${counted(reports, 'report')} added with ${counted(of('claims'), 'claim')}`,
        ...parts.flatMap(([n, what]) => (n > 0 ? [`${n} ${what}`] : [])),
        ...(['unchanged', 'failed'] as const).flatMap((what) => {
          const n = of(`feed-${what}`);
          return n > 0 ? [`${counted(n, 'feed')} ${what}`] : [];
        }),
      ].join('; ');
    },
  };
}

/** Told on the standard error, with the reason. */
const BAD: ReadonlySet<string> = new Set(['refused', 'failed', 'feed-failed']);

/** `version  12 claims  reports/a.md`, how it differs, and what it has from copies that were decided on. */
function linesOf(outcome: Outcome): readonly string[] {
  const { status, name } = outcome;
  const line = (what: string, which: string): string => `${status.padEnd(8)} ${what.padEnd(11)} ${which}`;
  if (status === 'feed') {
    const { title, items, before } = outcome;
    const fresh = `${items - before} of them new`;
    return [line(counted(items, 'item'), `${title ?? name} (${fresh})`)].map(displayable);
  }
  if (!('story' in outcome)) return [];
  const partial = 'partial' in outcome && outcome.partial ? `  (${partialText(outcome.partial)})` : '';
  return [
    `${line(counted(outcome.claims, 'claim'), name)}${partial}`,
    ...(outcome.skipped ? [`    ${notRead(outcome.language)}`] : []),
    ...differenceLines(outcome.difference),
    ...inheritanceLines(outcome),
  ].map(displayable);
}
