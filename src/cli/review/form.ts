import type { BookClaim } from '../../book/record.ts';
import type { Key } from './keys.ts';
import { type Line, lineOf, typed } from './line.ts';
import { FIELD_KEYS, type FieldName, writtenValue } from './values.ts';

/** The fields of a claim while a person sets them: none is decided before the form is sent. */
export interface Form {
  /** What stands in fields that are not set; empty of a claim that is not there yet. */
  readonly claim: Partial<BookClaim>;
  readonly text: string;
  /** What is written in those that are. */
  readonly set: ReadonlyMap<FieldName, string>;
  readonly editing: { readonly field: FieldName; readonly line: Line } | null;
}

export const formOf = (claim: Partial<BookClaim>, text: string): Form => ({
  claim,
  text,
  set: new Map(),
  editing: null,
});

export const valueIn = ({ claim, text, set }: Form, field: FieldName): string =>
  set.get(field) ?? writtenValue(claim, field, text);

/** What a key leads to: the form as it is now, that it is sent, or that it is left. */
export type FormStep = Form | 'send' | 'leave';

export function formStep(form: Form, key: Key): FormStep {
  const { editing } = form;
  if (editing === null) {
    if (key.name === 'enter') return 'send';
    if (key.name === 'escape') return 'leave';
    const field = Object.entries(FIELD_KEYS).find(([name]) => name === key.name)?.[1];
    if (field === undefined) return form;
    const value = valueIn(form, field);
    return { ...form, editing: { field, line: lineOf(value === 'none' ? '' : value) } };
  }
  if (key.name === 'escape') return { ...form, editing: null };
  if (key.name !== 'enter') return { ...form, editing: { ...editing, line: typed(editing.line, key) } };
  const value = editing.line.text.trim();
  const set = new Map(form.set);
  if (value === '' || value === writtenValue(form.claim, editing.field, form.text)) set.delete(editing.field);
  else set.set(editing.field, value);
  return { ...form, set, editing: null };
}
