import type { Entry, EntryKey, EntryState } from './entries.ts';
import type { EntryClaim } from './entry-claim.ts';
import { PARTY_ROLES } from './record.ts';
import type { Step } from './undertaking.ts';

/** The last of a list, and how many it has. */
export interface Ends<T> {
  readonly last: readonly T[];
  readonly count: number;
}

/** An entry as a list shows it, with ids of a few of its claims; without what stands against it, which other claims say. */
export interface EntryGist extends EntryKey {
  readonly id: string;
  /** Where it stands, by which claim, and the last step that changed anything. */
  readonly state:
    | (Pick<EntryClaim, 'act' | 'negated' | 'firmness'> &
        Pick<EntryState, 'direction'> & { readonly claim: string; readonly change: Step | null })
    | null;
  readonly history: Ends<{ readonly claim: string; readonly step: Step | null }>;
  readonly stands: Ends<string>;
  readonly expected: Ends<string>;
  readonly claims: Ends<string>;
  readonly conditions: readonly (Pick<EntryClaim['conditions'][number], 'kind' | 'trigger'> & {
    readonly claims: readonly string[];
  })[];
  /** Ids of parties on whose word it is told. */
  readonly sources: readonly string[];
  /** The claim that says how it stands, else the last one told of it. */
  readonly quoted:
    | (Pick<EntryClaim, 'id' | 'report' | 'sentence' | 'evidence'> & { readonly accepted: boolean })
    | null;
  /** Of how many reports its claims are. */
  readonly reports: number;
  /** How many of its claims a person has accepted. */
  readonly confirmed: number;
  /** Of its reports, each once; null where it is not known. */
  readonly publishers: readonly (string | null)[];
  /** ISO dates on which the first and the last of its claims were told. */
  readonly since: string | null;
  readonly until: string | null;
  /** Ids of the parties that its claims name. */
  readonly named: readonly string[];
}

/** What of a claim is not in itself. */
export interface ClaimFacts<C> {
  readonly isAccepted: (claim: C) => boolean;
  readonly publisherOf: (claim: C) => string | null;
  readonly toldOf: (claim: C) => string;
}

/** So many ids of each list. */
export const FEW = 2;

export const endsOf = <T>(all: readonly T[]): Ends<T> => ({ last: all.slice(-FEW), count: all.length });

export function gistOf<C extends EntryClaim>(
  { id, actor, measure, beneficiary, state, ...entry }: Entry<unknown, C>,
  facts: ClaimFacts<C>,
): EntryGist {
  const { claims, history, stands, expected, conditions, sources } = entry;
  const ids = (of: readonly C[]): Ends<string> => endsOf(of.map((claim) => claim.id));
  const quoted = state?.claim ?? claims.at(-1);
  return {
    ...{ id, actor, measure, beneficiary },
    state: standing(state),
    history: endsOf(history.map(({ claim, step }) => ({ claim: claim.id, step }))),
    stands: ids(stands),
    expected: ids(expected),
    claims: ids(claims),
    conditions: conditions.map(({ kind, trigger, claims: of }) => ({ kind, trigger, claims: ids(of).last })),
    sources,
    quoted: quoted ? quotedOf(quoted, facts) : null,
    reports: new Set(claims.map(({ report }) => report)).size,
    ...toldIn(claims, facts),
    named: [...new Set(claims.flatMap((claim) => PARTY_ROLES.flatMap((role) => claim[role])))],
  };
}

/** Where an entry stands, by the id of the claim that says so. */
export const standing = <C extends EntryClaim>(state: EntryState<C> | null): EntryGist['state'] =>
  state && {
    act: state.claim.act,
    negated: state.claim.negated,
    firmness: state.claim.firmness,
    direction: state.direction,
    change: state.change?.step ?? null,
    claim: state.claim.id,
  };

const quotedOf = <C extends EntryClaim>(claim: C, { isAccepted }: ClaimFacts<C>): EntryGist['quoted'] => {
  const { id, report, sentence, evidence } = claim;
  return {
    ...{ id, report },
    sentence: { start: sentence.start, end: sentence.end },
    evidence: { start: evidence.start, end: evidence.end },
    accepted: isAccepted(claim),
  };
};

/** By whom and when these claims, in order of time, were told, and how many of them are confirmed. */
export function toldIn<C>(
  claims: readonly C[],
  { isAccepted, publisherOf, toldOf }: ClaimFacts<C>,
): Pick<EntryGist, 'confirmed' | 'publishers' | 'since' | 'until'> {
  const [since = null, until = null] = [claims[0], claims.at(-1)].map((claim) =>
    claim === undefined ? null : toldOf(claim).slice(0, 10),
  );
  return {
    confirmed: claims.filter(isAccepted).length,
    publishers: [...new Set(claims.map(publisherOf))],
    since,
    until,
  };
}
