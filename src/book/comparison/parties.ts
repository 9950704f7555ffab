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
  const known = new Map(parties.map((party) => [party.id, party]));
  return (id) => {
    const party = known.get(id);
    return party === undefined ? id : nameOf(party, sizes);
  };
}

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
  if (a.some((one) => b.some((other) => isSame(one, other)))) return 'same';
  return isTold(a) && isTold(b) ? 'different' : 'unknown';
}

/** What 26 countries undertake is not what one country does, though it may be among them. */
const isTold = (ids: readonly string[]): boolean =>
  ids.some((id) => !/^(?:unknown|group):|^participants$/.test(id));

/** Equal, or one name inside the other: `org:alliance`, `org:alliance-of-the-high-plateaus`; `unknown:wanjala`, `person:esther-wanjala`. */
function isSame(a: string, b: string): boolean {
  if (a === b) return true;
  if ([a, b].some((id) => /^(?:state|size|group|coalition):|^participants$/.test(id))) return false;
  // What the resources know is resolved by all its names already.
  if ([a, b].some((id) => actorResources().organisations.has(bare(id)))) return false;
  const words = (id: string) =>
    bare(id)
      .split('-')
      .filter((word) => word.length > 3);
  const [few, many] = [words(a), words(b)].sort((x, y) => x.length - y.length);
  return (
    few !== undefined && many !== undefined && few.length > 0 && few.every((word) => many.includes(word))
  );
}
