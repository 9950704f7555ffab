import { isDeepStrictEqual } from 'node:util';
import { slice } from '../../text/span.ts';
import { compare } from '../scene.ts';
import type { ClaimRow } from './rows.ts';
import type { Column, Table } from './table.ts';
import { dayOf, several } from './table.ts';
import type { EntryRow } from './tables.ts';
import { actText, standingText, titleOf, whoText } from './words.ts';

export type ChangeKind = 'added' | 'changed' | 'removed';

/** What came, changed or went of an entry or a claim. */
export interface ChangeRow {
  readonly change: ChangeKind;
  readonly of: 'entry' | 'claim' | 'report';
  readonly id: string;
  readonly title: string;
  readonly before: string | null;
  readonly after: string | null;
  /** Names of what is otherwise. */
  readonly fields: readonly string[];
  readonly quote: string | null;
  readonly publisher: string | null;
  readonly published: string | null;
  readonly url: string | null;
  readonly markings: readonly string[];
}

/** Null where nothing of it changed. */
export function entryChange(before: EntryRow | null, after: EntryRow | null): ChangeRow | null {
  const row = after ?? before;
  if (row === null) return null;
  const fields = before && after ? differing(entryFields(before), entryFields(after)) : [];
  if (before && after && fields.length === 0) return null;
  return {
    change: changeOf(before, after),
    of: 'entry',
    id: row.entry.id,
    title: titleOf(row),
    before: before && standingText(before),
    after: after && standingText(after),
    fields,
    quote: null,
    publisher: null,
    published: null,
    url: null,
    markings: row.markings,
  };
}

/** Null where nothing of it changed. */
export function claimChange(before: ClaimRow | null, after: ClaimRow | null): ChangeRow | null {
  const row = after ?? before;
  if (row === null) return null;
  const fields = before && after ? differing(claimFields(before), claimFields(after)) : [];
  if (before && after && fields.length === 0) return null;
  const { report, marking } = row.in;
  return {
    change: changeOf(before, after),
    of: 'claim',
    id: row.claim.id,
    title: whoText(row.claim, row.name),
    before: before && actText(before.claim),
    after: after && actText(after.claim),
    fields,
    quote: slice(report.text, row.claim.sentence),
    publisher: report.publisher,
    published: report.published,
    url: report.url,
    markings: marking === null ? [] : [marking],
  };
}

const changeOf = (before: unknown, after: unknown): ChangeKind =>
  before === null ? 'added' : after === null ? 'removed' : 'changed';

/** Of an entry what it says, without how often it is told in the same words. */
const entryFields = ({ entry }: EntryRow) => ({
  state: entry.state && [
    entry.state.claim.act,
    entry.state.claim.negated,
    entry.state.claim.firmness,
    entry.state.direction,
  ],
  conditions: entry.conditions.map(({ kind, trigger }) => JSON.stringify([kind, trigger])).sort(compare),
  claims: entry.claims.map(({ id }) => id).sort(compare),
  against: entry.against.map(({ id }) => id).sort(compare),
  confirmed: entry.confirmed,
});

const claimFields = ({ claim, state }: ClaimRow) => {
  const { namings: _, replacements: __, ...fields } = claim;
  return { ...fields, review: state };
};

const differing = (a: object, b: object): readonly string[] => {
  const [from, to] = [new Map(Object.entries(a)), new Map(Object.entries(b))];
  return [...new Set([...from.keys(), ...to.keys()])].filter(
    (field) => !isDeepStrictEqual(from.get(field), to.get(field)),
  );
};

const column = (
  name: string,
  title: string,
  description: string,
  of: Column<ChangeRow>['of'],
): Column<ChangeRow> => ({
  name,
  type: 'string',
  title,
  description,
  of,
});

export const CHANGES: Table<ChangeRow> = {
  name: 'changes',
  title: 'Changes',
  description: 'What was added, changed and removed.',
  primaryKey: ['of', 'id'],
  foreignKeys: [],
  columns: [
    {
      ...column('change', 'Change', 'what happened', (r) => r.change),
      oneOf: ['added', 'changed', 'removed'],
    },
    { ...column('of', 'Of', 'what it happened to', (r) => r.of), oneOf: ['entry', 'claim', 'report'] },
    column('id', 'Id', 'of the entry, claim or report', (r) => r.id),
    column('title', 'Title', 'of an entry who on what for whom; of a claim who', (r) => r.title),
    column('before', 'Before', 'how it stood', (r) => r.before),
    column('after', 'After', 'how it stands', (r) => r.after),
    column('fields', 'Fields', 'what of it is otherwise', (r) => several(r.fields)),
    column('quote', 'Sentence', 'of a claim', (r) => r.quote),
    column('publisher', 'Publisher', 'of a claim’s report', (r) => r.publisher),
    {
      ...column('published_on', 'Report date', 'of a claim’s report', (r) => dayOf(r.published)),
      type: 'date',
    },
    column('url', 'Address', 'of a claim’s report', (r) => r.url),
    column('markings', 'Markings', 'of its reports', (r) => several(r.markings)),
  ],
};
