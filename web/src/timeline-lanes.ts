import type { Claim, Standing, Told } from './api-types.ts';

export interface Mark {
  readonly date: string;
  /** From 0 on the first day to 1 on the last. */
  readonly at: number;
  readonly claim: Claim;
  readonly standing: Standing;
  readonly step: Told['entries'][number]['step'];
  /** How many marks before it stand so near that they would cover it. */
  readonly beside: number;
}

export interface Lane {
  readonly entry: string;
  readonly marks: readonly Mark[];
}

export interface Lanes {
  readonly from: string;
  readonly to: string;
  readonly lanes: readonly Lane[];
}

const standingOf = ({ act, firmness }: Claim): Standing =>
  act === 'refuse'
    ? 'refused'
    : act === 'defer'
      ? 'put-off'
      : act === 'reject' || act === 'threaten'
        ? 'against'
        : (firmness ?? 'other-stand');

const time = (iso: string): number => Date.parse(iso.length === 10 ? `${iso}T00:00:00Z` : iso);

/** Of the width: nearer marks would lie on each other. */
const NEAR = 0.025;

/** A lane for each entry with its marks in time; those with most to tell first. */
export function lanesOf(told: readonly Told[]): Lanes {
  const dates = told.map(({ date }) => date).sort();
  const [from = '', to = ''] = [dates[0], dates.at(-1)];
  const width = Math.max(1, time(to) - time(from));
  const byEntry = new Map<string, Mark[]>();
  for (const { date, claim, entries } of told)
    for (const { entry, step } of entries) {
      const marks = byEntry.get(entry) ?? [];
      const at = (time(date) - time(from)) / width;
      const before = marks.findLast((mark) => Math.abs(mark.at - at) < NEAR);
      const beside = before === undefined ? 0 : before.beside + 1;
      marks.push({ date, at: before?.at ?? at, claim, standing: standingOf(claim), step, beside });
      byEntry.set(entry, marks);
    }
  const lanes = [...byEntry].map(([entry, marks]) => ({ entry, marks }));
  return { from, to, lanes: lanes.sort((a, b) => days(b) - days(a) || b.marks.length - a.marks.length) };
}

const days = ({ marks }: Lane): number => new Set(marks.map(({ date }) => date)).size;
