import type { BookClaim, Party } from '../record.ts';
import { HISTORY } from '../undertaking.ts';

/** A claim as far as it makes an entry's state. */
export type StateClaim = Pick<BookClaim, 'id' | 'report' | 'act' | 'negated' | 'firmness' | 'conditions'>;

/** A claim as far as it may lay conditions on others. */
export type LayingClaim = StateClaim & Pick<BookClaim, 'actors' | 'targets' | 'beneficiary' | 'measures'>;

/** An entry as scenarios need it: one actor's stand on one measure towards one beneficiary. */
export interface ScenarioEntry {
  readonly id: string;
  /** Party id. */
  readonly actor: string;
  readonly measure: string;
  readonly beneficiary: string | null;
  /** In time order; of a part of a book at least the one that makes its state, and those in reports that lay conditions on others. */
  readonly claims: readonly StateClaim[];
}

export interface ScenarioBook {
  readonly entries: readonly ScenarioEntry[];
  /**
   * At least all with conditions, and all of the reports in which such are laid on others (`layingReports`); also those of nobody
   * (`foreign troops would go only after …`), which make no entry. Where `around` is given, those that lay conditions are enough.
   */
  readonly claims: readonly LayingClaim[];
  /** What other claims would tell, where `claims` are not all. */
  readonly around?: {
    /** Triggers on which something hangs, without `!`. */
    readonly triggers: ReadonlySet<string>;
    /** Whom the claims of a report name that lays conditions on others, by its id. */
    readonly named: ReadonlyMap<string, ReadonlySet<string>>;
  };
  /** By party id. */
  readonly parties: ReadonlyMap<string, Pick<Party, 'kind' | 'size' | 'state' | 'members'>>;
}

/** The claim that makes an entry's present state: its last undertaking or deferral. */
export const presentOf = ({ claims }: ScenarioEntry): StateClaim | null =>
  claims.findLast(({ act }) => HISTORY.has(act)) ?? null;

/** Several, of whom the text does not say which. */
export function isGroup({ parties }: Pick<ScenarioBook, 'parties'>, actor: string): boolean {
  const kind = parties.get(actor)?.kind;
  return kind === 'group' || kind === 'coalition';
}
