import type { Party, Report } from '../../book/record.ts';
import type { ReviewState } from '../../store/index.ts';
import type { Snapshot } from './snapshot.ts';

/** Entries or what is found among them, with the reports and parties that they lead to. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly reports: ReadonlyMap<string, Report>;
  readonly parties: ReadonlyMap<string, Party>;
  /** Of the claims that were asked, by their ids. */
  readonly states: ReadonlyMap<string, ReviewState>;
  /** How many items there are without `limit`. */
  readonly total?: number;
  /** How many reports were asked; where it is left out, `reports` are these. */
  readonly asked?: number;
}

export const pageOf = <T>(items: readonly T[], snapshot: Leading): Page<T> => {
  const leads = LEADS.get(snapshot) ?? leadsOf(snapshot);
  LEADS.set(snapshot, leads);
  return { items, ...leads };
};

export type Leading = Pick<Snapshot, 'reports' | 'parties'> & Partial<Pick<Snapshot, 'kept'>>;

const leadsOf = ({ reports, parties, kept = [] }: Leading): Omit<Page<never>, 'items'> => ({
  reports: new Map(reports.map((report) => [report.id, report])),
  parties: new Map(parties.map((party) => [party.id, party])),
  states: new Map(kept.map(({ claim, state }) => [claim.id, state])),
});
const LEADS = new WeakMap<Leading, Omit<Page<never>, 'items'>>();
