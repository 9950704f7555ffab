import type { Change, Standing } from '../app/book/decisions/change.ts';
import type { Book } from '../app/book/open-book.ts';
import type { Recomputed } from '../app/book/recomputed.ts';
import { displayable } from './layout.ts';
import { shortId } from './short-ids.ts';

/** What a decision changed, to which copies it carried, which it left alone. */
export function outcomeLines({
  decision,
  kind,
  subject,
  changes,
  carried,
  left,
  recomputed,
}: Awaited<ReturnType<Book['decide']>>): readonly string[] {
  return [
    `${kind} ${shortId(subject)}  (${decision})`,
    ...changes.map((change) => `    ${changeText(change)}`),
    ...(recomputed ? recomputedLines(recomputed) : []),
    ...carried.map((copy) => `    carried to a copy: ${shortId(copy.subject)}  (${copy.decision})`),
    ...left.map(({ report, why }) => `    a copy was left alone: ${shortId(report)}, ${why}`),
  ].map(displayable);
}

/** What the book concludes otherwise now. */
function recomputedLines({ grade, voices }: Recomputed): readonly string[] {
  return [
    ...(grade.before === grade.after ? [] : [`    grade of its source: ${grade.before} → ${grade.after}`]),
    ...voices.map(
      ({ field, value, before, after }) =>
        `    voices for ${field} ${shown(value)}: ${before ?? 'none'} → ${after ?? 'none'}`,
    ),
  ];
}

function changeText(change: Change): string {
  switch (change.on) {
    case 'claim':
      return `${shortId(change.claim)}: ${standingText(change.before, change.after)}`;
    case 'successors':
      return `${shortId(change.claim)} answers with ${change.after.map(shortId).join(', ') || 'nothing'}`;
    case 'report':
      return pairs(change.before, change.after);
    case 'label':
      return `${change.label.kind} ${change.label.value}: ${change.before ? 'set' : 'not set'} → ${change.after ? 'set' : 'not set'}`;
    default:
      return `${change.on}: ${shown(change.before)} → ${shown(change.after)}`;
  }
}

function standingText(before: Standing | null, after: Standing | null): string {
  if (before === null || after === null) return after === null ? 'taken back' : `${after.state}, new`;
  const state = before.state === after.state ? after.state : `${before.state} → ${after.state}`;
  const fields = pairs(before.fields, after.fields);
  return fields === '' ? state : `${state}; ${fields}`;
}

/** `firmness as read → pledged` */
export function pairs(before: object, after: object): string {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  const of = (values: object, name: string): string => {
    const found = Object.entries(values).find(([field]) => field === name);
    return found ? shown(found[1]) : 'as read';
  };
  return [...names].map((name) => `${name} ${of(before, name)} → ${of(after, name)}`).join(', ');
}

const shown = (value: unknown): string =>
  value === null ? 'none' : typeof value === 'string' ? shortId(value) : JSON.stringify(value);
