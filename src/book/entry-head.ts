import { FIRMNESS } from '../document/vocabulary.ts';
import type { Entry, EntryKey, EntryState } from './entries.ts';
import type { EntryClaim } from './entry-claim.ts';
import { momentOf, toldOn } from './moment.ts';
import type { BookClaim, Report } from './record.ts';
import { compare, reportOf } from './scene.ts';
import { directionOf, HISTORY } from './undertaking.ts';

/** What of an entry says whether a filter lets it through, where it stands in a list, and what a matrix prints of it. */
export interface EntryHead extends EntryKey {
  readonly id: string;
  /** Of its last undertaking; null where nothing is undertaken. */
  readonly direction: EntryState['direction'] | null;
  /** Rank in `FIRMNESS`. */
  readonly firmness: number | null;
  /** An undertaking that binds or is open hangs on something. */
  readonly conditional: boolean;
  /** The actor rejects or threatens. */
  readonly averse: boolean;
  /** All but what is expected. */
  readonly claims: number;
  /** The latest on which its claims were told: ISO, as far as it is known (`2025-09~~~`). */
  readonly day: string;
  /** The same as milliseconds since 1970. */
  readonly moment: number;
}

/** By what else it is found. */
export const ENTRY_ROLES = ['target', 'source', 'publisher', 'trigger'] as const;
export type EntryRole = (typeof ENTRY_ROLES)[number];
export type EntryRoles = Readonly<Record<EntryRole, readonly string[]>>;

/** What of the last undertaking of an entry says how it stands, beside direction and firmness. */
export type PresentClaim = Pick<EntryClaim, 'act' | 'negated' | 'conditions'>;

/** What one claim adds to the head of an entry. */
export interface HeadPart
  extends Pick<EntryHead, 'direction' | 'firmness' | 'conditional' | 'averse' | 'day' | 'moment'> {
  readonly isOwn: boolean;
  /** Sorts claims as `inOrder` does. */
  readonly place: string;
  readonly present: PresentClaim;
  readonly roles: EntryRoles;
}

export type Dated = Pick<Report, 'id' | 'published' | 'learned' | 'publisher'>;

export function partOf(claim: BookClaim, report: Dated): HeadPart {
  const [isOwn, direction] = [claim.act !== 'expect', HISTORY.has(claim.act) ? directionOf(claim) : null];
  const [told, conditions] = [
    toldOn(report),
    direction === 'against' || direction === null ? [] : claim.conditions,
  ];
  const moment = momentOf(told);
  return {
    isOwn,
    direction,
    firmness: rankOf(claim),
    conditional: conditions.length > 0,
    averse: isAverse(claim),
    day: dayOf(told),
    moment,
    place: [
      new Date(moment).toISOString(),
      report.id,
      `${claim.predicate.start}`.padStart(9, '0'),
      claim.id,
    ].join('\n'),
    present: {
      act: claim.act,
      negated: claim.negated,
      conditions: claim.conditions.map(({ kind, trigger, start, end }) => ({ kind, trigger, start, end })),
    },
    roles: rolesOf(isOwn ? claim.targets : [], claim.sources, [report.publisher], conditions),
  };
}

/** Whose place it is; null where there is none. */
export const claimAt = (place: string): string | null => place.split('\n').at(-1) || null;
export const reportAt = (place: string): string | null => place.split('\n')[1] ?? null;

/** What is to be known of an entry to add further claims to it: its head, and where its last undertaking stands. */
export interface GrownHead extends Omit<EntryHead, keyof EntryKey | 'id'> {
  /** Of the last undertaking; empty where there is none. */
  readonly place: string;
  readonly present: PresentClaim | null;
}

export const NO_CLAIMS: GrownHead = {
  direction: null,
  firmness: null,
  conditional: false,
  averse: false,
  claims: 0,
  day: '',
  moment: 0,
  place: '',
  present: null,
};

/** The head with one claim more, whatever the order in which they come. */
export function grown(head: GrownHead, part: HeadPart): GrownHead {
  const isLast = part.direction !== null && compare(part.place, head.place) > 0;
  const { direction, firmness, place, present } = isLast ? part : head;
  return {
    direction,
    firmness,
    place,
    present,
    conditional: head.conditional || part.conditional,
    averse: head.averse || part.averse,
    claims: head.claims + (part.isOwn ? 1 : 0),
    day: compare(part.day, head.day) > 0 ? part.day : head.day,
    moment: head.day === '' ? part.moment : Math.max(head.moment, part.moment),
  };
}

/** The same of an entry that was computed from all of its claims. */
export function headOf(
  entry: Entry,
  reports: ReadonlyMap<string, Report>,
): EntryHead & { readonly roles: EntryRoles } {
  const { id, actor, measure, beneficiary, state, conditions, stands, claims, expected, sources } = entry;
  const told = claims.map((claim) => toldOn(reportOf(claim, { reports })));
  return {
    id,
    actor,
    measure,
    beneficiary,
    direction: state?.direction ?? null,
    firmness: state ? rankOf(state.claim) : null,
    conditional: conditions.length > 0,
    averse: stands.some(isAverse),
    claims: claims.length - expected.length,
    day: told.map(dayOf).sort().at(-1) ?? '',
    moment: Math.max(...told.map(momentOf)),
    roles: rolesOf(
      claims.flatMap((claim) => (claim.act === 'expect' ? [] : claim.targets)),
      sources,
      claims.map((claim) => reportOf(claim, { reports }).publisher),
      conditions,
    ),
  };
}

const rankOf = ({ firmness }: BookClaim): number | null =>
  firmness === null ? null : FIRMNESS.indexOf(firmness);

const isAverse = ({ act }: BookClaim): boolean => act === 'reject' || act === 'threaten';

/** `~` sorts after every digit: a month may be any day of it. */
const dayOf = (told: string): string => told.slice(0, 10).padEnd(10, '~');

/** Publishers whatever their case. A denied trigger also without its `!`, since a filter may leave it out. */
function rolesOf(
  targets: readonly string[],
  sources: readonly string[],
  publishers: readonly (string | null)[],
  conditions: readonly Pick<BookClaim['conditions'][number], 'trigger'>[],
): EntryRoles {
  const triggers = conditions.flatMap(({ trigger }) =>
    trigger === null ? [] : 'any' in trigger ? trigger.any : trigger.all,
  );
  const unique = (keys: readonly string[]): readonly string[] => [...new Set(keys)].sort();
  return {
    target: unique(targets),
    source: unique(sources),
    publisher: unique(publishers.flatMap((publisher) => publisher?.toLowerCase() ?? [])),
    trigger: unique(triggers.flatMap((name) => [name, name.replace(/^!/, '')])),
  };
}
