import { type Against, againstIn, foundBy, keysAgainst } from '../../../book/against.ts';
import { isOpponent } from '../../../book/entries.ts';
import { momentOf, toldOn } from '../../../book/moment.ts';
import { isUndertaken, type Matter, stanceOf } from '../../../book/opposition.ts';
import type { BookClaim, Party } from '../../../book/record.ts';
import { compare } from '../../../book/scene.ts';
import type { Scratch } from '../../../store/index.ts';
import type { ExportedReport } from './source.ts';

/** Of a rejection or threat what tells against what it stands, and nothing of its words. */
export interface Opponent extends Matter, Pick<BookClaim, 'id'> {
  readonly favours: boolean;
}

/** What of a whole book has to be known to say of any entry what stands against it: kept on the disk, report by report. */
export interface Opposition {
  /** @param reports with all of their claims */
  take(reports: readonly ExportedReport[]): void;
  /** @param party as decisions on actors leave it */
  ends(party: (id: string) => Party | undefined): Against<Opponent>;
}

interface Placed {
  readonly opponent: Opponent;
  readonly toldOn: string;
  readonly start: number;
}

/** Only of a claim that names no beneficiary is it asked of whom else its report speaks. */
const asksOf = ({ beneficiary }: Pick<Matter, 'beneficiary'>): boolean => beneficiary.length === 0;

export function opposition(scratch: Scratch): Opposition {
  const spokenIn = (claims: readonly Matter[]): ReadonlyMap<string, ReadonlySet<string>> => {
    const reports = [...new Set(claims.filter(asksOf).map(({ report }) => report))];
    const found = scratch.find('spoken', reports) as readonly (readonly [string, readonly string[]])[];
    return new Map(found.map(([report, ids]) => [report, new Set(ids)]));
  };
  return {
    take: (page) => {
      for (const { report, claims } of page) {
        const spoken = [...new Set(claims.flatMap(({ claim }) => claim.beneficiary))].sort();
        const spokenOf = new Map([[report.id, new Set(spoken)]]);
        const reports = new Map([[report.id, report]]);
        for (const { claim } of claims) {
          const stance = isOpponent(claim) && !claim.negated ? stanceOf(claim, { reports }) : null;
          if (stance === null) continue;
          const { id, act, negated, predicate, actors, targets, beneficiary, measures } = claim;
          const matter = { report: report.id, act, negated, actors, targets, beneficiary, measures };
          const placed: Placed = {
            opponent: { id, ...matter, favours: stance.favours },
            toldOn: toldOn(report),
            start: predicate.start,
          };
          scratch.keep('opponent', foundBy(matter, { spokenOf }), placed);
        }
        if (claims.some(({ claim }) => asksOf(claim) && (isOpponent(claim) || isUndertaken(claim))))
          scratch.keep('spoken', [report.id], [report.id, spoken]);
      }
    },
    ends: (party) => (undertaken, of, favours) => {
      if (undertaken.length === 0) return [];
      const theirs = spokenIn(undertaken);
      const keys = keysAgainst(undertaken, of, { spokenOf: theirs });
      const placed = scratch.find('opponent', keys) as readonly Placed[];
      if (placed.length === 0) return [];
      const opponents = placed.toSorted(inTime).map(({ opponent }) => opponent);
      const aimedAt = [...new Set(opponents.flatMap(({ targets }) => targets))];
      const scene = {
        parties: new Map(
          aimedAt.flatMap((id) => {
            const one = party(id);
            return one ? [[id, one] as const] : [];
          }),
        ),
        spokenOf: new Map([...spokenIn(opponents), ...theirs]),
      };
      return againstIn(opponents, (one) => one.favours, scene)(undertaken, of, favours);
    },
  };
}

/** As `inOrder` of `src/book/scene.ts` has it. */
const inTime = (a: Placed, b: Placed): number =>
  momentOf(a.toldOn) - momentOf(b.toldOn) ||
  compare(a.opponent.report, b.opponent.report) ||
  a.start - b.start ||
  compare(a.opponent.id, b.opponent.id);
