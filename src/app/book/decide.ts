import type { ActorDecision, TakenOnActors } from '../../book/actor-decisions/decision.ts';
import type { Stamp, Store, Writes } from '../../store/index.ts';
import { apply } from './decisions/change.ts';
import { decisionsOnCopies } from './decisions/copies.ts';
import {
  type AmountDecision,
  append,
  type ClaimDecision,
  checkStamp,
  type Deciding,
  type Known,
  type Outcome,
  type Plan,
  type ReportDecision,
} from './decisions/decision.ts';
import { inherit } from './decisions/inherit.ts';
import { actorDecisions, planOnActors } from './decisions/on-actors.ts';
import { planOnClaims } from './decisions/on-claims.ts';
import { planOnLinks } from './decisions/on-links.ts';
import { planOnReports } from './decisions/on-reports.ts';
import { refuseUnseen, type Seen } from './decisions/seen.ts';
import { touchedClaims } from './decisions/touched.ts';
import { undo } from './decisions/undo.ts';
import { isOfReview, keepProgress, reopenProgress } from './review/progress.ts';
import { signaturesOf } from './signatures.ts';

/** In which sight a decision is taken. */
export interface Sight {
  /** Refused where another decision was taken on one of these claims since; nothing is compared where it is left out. */
  readonly seen?: Seen;
  /** By someone who works through what was read: its report is in work, or done, by that. */
  readonly reviewing?: boolean;
}

/** Who decides, and why. `id` is the decision's; a new one where it is left out. */
export interface By extends Pick<Stamp, 'by'>, Sight {
  readonly why?: string | null;
  readonly id?: string;
}

/**
 * Takes a decision: what it changes and that it was taken, by whom, when and why, are written together, safely when the
 * promise resolves. One on a claim carries to the copies of its passage, each with a decision of its own (`ID.1`, `ID.2`, …).
 * @throws UsageError `usage/decided-since`; or where what is decided on is not there, or what is said of it is wrong; nothing is
 * changed then
 */
export async function decide(
  store: Store,
  decision: Deciding,
  stamp: Stamp,
  known: Known = {},
  { seen = {}, reviewing = false }: Sight = {},
): Promise<Outcome> {
  checkStamp(stamp);
  return store.write(async (book) => {
    await refuseUnseen(book, seen);
    const outcome = await taken(book, decision, stamp, known);
    const { report, changes } = outcome;
    const reviewed = isOfReview(changes) ? report : null;
    if (reviewing) {
      const progress = reviewed === null ? null : await keepProgress(book, reviewed, stamp);
      return { ...outcome, progress };
    }
    if (reviewed !== null && decision.kind === 'undo') await reopenProgress(book, reviewed, stamp);
    return outcome;
  });
}

/**
 * What `decide` would come to: it is taken, and taken back before anybody sees it.
 * @throws UsageError as `decide`
 */
export async function preview(
  store: Store,
  decision: Deciding,
  stamp: Stamp,
  known: Known = {},
): Promise<Outcome> {
  checkStamp(stamp);
  return rehearsed(store, (book) => taken(book, decision, stamp, known));
}

/** What a change would give: it is made, and taken back before anybody sees it. */
export async function rehearsed<T>(store: Store, change: (book: Writes) => Promise<T>): Promise<T> {
  const seen: T[] = [];
  const end = new Error('a preview changes nothing');
  try {
    return await store.write(async (book) => {
      seen.push(await change(book));
      // What is thrown inside a transaction leaves nothing of it.
      throw end;
    });
  } catch (error) {
    const [outcome] = seen;
    if (error === end && outcome !== undefined) return outcome;
    throw error;
  }
}

/** In a transaction that is open. */
export async function taken(book: Writes, decision: Deciding, stamp: Stamp, known: Known): Promise<Outcome> {
  const outcome = await takenAs(book, decision, stamp, known);
  const [restored] = outcome.changes.flatMap((change) =>
    change.on === 'presence' && change.after === 'present' ? [change.report] : [],
  );
  const [kept] = restored ? await book.reports({ reports: [restored], versions: 'all' }) : [];
  if (kept === undefined) return outcome;
  const { report } = kept;
  return { ...outcome, inherited: await inherit(book, report, signaturesOf(report.text), stamp.at) };
}

