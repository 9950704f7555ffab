import type { Report } from '../../../book/record.ts';
import type { Decision, KeptClaim, Story } from '../../../store/index.ts';
import { type ClaimChange, changed, inverted } from './change.ts';
import { bodyOf } from './decision.ts';

/** Claims as they stood before these decisions, which are in the order in which they were taken. */
export function claimsBefore(
  claims: readonly KeptClaim[],
  decisions: readonly Decision[],
): readonly KeptClaim[] {
  const later = Map.groupBy(
    changesIn(decisions).filter((change): change is ClaimChange => change.on === 'claim'),
    ({ claim }) => claim,
  );
  return claims.map((kept) => {
    let known = kept;
    for (const change of later.get(kept.claim.id)?.toReversed() ?? []) {
      const back = inverted(change);
      known = { ...known, claim: changed(known, back), state: back.after?.state ?? 'gone' };
    }
    return known;
  });
}

/** Reports before they were mended by these decisions. */
export function reportsBefore(reports: readonly Report[], decisions: readonly Decision[]): readonly Report[] {
  const later = changesIn(decisions).filter((change) => change.on === 'report');
  return reports.map((report) => {
    let known = report;
    for (const change of later.toReversed())
      if (change.report === report.id) known = { ...known, ...change.before };
    return known;
  });
}

/** Stories before these decisions named them. */
export function storiesBefore(stories: readonly Story[], decisions: readonly Decision[]): readonly Story[] {
  const later = changesIn(decisions).filter((change) => change.on === 'title');
  return stories.map((story) => {
    const first = later.find((change) => change.story === story.id);
    return first === undefined ? story : { ...story, title: first.before };
  });
}

const changesIn = (decisions: readonly Decision[]) => decisions.flatMap((d) => bodyOf(d)?.changes ?? []);
