import type { Claim, Standing, Told } from './api-types.ts';

export interface Mark {
  readonly date: string;
  /** From 0 on the first day to 1 on the last; moved aside where another mark would cover it. */
  readonly at: number;
  readonly claim: Claim;
  readonly standing: Standing;
  readonly step: Told['entries'][number]['step'];
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

/**
 * A lane for each entry with its marks in time; those with most to tell first.
 * @param near share of the width; marks that are nearer would lie on each other
 */
export function lanesOf(told: readonly Told[], near: number): Lanes {
  const dates = told.map(({ date }) => date).sort();
  const [from = '', to = ''] = [dates[0], dates.at(-1)];
  const width = Math.max(1, time(to) - time(from));
  const byEntry = new Map<string, Mark[]>();
  for (const { date, claim, entries } of told)
    for (const { entry, step } of entries) {
      const marks = byEntry.get(entry) ?? [];
      marks.push({ date, at: (time(date) - time(from)) / width, claim, standing: standingOf(claim), step });
      byEntry.set(entry, marks);
    }
  const lanes = [...byEntry].map(([entry, marks]) => ({ entry, marks: apart(marks, near) }));
  return { from, to, lanes: lanes.sort((a, b) => days(b) - days(a) || b.marks.length - a.marks.length) };
}

const days = ({ marks }: Lane): number => new Set(marks.map(({ date }) => date)).size;

/** Each at least so far from the one before it, none beyond the end. */
function apart(marks: readonly Mark[], near: number): readonly Mark[] {
  const sorted = marks.toSorted((a, b) => a.at - b.at);
  const places = sorted.map(({ at }) => at);
  for (let i = 1; i < places.length; i++) places[i] = Math.max(places[i] ?? 0, (places[i - 1] ?? 0) + near);
  let end = 1;
  for (let i = places.length - 1; i >= 0; i--) {
    places[i] = Math.min(places[i] ?? 0, end);
    end = (places[i] ?? 0) - near;
  }
  return sorted.map((mark, i) => ({ ...mark, at: places[i] ?? mark.at }));
}
