import type { Amount } from './amount.ts';
import { type Fit, isGroup, isKnown, isSameEvent, purposeFit, traitsFit } from './fit.ts';
import { size } from './interval.ts';
import { isUnion, leastDoubts, type Pair, type Side, shareReport } from './pairs.ts';
import { reaches } from './stage.ts';

/** Words that make an amount part of one that they do not name. */
const PART_MARKS = ['remainder', 'tranche', 'one-year'] as const;

/** Why the smaller may be a part of the larger, and what speaks against it; null where nothing speaks for it. */
export function partFit({ part, whole }: NonNullable<Pair['sizes']>): Fit {
  const mark = PART_MARKS.find((m) => part.marks.has(m));
  return leastDoubts(part, whole, (p, w) => {
    if (mark !== undefined || isProgress(p, w, whole)) {
      const traits = traitsFit(p, w);
      if (traits !== null) return [mark ?? 'progress', ...traits];
    }
    const member = memberOf(p, w, part);
    const purpose = member && purposeFit(p, w);
    return member && purpose && [member, ...purpose];
  });
}

/** What is set aside or delivered after a promise of more, and less far on. */
const isProgress = (p: Amount, w: Amount, whole: Side): boolean =>
  reaches(p.stage, 'allocated') &&
  !reaches(whole.sum.stage, p.stage) &&
  p.on !== null &&
  w.on !== null &&
  p.on >= w.on;

/** A share in what a union gives, by its words; or one that a group's total may hold, told of with it. */
function memberOf(p: Amount, w: Amount, part: Side): 'share' | 'group' | null {
  if (p.givers.length === 0 || p.givers.some((id) => w.givers.includes(id))) return null;
  if (part.marks.has('share') && w.givers.some(isUnion)) return 'share';
  const isTold = isSameEvent(p, w) || isKnown(p);
  return isTold && w.givers.some(isGroup) && !p.givers.some(isGroup) ? 'group' : null;
}

type PartAndWhole = readonly [part: Side, whole: Side];

/** `31 let go, the other 15 would follow` makes both parts of the 46: with the word for what is left, the figures tell. */
export function complements(pairs: readonly Pair[]): readonly PartAndWhole[] {
  const smaller = pairs.flatMap(({ sizes }) => sizes ?? []);
  const partsOf = Map.groupBy(smaller, ({ whole }) => whole);
  return smaller
    .filter(({ part, whole }) => part.marks.has('remainder') && leastDoubts(part, whole, traitsFit) !== null)
    .flatMap(({ part: rest, whole }): PartAndWhole[] => {
      const gone = partsOf
        .get(whole)
        ?.find(
          ({ part }) =>
            part !== rest &&
            size(part.sum) + size(rest.sum) === size(whole.sum) &&
            shareReport(part, rest) &&
            leastDoubts(part, whole, traitsFit) !== null,
        );
      return gone === undefined
        ? []
        : [
            [gone.part, whole],
            [rest, whole],
          ];
    });
}

/** A tranche or a share in a report that names one whole that it can belong to, and no reason to doubt it. */
export function onlyWholes(pairs: readonly Pair[]): readonly PartAndWhole[] {
  const candidates = pairs.flatMap(({ sizes }): PartAndWhole[] => {
    if (sizes === null || !shareReport(sizes.part, sizes.whole)) return [];
    const [why, ...doubts] = partFit(sizes) ?? [];
    const isTold = (why === 'tranche' || why === 'share') && doubts.length === 0;
    return isTold ? [[sizes.part, sizes.whole]] : [];
  });
  return [...Map.groupBy(candidates, ([part]) => part).values()].flatMap((all) =>
    all.length === 1 ? all : [],
  );
}