async function takenAs(book: Writes, decision: Deciding, stamp: Stamp, known: Known): Promise<Outcome> {
  switch (decision.kind) {
    case 'undo':
      return touching(book, () => undo(book, decision.decision, stamp));
    case 'alias':
    case 'office':
    case 'merge-actors':
    case 'split-actor':
    case 'coalition':
      return touching(book, () => onActors(book, decision, stamp));
    case 'accept':
    case 'reject':
    case 'mend':
    case 'add':
    case 'merge':
    case 'split':
      return onClaims(book, decision, stamp, known);
    case 'link':
      return taking(book, decision, await planOnLinks(book, decision), stamp);
    default:
      return onReports(book, decision, stamp);
  }
}

/** With the claims that are otherwise by it, where it changed which decisions on actors hold. */
async function touching(book: Writes, take: () => Promise<Outcome>): Promise<Outcome> {
  const before = await actorDecisions(book);
  const outcome = await take();
  if (!outcome.changes.some(({ on }) => on === 'actor')) return outcome;
  const after = await actorDecisions(book);
  const touched = await touchedClaims(book, before, after);
  const ids = (taken: readonly TakenOnActors[]) => taken.map(({ id }) => id);
  await book.redecide(
    ids(before),
    ids(after),
    touched.map(({ claim }) => claim),
  );
  return { ...outcome, touched };
}

async function onActors(book: Writes, decision: ActorDecision, stamp: Stamp): Promise<Outcome> {
  const { said, ...plan } = await planOnActors(book, decision);
  await append(book, plan, { said, changes: plan.changes }, stamp);
  return { ...plan, decision: stamp.id, kind: decision.kind, carried: [], left: [] };
}

async function onReports(book: Writes, decision: ReportDecision, stamp: Stamp): Promise<Outcome> {
  const plan = await planOnReports(book, decision, stamp);
  // The store appends these by itself.
  if (decision.kind !== 'remove' && decision.kind !== 'restore') return taking(book, decision, plan, stamp);
  for (const change of plan.changes) await apply(book, change, stamp);
  return { ...plan, decision: stamp.id, kind: decision.kind, carried: [], left: [] };
}

/** A decision that carries to nothing else. */
async function taking(
  book: Writes,
  decision: ReportDecision | AmountDecision,
  plan: Plan,
  stamp: Stamp,
): Promise<Outcome> {
  for (const change of plan.changes) await apply(book, change, stamp);
  await append(book, plan, { said: decision, changes: plan.changes }, stamp);
  return { ...plan, decision: stamp.id, kind: decision.kind, carried: [], left: [] };
}

/** A decision on claims that does not carry to copies of their passage: rows of one table are alike, and no copies. */
export async function takenAlone(
  book: Writes,
  decision: ClaimDecision,
  stamp: Stamp,
  known: Known,
): Promise<Outcome> {
  const { claims: _, ...plan } = await planOnClaims(book, decision, stamp, known);
  for (const change of plan.changes) await apply(book, change, stamp);
  await append(book, plan, { said: decision, changes: plan.changes }, stamp);
  return { ...plan, decision: stamp.id, kind: decision.kind, carried: [], left: [] };
}

async function onClaims(book: Writes, decision: ClaimDecision, stamp: Stamp, known: Known): Promise<Outcome> {
  const plan = await planOnClaims(book, decision, stamp, known);
  const { decisions, left } = await decisionsOnCopies(book, decision, plan);
  const { claims: _, ...taken } = plan;
  for (const change of plan.changes) await apply(book, change, stamp);
  await append(book, plan, { said: decision, changes: plan.changes }, stamp);
  const carried: Outcome['carried'][number][] = [];
  for (const [i, copy] of decisions.entries()) {
    const own = { ...stamp, id: `${stamp.id}.${i + 1}` };
    const { subject, report, changes } = await planOnClaims(book, copy, own, known);
    for (const change of changes) await apply(book, change, own);
    await append(book, { subject, report }, { said: copy, changes, from: stamp.id }, own);
    carried.push({ subject, report, changes, decision: own.id });
  }
  return { ...taken, decision: stamp.id, kind: decision.kind, carried, left };
}
