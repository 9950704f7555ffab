import { actorResources } from '../../actors/resources.ts';
import { stateNamed } from '../../actors/state-named.ts';
import type { BookClaim, Party, ReadReport } from '../record.ts';
import { HISTORY } from '../undertaking.ts';
import { WORDS } from './words.ts';

/** All who take part in the event, however a report calls them. */
export const PARTICIPANTS = 'participants';

const ALL_WHO_TAKE_PART: ReadonlySet<string> = new Set(WORDS.all_who_take_part);
const EACH_OF_ALL: ReadonlySet<string> = new Set(WORDS.each_of_all);

/** Who a party is across the reports of a story. */
export type PartyNames = (id: string) => string;

/**
 * Groups of one size are one group (`26 countries`, `26 nations`), those whose size a report gives for the participants are the
 * participants, as are `the sides` or `donors`; an executive organ stands for its organisation.
 * `sizes`: numbers that count the participants of the event in some report.
 */
export function partyNames({ parties }: ReadReport, sizes: ReadonlySet<number>): PartyNames {
  const known = KNOWN.get(parties) ?? new Map(parties.map((party) => [party.id, party]));
  KNOWN.set(parties, known);
  return (id) => {
    const party = known.get(id);
    return party === undefined ? id : nameOf(party, sizes);
  };
}

/** Reports of a story have them in common, and those of the whole book among them. */
const KNOWN = new WeakMap<readonly Party[], ReadonlyMap<string, Party>>();

function nameOf({ id, kind, name, size, state }: Party, sizes: ReadonlySet<number>): string {
  const [first = '', ...others] = name.toLowerCase().split(' ');
  const head = others.at(-1) ?? first;
  if (kind === 'group') {
    if (size !== null) return sizes.has(size) ? PARTICIPANTS : `size:${size}`;
    return ALL_WHO_TAKE_PART.has(head) ? PARTICIPANTS : id;
  }
  if (EACH_OF_ALL.has(first) && ALL_WHO_TAKE_PART.has(head)) return PARTICIPANTS;
  if (state === null && (kind === 'person' || kind === 'unknown')) {
    const seat = stateNamed(name);
    if (seat !== null) return `state:${seat}`;
  }
  const entry = actorResources().organisations.get(bare(id));
  if (entry?.of === undefined || entry.of === null || entry.institution !== null) return id;
  return actorResources().states.has(entry.of) ? `state:${entry.of}` : `org:${entry.of}`;
}

/** Who holds a claim's stand: its actors; where a passive leaves them out (`will be released`), the source that says so of its own. */
export function holdersOf(claim: BookClaim, names: PartyNames): readonly string[] {
  const [speaker] = claim.sources;
  const ids =
    claim.actors.length === 0 && HISTORY.has(claim.act) && claim.act !== 'agree' && speaker !== undefined
      ? [speaker]
      : claim.actors;
  return [...new Set(ids.map(names))];
}

const bare = (id: string): string => id.replace(/^[^:]+:/, '');

/** `unknown`: nobody is named on one side, or by a common noun only. */
export type Relation = 'same' | 'unknown' | 'different';

export function relation(a: readonly string[], b: readonly string[]): Relation {
  for (const one of a) if (b.includes(one)) return 'same';
  const [one, other] = [namedBy(a), namedBy(b)];
  if (one.called.some((few) => other.called.some((many) => isWithin(few, many)))) return 'same';
  return one.isTold && other.isTold ? 'different' : 'unknown';
}

interface Named {
  /** What 26 countries undertake is not what one country does, though it may be among them. */
  readonly isTold: boolean;
  /** The words of those that may be called otherwise elsewhere, each without the short ones. */
  readonly called: readonly (readonly string[])[];
}

/** Holders of a claim are compared with those of hundreds of others. */
function namedBy(ids: readonly string[]): Named {
  const known = NAMED.get(ids);
  if (known) return known;
  const open = ids.filter(
    // What the resources know is resolved by all its names already.
    (id) =>
      !/^(?:state|size|group|coalition):|^participants$/.test(id) &&
      !actorResources().organisations.has(bare(id)),
  );
  const called = open.map((id) =>
    bare(id)
      .split('-')
      .filter((word) => word.length > 3),
  );
  const found = {
    isTold: ids.some((id) => !/^(?:unknown|group):|^participants$/.test(id)),
    called: called.filter((words) => words.length > 0),
  };
  NAMED.set(ids, found);
  return found;
}
const NAMED = new WeakMap<readonly string[], Named>();

/** One name inside the other: `org:alliance`, `org:alliance-of-the-high-plateaus`; `unknown:wanjala`, `person:esther-wanjala`. */
function isWithin(a: readonly string[], b: readonly string[]): boolean {
  const [few, many] = a.length <= b.length ? [a, b] : [b, a];
  return few.every((word) => many.includes(word));
}
