import type { Change, Standing } from '../app/book/decisions/change.ts';
import type { Outcome } from '../app/book/decisions/decision.ts';
import type { Inheritance } from '../app/book/decisions/inherit.ts';
import type { Touched } from '../app/book/decisions/touched.ts';
import type { Recomputed } from '../app/book/recomputed.ts';
import type { ActorDecision } from '../book/actor-decisions/decision.ts';
import type { Term } from '../book/record.ts';
import type { Trigger, When } from '../document/layers.ts';
import { counted } from './document-block.ts';
import { triggerText } from './entry-block.ts';
import { displayable } from './layout.ts';
import { linkId, shortId } from './short-ids.ts';
import { valueText } from './value-words.ts';

/** Claims that are printed of those that a decision on an actor touches. */
const SHOWN = 5;

/** What a decision changed, to which copies it carried, which it left alone. A preview is none yet: `decision` is null. */
export function outcomeLines({
  decision,
  kind,
  subject,
  changes,
  carried,
  left,
  recomputed,
  touched,
  inherited,
}: Omit<Outcome, 'decision'> & {
  readonly decision: string | null;
  readonly recomputed?: Recomputed;
}): readonly string[] {
  return [
    `${kind} ${shortId(subject)}  (${decision ?? 'a preview: nothing was changed'})`,
    // What follows from mending a report says how its claims change.
    ...changes.flatMap((change) =>
      recomputed && change.on === 'claim' ? [] : [`    ${changeText(change)}`],
    ),
    ...(recomputed ? recomputedLines(recomputed) : []),
    ...(touched ? touchedLines(touched) : []),
    ...carried.map((copy) => `    carried to a copy: ${shortId(copy.subject)}  (${copy.decision})`),
    ...left.map(({ report, why }) => `    a copy was left alone: ${shortId(report)}, ${why}`),
    ...(inherited ? inheritanceLines(inherited) : []),
  ].map(displayable);
}

/** How many claims of the book are otherwise by it, and the first ones with their sentences. */
function touchedLines(touched: readonly Touched[]): readonly string[] {
  const more = touched.length - SHOWN;
  return [
    `    ${counted(touched.length, 'claim')} touched`,
    ...touched
      .slice(0, SHOWN)
      .flatMap(({ claim, sentence, before, after }) => [
        `    ${shortId(claim)}: ${pairs(inWords(before), inWords(after))}`,
        `        ${sentence}`,
      ]),
    ...(more > 0 ? [`    and ${counted(more, 'claim')} more: --json prints all`] : []),
  ];
}

const inWords = ({ members, conditions, ...roles }: Touched['before']) => ({
  ...Object.fromEntries(Object.entries(roles).map(([role, ids]) => [role, ids.join(', ') || null])),
  ...(conditions && {
    conditions: conditions.flatMap(({ trigger }) => (trigger ? [triggerText(trigger)] : [])).join('; '),
  }),
  ...(members && {
    members:
      Object.entries(members)
        .map(([coalition, ids]) => `of ${coalition}: ${ids.join(', ') || 'none'}`)
        .join('; ') || null,
  }),
});

/** `“Mark Rutte”, NATO secretary general, acts for org:nato from 2024-10` */
function actorText(decision: ActorDecision): string {
  switch (decision.kind) {
    case 'alias':
      return `“${decision.name}” means ${decision.actor}${termText(decision)}`;
    case 'office':
      return `“${decision.person}”, ${decision.office}, acts for ${decision.actor}${termText(decision)}`;
    case 'merge-actors':
      return `${decision.actors.slice(1).join(', ')} → ${decision.actors[0]}`;
    case 'split-actor': {
      const { actor, to, reports = [], words = [] } = decision;
      const which = [
        ...(reports.length > 0 ? [`in ${reports.map(shortId).join(', ')}`] : []),
        ...(words.length > 0 ? [`by ${words.map((said) => `“${said}”`).join(', ')}`] : []),
      ];
      return `${[`claims of ${actor}`, ...which].join(' ')}${termText(decision)} → ${to}`;
    }
    case 'coalition': {
      const { names, actor, members, size } = decision;
      const those = members.map((member) => `${member.party}${termText(member)}`).join(', ');
      return `${names.map((name) => `“${name}”`).join(', ')} means ${actor}${size === undefined ? '' : `, ${counted(size, 'member')}`}; members: ${those || 'none'}`;
    }
  }
}

/** ` from 2024-10 until 2025-06` */
export const termText = ({ from, until }: Term): string =>
  `${from === undefined ? '' : ` from ${from}`}${until === undefined ? '' : ` until ${until}`}`;

/** `accept carried from d-5b0e12f8a9c4 (Ada, 2025-10-05): 3f9a2b7c01de#c1  (d-5b0e12f8a9c4.3f9a2b7c01de)` */
export const inheritanceLines = ({ carried, left }: Partial<Inheritance>): readonly string[] => [
  ...(carried ?? []).map(
    ({ kind, from, by, taken, subject, decision }) =>
      `    ${kind} carried from ${from} (${by}, ${taken.slice(0, 10)}): ${shortId(subject)}  (${decision})`,
  ),
  ...(left ?? []).map(({ from, why }) => `    ${from} was not carried to it: ${why}`),
];

/** What the book concludes otherwise now. */
function recomputedLines({ grade, voices, dates, triggers }: Recomputed): readonly string[] {
  const moved = [
    ...dates.map((date) => ({ ...date, before: whenText(date.before), after: whenText(date.after) })),
    ...triggers.map((of) => ({ ...of, before: waitText(of.before), after: waitText(of.after) })),
  ];
  return [
    ...moved.map(
      ({ claim, words, before, after }) => `    ${shortId(claim)} “${words}”: ${before} → ${after}`,
    ),
    ...(grade.before === grade.after ? [] : [`    grade of its source: ${grade.before} → ${grade.after}`]),
    ...voices.map(
      ({ field, value, before, after }) =>
        `    voices for ${field} ${valueText(value)}: ${before ?? 'none'} → ${after ?? 'none'}`,
    ),
  ];
}

/** `2025-09-11`, `2025-09-11 to 2025-09-13` */
function whenText(when: When | null): string {
  if (when === null) return 'no date';
  const { from, to } = when;
  if (from === to) return from ?? 'no date';
  if (from === null) return `to ${to}`;
  return to === null ? `from ${from}` : `${from} to ${to}`;
}

const waitText = (trigger: Trigger | null): string => (trigger ? triggerText(trigger) : 'no trigger');

function changeText(change: Change): string {
  switch (change.on) {
    case 'claim':
      return `${shortId(change.claim)}: ${standingText(change.before, change.after)}`;
    case 'successors':
      return `${shortId(change.claim)} answers with ${change.after.map(shortId).join(', ') || 'nothing'}`;
    case 'report':
      return pairs(change.before, change.after);
    case 'link':
      return `${linkId(change)}: ${change.before ?? 'undecided'} → ${change.after ?? 'undecided'}`;
    case 'missed':
      return `${shortId(change.report)}@${change.words.start}-${change.words.end}: ${change.after ? 'dismissed' : 'open'}`;
    case 'settled':
      return `${shortId(change.report)}@${change.words.start}-${change.words.end}: ${change.after ? 'settled' : 'open'}`;
    case 'label':
      return `${change.label.kind} ${change.label.value}: ${change.before ? 'set' : 'not set'} → ${change.after ? 'set' : 'not set'}`;
    case 'actor':
      return [
        ...(change.before ? [`no longer: ${actorText(change.before)}`] : []),
        ...(change.after ? [actorText(change.after)] : []),
      ].join('; ');
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
