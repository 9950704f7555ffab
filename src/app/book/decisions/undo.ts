import { isDeepStrictEqual } from 'node:util';
import type { Decision, Stamp, Writes } from '../../../store/index.ts';
import { UsageError } from '../../../text/errors.ts';
import { overlaps } from '../../../text/span.ts';
import { apply, type Change, inverted, touchedBy } from './change.ts';
import { append, bodyOf, claimNow, keptPrefix, type Outcome, type Plan, undoneAmong } from './decision.ts';
import { claimsOfAny } from './lookup.ts';

const PRESENCE = '.presence';

/**
 * Brings back what stood before a decision, and before those that it was carried to. After another reading it does so for
 * the claims that took the place of the former ones.
 * @throws UsageError `usage/decision` where there is none such, `usage/undone`, `usage/decided-since`, `usage/undo` where it
 *   cannot be undone
 */
export async function undo(book: Writes, id: string, stamp: Stamp): Promise<Outcome> {
  const all = await book.decisions();
  const decision = all.find((d) => d.id === id);
  if (decision === undefined)
    throw new UsageError(
      'usage/decision',
      `there is no decision "${id}"; pledgebook reports REPORT prints them`,
    );
  const undone = undoneAmong(all);
  if (undone.has(id))
    throw new UsageError(
      'usage/undone',
      `${id} is undone already, by ${all.findLast((d) => d.undoes === id)?.id}`,
    );
  const carried = all.filter((d) => bodyOf(d)?.from === id && !undone.has(d.id));
  const live = new Set(
    all
      // What the store appends when a removal or restoring is undone is that undoing.
      .filter((d) => d.kind !== 'undo' && !d.id.endsWith(PRESENCE) && !undone.has(d.id))
      .map((d) => d.id),
  );
  const plans: { readonly plan: Plan; readonly decision: string }[] = [];
  for (const [i, one] of [decision, ...carried].entries()) {
    const own = i === 0 ? stamp : { ...stamp, id: `${stamp.id}.${i}` };
    const since = all.slice(all.indexOf(one) + 1);
    const back = backwards(one, since).map((change) => restated(change, one, all, live));
    const changes = [...back, ...(await revivals(book, one.report, back))];
    refuseDecidedSince(
      one,
      changes,
      since.filter((d) => live.has(d.id)),
    );
    for (const change of changes)
      await apply(book, change, change.on === 'presence' ? { ...own, id: `${own.id}${PRESENCE}` } : own);
    const plan = { subject: one.subject, report: one.report, changes };
    const body = {
      said: { kind: 'undo', decision: one.id } as const,
      changes,
      ...(i > 0 && { from: stamp.id }),
    };
    await append(book, plan, body, own, one.id);
    plans.push({ plan, decision: own.id });
  }
  const [first, ...others] = plans;
  return {
    decision: stamp.id,
    kind: 'undo',
    ...(first?.plan ?? { subject: decision.subject, report: decision.report, changes: [] }),
    carried: others.flatMap(({ plan, decision }) =>
      plan.report === null ? [] : [{ ...plan, report: plan.report, decision }],
    ),
    left: [],
  };
}

/** The decision's changes the other way round, on the claims that stand there now. */
function backwards(decision: Decision, since: readonly Decision[]): readonly Change[] {
  const now = (claim: string): string | null => claimNow(claim, since);
  return changesOf(decision)
    .toReversed()
    .map(inverted)
    .flatMap((change): Change[] => {
      if (change.on !== 'claim' && change.on !== 'successors') return [change];
      const claim = now(change.claim);
      // What a newer reader does not find would not be there without the decision.
      if (claim === null) return [];
      if (change.on === 'claim')
        return isKept(claim, since) && change.after?.state === 'unreviewed'
          ? [
              { ...change, claim, after: null },
              { on: 'successors', claim, before: [claim], after: [] },
            ]
          : [{ ...change, claim }];
      const moved = { ...change, after: change.after.flatMap((id) => now(id) ?? []) };
      return claim === change.claim ? [moved] : [{ ...moved, claim }, moved];
    });
}

