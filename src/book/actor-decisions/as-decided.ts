import { slice } from '../../text/span.ts';
import {
  type BookClaim,
  type BookCondition,
  type Naming,
  PARTY_ROLES,
  type Party,
  type PartyRole,
  type Replacement,
  type Report,
} from '../record.ts';
import type { TakenOnActors } from './decision.ts';
import { type Former, formerParties, partiesAsDecided } from './parties.ts';
import { type WhoIs, whoIs } from './who-is.ts';

/** What answers are taken from. */
export interface BookParts {
  readonly claims: readonly BookClaim[];
  readonly reports: readonly Report[];
  readonly parties: readonly Party[];
}

/**
 * Claims and parties as decisions on actors leave them; what is read and stored stays as it is, so that each can be undone.
 * @param former whom no claim of the book names any more, where these are not all of its claims, or some do not count
 */
export function asDecided(
  book: BookParts,
  taken: readonly TakenOnActors[],
  former: (claims: readonly BookClaim[]) => readonly Former[] = formerParties,
): BookParts {
  if (taken.length === 0) return book;
  const parties = new Map(
    [...taken.flatMap(({ decision }) => decision.parties ?? []), ...book.parties].map((party) => [
      party.id,
      party,
    ]),
  );
  const scene: Scene = {
    reports: new Map(book.reports.map((report) => [report.id, report])),
    parties,
    whoIs: whoIs(taken),
    byTrigger: byTrigger(parties),
  };
  const claims = book.claims.map((claim) => claimAsDecided(claim, scene));
  return { ...book, claims, parties: partiesAsDecided(parties, former(claims), taken) };
}

interface Scene {
  readonly reports: ReadonlyMap<string, Report>;
  readonly parties: ReadonlyMap<string, Party>;
  readonly whoIs: WhoIs;
  /** Party ids by the name that triggers give them. */
  readonly byTrigger: ReadonlyMap<string, string>;
}

function claimAsDecided(claim: BookClaim, scene: Scene): BookClaim {
  const report = scene.reports.get(claim.report);
  if (report === undefined) return claim;
  const conditions = conditionsAsDecided(claim.conditions, report, scene);
  if (!isReplaced(claim, report, scene))
    return conditions === claim.conditions ? claim : { ...claim, conditions };
  const replacements: Replacement[] = [];
  const moved = new Map<Naming, string>();
  const inRole = (role: PartyRole): readonly string[] => {
    const ids = claim[role].flatMap((before) =>
      named(claim, role, before, report, scene).map(({ at, words }) => {
        const meant = scene.whoIs({ party: before, words }, report);
        if (meant === null) return before;
        const { party: after, decisions } = meant;
        if (at) moved.set(at, after);
        replacements.push({ role, before, after, words: at && slice(report.text, at), decisions });
        return after;
      }),
    );
    return [...new Set(ids)];
  };
  const parties = {
    actors: inRole('actors'),
    targets: inRole('targets'),
    beneficiary: inRole('beneficiary'),
    sources: inRole('sources'),
  };
  const namings = claim.namings?.map((at) => ({ ...at, party: moved.get(at) ?? at.party }));
  return { ...claim, ...parties, conditions, ...(namings && { namings }), replacements };
}

/** By which words a claim names a party in a role; by its name where none are known. */
function named(
  { namings = [] }: BookClaim,
  role: PartyRole,
  id: string,
  { text }: Report,
  { parties }: Scene,
): readonly { readonly at: Naming | null; readonly words: readonly string[] }[] {
  const own = namings.filter((at) => at.party === id && at.roles.includes(role));
  return own.length > 0
    ? own.map((at) => ({ at, words: [slice(text, at), at.name] }))
    : [{ at: null, words: [parties.get(id)?.name ?? id] }];
}

/** Of most claims nothing is, which is seen at little cost. */
const isReplaced = (claim: BookClaim, report: Report, scene: Scene): boolean =>
  PARTY_ROLES.some((role) =>
    claim[role].some((party) =>
      named(claim, role, party, report, scene).some(
        ({ words }) => scene.whoIs({ party, words }, report) !== null,
      ),
    ),
  );

/** `backing:North Atlantic Alliance`, `approval:DEU-parliament`: who it is of stands behind the colon. */
const WHOSE = /^(!?(?!other:|date:)[a-z-]+:)(.+?)(-parliament|-board)?$/;

/** Whom triggers of these claims name: codes of states, or names. */
export const namedInTriggers = (claims: readonly Pick<BookClaim, 'conditions'>[]): readonly string[] =>
  claims.flatMap(({ conditions }) =>
    conditions.flatMap(({ trigger }) =>
      trigger === null
        ? []
        : ('any' in trigger ? trigger.any : trigger.all).flatMap((name) => WHOSE.exec(name)?.[2] ?? []),
    ),
  );

function conditionsAsDecided(
  conditions: readonly BookCondition[],
  report: Report,
  { whoIs, parties, byTrigger }: Scene,
): readonly BookCondition[] {
  const literal = (trigger: string): string => {
    const [, kind = '', who = '', body = ''] = WHOSE.exec(trigger) ?? [];
    if (who === '' || who === '*') return trigger;
    const party = byTrigger.get(who) ?? null;
    const meant = whoIs({ party, words: [who] }, report);
    const now = meant === null ? undefined : parties.get(meant.party);
    return now === undefined ? trigger : `${kind}${nameInTriggers(now)}${body}`;
  };
  if (conditions.length === 0) return conditions;
  const changed = conditions.map((condition) => {
    const { trigger } = condition;
    if (trigger === null) return condition;
    const names = 'any' in trigger ? trigger.any : trigger.all;
    const now = names.map(literal);
    if (now.every((name, i) => name === names[i])) return condition;
    return { ...condition, trigger: 'any' in trigger ? { any: now } : { all: now } };
  });
  return changed.every((condition, i) => condition === conditions[i]) ? conditions : changed;
}

/** A state by its code, as the reader writes triggers. */
const nameInTriggers = ({ state, name }: Party): string => state ?? name;

/** A parliament's or a person's trigger is its state's. */
const byTrigger = (parties: ReadonlyMap<string, Party>): ReadonlyMap<string, string> =>
  new Map(
    [...parties.values()]
      .filter(({ kind, state }) => kind === 'state' || state === null)
      .map((party) => [nameInTriggers(party), party.id]),
  );
