import type { NumberedUnit, NumberedWay } from './units.ts';

/** Of each literal, while sets are searched: undecided, in the set, or not in it. */
export type Marks = Uint8Array;
export const FREE = 0;
export const CHOSEN = 1;
export const BARRED = 2;

/** What units come to by the literals chosen. */
export interface Survey {
  /** Sum of the weights reached. */
  readonly reached: number;
  /** At most, whatever is chosen of the free literals. */
  readonly reachable: number;
  /** At most, with so many more literals as was asked. */
  readonly hoped: number;
  /** The free literal of which most can be hoped; −1 where none helps. */
  readonly next: number;
}

/**
 * A way that lacks `c` clauses without a common literal needs `c` literals more, each of which may bring `weight / c` of it;
 * no literal brings more than the sum of that over the units that it helps.
 *
 * Nearly all the time of a search is spent here, so that it has its working memory once.
 */
export function surveyor(units: readonly NumberedUnit[], marks: Marks): (more: number) => Survey {
  const hope = new Float64Array(marks.length);
  /** Of the unit at hand: the share of each literal, and which have one. */
  const share = new Float64Array(marks.length);
  const sharing: number[] = [];
  /** The last way in which a literal was taken for a clause. */
  const taken = new Uint32Array(marks.length);
  let ways = 0;

  /** So many literals a way lacks at least; Infinity where it is closed. */
  const lackOf = ({ clauses, notCome }: NumberedWay): number => {
    for (const { any, of } of notCome) {
      if (any ? isMet(of, marks) : of.every((literal) => marks[literal] === CHOSEN)) return CLOSED;
    }
    ways++;
    let lack = 0;
    for (const clause of clauses) {
      if (isMet(clause, marks)) continue;
      let [isOpen, isApart] = [false, true];
      for (const literal of clause) {
        if (marks[literal] !== FREE) continue;
        isOpen = true;
        if (taken[literal] === ways) isApart = false;
      }
      if (!isOpen) return CLOSED;
      if (!isApart) continue;
      lack++;
      for (const literal of clause) taken[literal] = ways;
    }
    return lack;
  };

  const shareOut = ({ clauses }: NumberedWay, each: number): void => {
    for (const clause of clauses) {
      if (isMet(clause, marks)) continue;
      for (const literal of clause) {
        const before = share[literal] ?? 0;
        if (marks[literal] !== FREE || before >= each) continue;
        if (before === 0) sharing.push(literal);
        share[literal] = each;
      }
    }
  };

  return (more) => {
    let [reached, reachable] = [0, 0];
    hope.fill(0);
    for (const unit of units) {
      let fewest = CLOSED;
      for (const way of unit.ways) {
        const lack = lackOf(way);
        fewest = Math.min(fewest, lack);
        if (lack > 0 && lack <= more) shareOut(way, unit.weight / lack);
      }
      if (fewest < CLOSED) reachable += unit.weight;
      if (fewest === 0) reached += unit.weight;
      for (const literal of sharing) {
        if (fewest > 0) hope[literal] = (hope[literal] ?? 0) + (share[literal] ?? 0);
        share[literal] = 0;
      }
      sharing.length = 0;
    }
    const ranked = hope.toSorted().toReversed().subarray(0, more);
    const most = ranked[0] ?? 0;
    return {
      reached,
      reachable,
      hoped: ranked.reduce((sum, one) => sum + one, reached),
      next: most > 0 ? hope.indexOf(most) : -1,
    };
  };
}

const CLOSED = Number.POSITIVE_INFINITY;

function isMet(clause: readonly number[], marks: Marks): boolean {
  for (const literal of clause) if (marks[literal] === CHOSEN) return true;
  return false;
}