/** Claims that a reader found as well and that stood back for one that a person had decided on: without it they stand. */
async function revivals(
  book: Writes,
  report: string | null,
  changes: readonly Change[],
): Promise<readonly Change[]> {
  const ids = changes.flatMap((change) =>
    change.on === 'claim' && change.after === null ? [change.claim] : [],
  );
  if (report === null || ids.length === 0) return [];
  const taken = await claimsOfAny(book, { claims: ids });
  const gone = await claimsOfAny(book, { reports: [report], states: ['gone'] });
  const revived: Change[] = [];
  for (const { claim: own } of taken) {
    const ends = await book.successors(own.id);
    for (const { claim, asRead } of gone) {
      if (asRead === null || claim.act !== own.act || !overlaps(claim.predicate, own.predicate)) continue;
      if (!isDeepStrictEqual(await book.successors(claim.id), ends)) continue;
      revived.push(
        {
          on: 'claim',
          claim: claim.id,
          before: { state: 'gone', fields: {} },
          after: { state: 'unreviewed', fields: {} },
        },
        { on: 'successors', claim: claim.id, before: [own.id], after: [claim.id] },
        { on: 'successors', claim: own.id, before: ends, after: [claim.id] },
      );
    }
  }
  return revived;
}

/** Whether it is there only because somebody had decided on it: no reading since has it. */
const isKept = (claim: string, since: readonly Decision[]): boolean =>
  since.some((d) => d.kind === 'reread' && claim.startsWith(keptPrefix(d.report, d)));

/**
 * The state of review is that of the last decision on the claim that holds then, whichever of them is undone first: who mends
 * a claim accepts it, also one that was accepted before.
 */
function restated(
  change: Change,
  undone: Decision,
  all: readonly Decision[],
  live: ReadonlySet<string>,
): Change {
  if (change.on !== 'claim' || change.before === null || change.after === null) return change;
  const known = new Map(all.map((d) => [d.id, d]));
  let root = undone;
  for (let back = root.undoes; back !== null; back = root.undoes)
    root = known.get(back) ?? { ...root, undoes: null };
  const holds = (d: Decision) => (d.id === root.id ? !live.has(d.id) : live.has(d.id));
  const ofReport = all.filter((d) => d.report === undone.report);
  const matched = new Map(ofReport.flatMap((d) => Object.entries(bodyOf(d)?.matched ?? {})));
  const now = (claim: string): string => {
    const next = matched.get(claim);
    return next ? now(next) : claim;
  };
  const own = ofReport.flatMap((d) =>
    d.kind === 'undo'
      ? []
      : (bodyOf(d)?.changes ?? []).flatMap((c) =>
          c.on === 'claim' && now(c.claim) === change.claim ? [{ change: c, holds: holds(d) }] : [],
        ),
  );
  const last = own.findLast((of) => of.holds)?.change.after ?? own[0]?.change.before;
  return last ? { ...change, after: { ...change.after, state: last.state } } : change;
}

function changesOf(decision: Decision): readonly Change[] {
  const { kind, subject } = decision;
  if (kind === 'remove') return [{ on: 'presence', report: subject, before: 'present', after: 'removed' }];
  if (kind === 'restore') return [{ on: 'presence', report: subject, before: 'removed', after: 'present' }];
  const body = bodyOf(decision);
  if (body === null || kind === 'reread') {
    const why =
      kind === 'reread' ? 'decide on the claims that it found' : 'what it said was purged with its report';
    throw new UsageError('usage/undo', `${decision.id} (${kind}) cannot be undone: ${why}`);
  }
  return body.changes;
}

function refuseDecidedSince({ id }: Decision, changes: readonly Change[], since: readonly Decision[]): void {
  const touched = new Set(changes.flatMap(touchedBy));
  const later = since.find(
    (d) =>
      d.kind !== 'reread' &&
      d.kind !== 'purge' &&
      changesOf(d)
        .flatMap(touchedBy)
        .some((what) => touched.has(what)),
  );
  if (later)
    throw new UsageError(
      'usage/decided-since',
      `${later.by} decided on the same since ${id} (${later.kind}, ${later.id}); undo that first`,
    );
}
