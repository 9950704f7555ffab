import type { Trigger } from '../../document/layers.ts';
import type { EntryRow } from './listed-entry.ts';

const COLUMNS: readonly string[] = [
  'id',
  'actor',
  'measure',
  'beneficiary',
  'act',
  'negated',
  'firmness',
  'conditions',
  'sources',
  'claims',
  'confirmed',
  'grades',
];

/** Entries as rows of a table, with its head. */
export function entriesTable(entries: readonly EntryRow[]): readonly (readonly string[])[] {
  const rows = entries.map(({ id, actor, measure, beneficiary, state, conditions, sources, ...entry }) => [
    id,
    actor,
    measure,
    beneficiary ?? '',
    state?.claim.act ?? '',
    state ? String(state.claim.negated) : '',
    state?.claim.firmness ?? '',
    conditions.map(({ kind, trigger }) => `${kind} ${trigger ? triggerText(trigger) : ''}`.trim()).join('; '),
    sources.join('; '),
    entry.claims.map((c) => c.id).join(' '),
    String(entry.confirmed),
    entry.grades.join(' '),
  ]);
  return [COLUMNS, ...rows];
}

const triggerText = (trigger: Trigger): string =>
  'any' in trigger ? trigger.any.join(' or ') : trigger.all.join(' and ');
