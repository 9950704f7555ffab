import type { Page } from '../app/book/open-book.ts';
import type { Entry, EntryCondition } from '../book/entries.ts';
import type { EntryClaim } from '../book/entry-claim.ts';
import type { BookClaim, Report } from '../book/record.ts';
import { slice } from '../text/span.ts';
import { actText, markedLines } from './claim-block.ts';
import { counted } from './document-block.ts';
import { indented } from './layout.ts';
import type { Terminal } from './terminal.ts';

/** What a line of the book is printed with: the reports and parties that it leads to. */
export type Leads = Pick<Page<never>, 'reports' | 'parties'>;

/** Whatever is held of its claims. */
type ShortEntry = Entry<Pick<EntryClaim, 'actors'>, EntryClaim>;

const INDENT = 4;

export const partyName = ({ parties }: Leads, id: string): string => parties.get(id)?.name ?? id;

export const actorNames = ({ actors }: Pick<BookClaim, 'actors'>, leads: Leads): string =>
  actors.map((id) => partyName(leads, id)).join(', ') || '(nobody named)';

/** `Germany · force.land · for Ukraine` */
export const entryTitle = (
  { actor, measure, beneficiary }: Pick<Entry, 'actor' | 'measure' | 'beneficiary'>,
  leads: Leads,
): string =>
  [
    partyName(leads, actor),
    measure,
    ...(beneficiary === null ? [] : [`for ${partyName(leads, beneficiary)}`]),
  ].join(' · ');

/** The same by the entry's id, which says all three. */
export function titleOfId(id: string, leads: Leads): string {
  const [actor = id, measure = '', beneficiary = '-'] = id
    .split('/')
    .map((part) => part.replaceAll('%2F', '/'));
  return entryTitle({ actor, measure, beneficiary: beneficiary === '-' ? null : beneficiary }, leads);
}

/** An entry in three or four lines: who on what for whom, how it stands, on what it hangs, its id. */
export function entryBlock(
  entry: ShortEntry & { readonly confirmed?: number },
  leads: Leads,
  terminal: Terminal,
): readonly string[] {
  const lines = (text: string) => indented(text, INDENT, terminal.width);
  const facts = [
    counted(entry.claims.length, 'claim'),
    counted(new Set(entry.claims.map((c) => c.report)).size, 'report'),
    ...(entry.confirmed ? [`${entry.confirmed} confirmed`] : []),
    ...(entry.against.length > 0
      ? [
          `against it: ${[...new Set(entry.against.flatMap((c) => c.actors))].map((id) => partyName(leads, id)).join(', ')}`,
        ]
      : []),
  ];
  return [
    ...indented(entryTitle(entry, leads), 0, terminal.width).map((line) => terminal.paint('bold', line)),
    `${' '.repeat(INDENT)}${stateText(entry, terminal)}`,
    ...entry.conditions.flatMap((condition) => lines(conditionText(condition, leads))),
    ...lines(facts.join(', ')),
    ...lines(entry.id).map((line) => terminal.paint('dim', line)),
  ];
}

/** `commit · pledged ▰▰▰▰▱▱▱, firmer than before`; of an entry without an undertaking its stands. */
export function stateText({ state, stands, expected }: ShortEntry, { paint }: Terminal): string {
  if (state === null) {
    const acts = [...new Set([...stands, ...expected].map((c) => `${c.negated ? 'not ' : ''}${c.act}`))];
    return acts.join(', ');
  }
  const { claim, change } = state;
  return `${actText(claim, paint)}${change?.step ? `, ${change.step.replace('-', ' ')}` : ''}`;
}

/** `only after ceasefire or peace-agreement`; a condition without a trigger by its words. */
export function conditionText(
  { kind, trigger, claims }: EntryCondition<EntryClaim>,
  { reports }: Leads,
): string {
  if (trigger !== null) return `${kind.replace('-', ' ')} ${triggerText(trigger)}`;
  const [claim] = claims;
  const at = claim?.conditions.find((c) => c.kind === kind && c.trigger === null);
  const report = claim && reports.get(claim.report);
  return at && report ? slice(report.text, at) : kind;
}

export const triggerText = (trigger: NonNullable<EntryCondition<EntryClaim>['trigger']>): string =>
  'any' in trigger ? trigger.any.join(' or ') : trigger.all.join(' and ');

/** A claim with its sentence, predicate marked, and where it stands; `behind`: what else is known of it, a line each. */
export function citedClaim(
  claim: BookClaim,
  leads: Leads,
  terminal: Terminal,
  {
    note = '',
    who = actorNames(claim, leads),
    behind = [],
  }: { readonly note?: string; readonly who?: string; readonly behind?: readonly string[] } = {},
): readonly string[] {
  const report = leads.reports.get(claim.report);
  return [
    `${' '.repeat(INDENT)}${actText(claim, terminal.paint)}${note ? `  ${note}` : ''}`,
    ...(report
      ? [
          ...[`${who} — ${citation(report, claim, leads)}`, ...behind]
            .flatMap((line) => indented(line, INDENT, terminal.width))
            .map((line) => terminal.paint('dim', line)),
          ...markedLines(report.text, claim.sentence, claim.predicate, terminal),
        ]
      : []),
  ];
}

/** Where, when and on whose word, outermost first, as `read` prints it: `Rhein-Kurier, 2025-12-16 ← Germany`. */
export function citation(report: Report, claim: BookClaim, leads: Leads): string {
  const publisher = report.publisher ?? report.title ?? 'a report';
  const sources = claim.sources.toReversed().map((id) => partyName(leads, id));
  const part = report.partial === undefined ? '' : ' (partial)';
  const where = `${publisher}, ${report.published?.slice(0, 10) ?? 'undated'}${part}`;
  // The publisher is often named as the source of what it found out itself.
  return [where, ...sources.filter((name, i) => name !== (sources[i - 1] ?? publisher))].join(' ← ');
}
