import { bodyOf } from '../app/book/decisions/decision.ts';
import type { Decision } from '../store/index.ts';
import { shortId } from './short-ids.ts';

/** `d-5b0e.1  accept 3f9a2b7c01de#c1  Ada, 2025-10-05, carried from d-5b0e: as it says` */
export function decisionLine(decision: Decision, undone: ReadonlySet<string>): string {
  const { id, kind, subject, by, at, why } = decision;
  const { from, taken } = bodyOf(decision) ?? {};
  return [
    `${id}  ${kind} ${shortId(subject)}  ${by}, ${at.slice(0, 10)}`,
    ...(from === undefined ? [] : [`, carried from ${from}${taken ? ` of ${taken.slice(0, 10)}` : ''}`]),
    ...(why === null ? [] : [`: ${why}`]),
    ...(undone.has(id) ? ['  (undone)'] : []),
  ].join('');
}
