import { slice } from '../../text/span.ts';
import type { BookClaim } from '../record.ts';
import { triggerWords } from './rows.ts';
import { type EntryRow, telling } from './tables.ts';

/** `Germany · force.land · for Ukraine` */
export const titleOf = ({ entry, name }: EntryRow): string =>
  [
    name(entry.actor),
    entry.measure,
    ...(entry.beneficiary === null ? [] : [`for ${name(entry.beneficiary)}`]),
  ].join(' · ');

/** `commit, pledged, firmer`; where nothing is undertaken, the acts of the stands. */
export function standingText({ entry }: EntryRow): string {
  const { state, stands, expected } = entry;
  if (state === null)
    return [...new Set([...stands, ...expected].map((c) => `${c.negated ? 'not ' : ''}${c.act}`))].join(', ');
  return [actText(state.claim), ...(state.change?.step ? [state.change.step.replace('-', ' ')] : [])].join(
    ', ',
  );
}

/** `not commit, pledged` */
export const actText = ({ act, negated, firmness }: BookClaim): string =>
  `${negated ? 'not ' : ''}${act}${firmness === null ? '' : `, ${firmness.replaceAll('-', ' ')}`}`;

/** `only after ceasefire or peace-agreement`; a condition without a trigger by its words. */
export const conditionTexts = ({ entry, reports }: EntryRow): readonly string[] =>
  entry.conditions.map(({ kind, trigger, claims: [claim] }) => {
    const words = triggerWords(trigger);
    if (words !== null) return `${kind.replace('-', ' ')} ${words}`;
    const at = claim?.conditions.find((c) => c.kind === kind && c.trigger === null);
    const report = claim && reports.get(claim.report);
    return at && report ? slice(report.text, at) : kind;
  });

/** Of the claims that a register shows of an entry: the one that says how it stands, then the others, earliest first. */
export function shownClaims({ entry }: EntryRow): readonly BookClaim[] {
  const first = telling(entry);
  return first === null ? [] : [first, ...entry.claims.filter((claim) => claim !== first)];
}

/** `by its parties`: `Germany, France`, or that nobody is named. */
export const whoText = ({ actors }: BookClaim, name: (id: string) => string): string =>
  actors.map(name).join(', ') || '(nobody named)';
