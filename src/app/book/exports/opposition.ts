import { type Against, againstIn } from '../../../book/against.ts';
import { isOpponent } from '../../../book/entries.ts';
import { momentOf, toldOn } from '../../../book/moment.ts';
import { isUndertaken, type Matter, stanceOf } from '../../../book/opposition.ts';
import type { BookClaim, Party } from '../../../book/record.ts';
import { compare } from '../../../book/scene.ts';
import type { ExportedReport } from './source.ts';

/** Of a rejection or threat what tells against what it stands, and nothing of its words. */
export interface Opponent extends Matter, Pick<BookClaim, 'id'> {
  readonly favours: boolean;
}

/** What of a whole book has to be known to say of any entry what stands against it. */
export interface Opposition {
  /** @param reports with all of their claims */
  take(reports: readonly ExportedReport[]): void;
  /** @param parties as decisions on actors leave them */
  ends(parties: readonly Party[]): Against<Opponent>;
}

interface Placed {
  readonly opponent: Opponent;
  readonly moment: number;
  readonly start: number;
}

/**
 * Gathers it report by report. That is all that is held of a book while its entries are made: lists of ids that are alike are
 * one list, of which a million claims have some thousands.
 */
export function opposition(): Opposition {
  const placed: Placed[] = [];
  const spokenOf = new Map<string, ReadonlySet<string>>();
  const lists = new Map<string, readonly string[]>();
  const sets = new Map<string, ReadonlySet<string>>();
  const list = (ids: readonly string[]): readonly string[] => known(lists, ids, () => [...ids]);
  return {
    take: (page) => {
      for (const { report, claims } of page) {
        const reports = new Map([[report.id, report]]);
        const moment = momentOf(toldOn(report));
        for (const { claim } of claims) {
          const stance = isOpponent(claim) && !claim.negated ? stanceOf(claim, { reports }) : null;
          if (stance === null) continue;
          const { id, act, negated, predicate } = claim;
          const opponent = {
            id,
            report: report.id,
            act,
            negated,
            favours: stance.favours,
            actors: list(claim.actors),
            targets: list(claim.targets),
            beneficiary: list(claim.beneficiary),
            measures: list(claim.measures),
          };
          placed.push({ opponent, moment, start: predicate.start });
        }
        // Only of a claim that names no beneficiary is it asked of whom else its report speaks.
        const isAsked = claims.some(
          ({ claim }) => claim.beneficiary.length === 0 && (isOpponent(claim) || isUndertaken(claim)),
        );
        if (!isAsked) continue;
        const spoken = [...new Set(claims.flatMap(({ claim }) => claim.beneficiary))].sort();
        spokenOf.set(
          report.id,
          known(sets, spoken, () => new Set(spoken)),
        );
      }
    },
    ends: (parties) => {
      const opponents = placed.sort(inTime).map(({ opponent }) => opponent);
      const scene = { parties: new Map(parties.map((party) => [party.id, party])), spokenOf };
      return againstIn(opponents, ({ favours }) => favours, scene);
    },
  };
}

/** As `inOrder` of `src/book/scene.ts` has it. */
const inTime = (a: Placed, b: Placed): number =>
  a.moment - b.moment ||
  compare(a.opponent.report, b.opponent.report) ||
  a.start - b.start ||
  compare(a.opponent.id, b.opponent.id);

/** One and the same for the same ids. */
function known<T>(all: Map<string, T>, ids: readonly string[], make: () => T): T {
  const key = ids.join('\n');
  const found = all.get(key) ?? make();
  all.set(key, found);
  return found;
}
