import { FIRMNESS, type Firmness } from '../document/vocabulary.ts';
import { type Entry, isOpponent } from './entries.ts';
import type { EntryHead } from './entry-head.ts';

/** How an actor stands on a measure: how firmly it is bound, else what it did or said instead. */
export type Standing = Firmness | 'undertaken' | 'put-off' | 'refused' | 'against' | 'other-stand';

/** Most telling first: of several entries on one measure the first that there is counts. */
export const STANDINGS: readonly Standing[] = [
  ...FIRMNESS.toReversed(),
  'undertaken',
  'put-off',
  'refused',
  'against',
  'other-stand',
];

export interface Cell {
  readonly actor: string;
  readonly measure: string;
  readonly standing: Standing;
  /** It hangs on something. */
  readonly conditional: boolean;
  /** Ids of the entries behind it: one a beneficiary. */
  readonly entries: readonly string[];
  /** The one of them whose standing it is. */
  readonly telling: string;
}

/** What of an entry's head a matrix shows; flags may be numbers, as a store has them. */
export interface StandingHead extends Pick<EntryHead, 'id' | 'actor' | 'measure' | 'direction' | 'firmness'> {
  readonly conditional: boolean | number;
  readonly averse: boolean | number;
}

/** The same of an entry that was computed from its claims. */
export const standingOf = ({ id, actor, measure, state, conditions, stands }: Entry): StandingHead => ({
  id,
  actor,
  measure,
  direction: state?.direction ?? null,
  firmness: state?.claim.firmness ? FIRMNESS.indexOf(state.claim.firmness) : null,
  conditional: conditions.length > 0,
  averse: stands.some(isOpponent),
});

interface Growing {
  head: StandingHead;
  rank: number;
  readonly entries: string[];
}

/** Actor by measure: a cell for each pair on which the book has an entry, in the order of the entries. */
export function matrixOf(heads: readonly StandingHead[]): readonly Cell[] {
  const cells = new Map<string, Growing>();
  let last: Growing | undefined;
  for (const head of heads) {
    const rank = rankOf(head);
    // Entries of one cell mostly stand together.
    const isSame = last !== undefined && last.head.actor === head.actor && last.head.measure === head.measure;
    const cell: Growing | undefined = isSame ? last : cells.get(`${head.actor} ${head.measure}`);
    if (cell === undefined) {
      last = { head, rank, entries: [head.id] };
      cells.set(`${head.actor} ${head.measure}`, last);
      continue;
    }
    cell.entries.push(head.id);
    last = cell;
    if (rank < cell.rank) {
      cell.head = head;
      cell.rank = rank;
    }
  }
  return Array.from(cells.values(), ({ head, rank, entries }) => ({
    actor: head.actor,
    measure: head.measure,
    standing: STANDINGS[rank] ?? 'other-stand',
    conditional: Boolean(head.conditional),
    entries,
    telling: head.id,
  }));
}

const UNDERTAKEN = STANDINGS.indexOf('undertaken');
const PUT_OFF = STANDINGS.indexOf('put-off');
const REFUSED = STANDINGS.indexOf('refused');
const AGAINST = STANDINGS.indexOf('against');
const OTHER = STANDINGS.indexOf('other-stand');

/** Place among `STANDINGS`. */
function rankOf({ direction, firmness, averse }: StandingHead): number {
  if (direction === null) return averse ? AGAINST : OTHER;
  if (direction === 'open') return PUT_OFF;
  if (direction === 'against') return REFUSED;
  return firmness === null ? UNDERTAKEN : FIRMNESS.length - 1 - firmness;
}
