import { equals } from '../../text/span.ts';
import type { BookClaim } from '../record.ts';
import { type CodedField, differingFields } from './fields.ts';
import { type Coders, type Unit, unitsOf } from './units.ts';

/** A place of a report of which coders who are through with it say different things. */
export interface Difference extends Unit {
  /** Who marked nothing there. */
  readonly without: readonly string[];
  /** In which those who did differ; `predicate`: by which words. */
  readonly fields: readonly (CodedField | 'predicate')[];
}

export function differencesOf(report: string, coders: Coders): readonly Difference[] {
  return unitsOf(report, coders).flatMap((unit) => {
    const without = [...coders.keys()].filter((coder) => !unit.marks.has(coder));
    const [first, ...others] = [...unit.marks.values()];
    const fields = first ? [...new Set(others.flatMap((other) => differing(first, other)))] : [];
    return without.length > 0 || fields.length > 0 ? [{ ...unit, without, fields }] : [];
  });
}

const differing = (a: BookClaim, b: BookClaim): readonly (CodedField | 'predicate')[] => [
  ...(equals(a.predicate, b.predicate) ? [] : ['predicate' as const]),
  ...differingFields(a, b),
];
