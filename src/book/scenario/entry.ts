import type { BookClaim, Party } from '../record.ts';
import { HISTORY } from '../undertaking.ts';

/** An entry as scenarios need it: one actor's stand on one measure towards one beneficiary. */
export interface ScenarioEntry {
  readonly id: string;
  /** Party id. */
  readonly actor: string;
  readonly measure: string;
  readonly beneficiary: string | null;
  /** In time order. */
  readonly claims: readonly BookClaim[];
}

export interface ScenarioBook {
  readonly entries: readonly ScenarioEntry[];
  /**
   * At least all with conditions, and all of the reports in which such are laid on others (`layingReports`); also those of nobody
   * (`foreign troops would go only after …`), which make no entry.
   */
  readonly claims: readonly BookClaim[];
  /** By party id. */
  readonly parties: ReadonlyMap<string, Pick<Party, 'kind' | 'size' | 'state' | 'members'>>;
}

/** The claim that makes an entry's present state: its last undertaking or deferral. */
export const presentOf = ({ claims }: ScenarioEntry): BookClaim | null =>
  claims.findLast(({ act }) => HISTORY.has(act)) ?? null;

/** Several, of whom the text does not say which. */
export function isGroup({ parties }: Pick<ScenarioBook, 'parties'>, actor: string): boolean {
  const kind = parties.get(actor)?.kind;
  return kind === 'group' || kind === 'coalition';
}
