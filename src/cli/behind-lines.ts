import type { Review } from '../app/book/decisions/review.ts';
import type { Behind, EntryFile } from '../app/book/entry-file.ts';
import { INFORMATION_GRADES, type Reliability, SOURCE_GRADES } from '../book/reliability.ts';
import { counted } from './document-block.ts';
import { shortId } from './short-ids.ts';

const DONE: Readonly<Record<string, string>> = {
  accept: 'accepted',
  reject: 'rejected',
  mend: 'mended',
  add: 'added by hand',
  merge: 'merged',
  split: 'split',
};

/** A claim's id with who reviewed it; then how reliable its source and what it tells are. */
export const behindLines = (id: string, { review, reliability }: Behind): readonly string[] => [
  `${shortId(id)}  ${reviewText(review)}`,
  ...(reliability ? [reliabilityText(reliability)] : []),
];

/** `accepted by Ada, 2025-09-06: as it says`; mended: which fields. */
function reviewText({ state, mended, decisions }: Review): string {
  if (decisions.length === 0) return state === 'unreviewed' ? 'not reviewed' : state;
  return decisions
    .map(({ kind, by, at, why, from }) => {
      const fields = kind === 'mend' && mended.length > 0 ? ` (${mended.join(', ')})` : '';
      const carried = from === null ? '' : ', on a copy';
      return `${DONE[kind] ?? kind}${fields} by ${by}, ${at.slice(0, 10)}${carried}${why === null ? '' : `: ${why}`}`;
    })
    .join('; ');
}

/** Two axes; the third, the actor's firmness, is the claim's own. */
const reliabilityText = ({ source, information }: Reliability): string =>
  `source ${source} ${SOURCE_GRADES[source]} · information ${information} ${INFORMATION_GRADES[information]}`;

/** `confirmed: 2 of 4 claims, by Ada; mended: 1, by Ada; rejected: 1, by Ben` */
export function reviewedText({ claims, rejected, behind }: EntryFile): string {
  const reviews = claims.flatMap(({ id }) => behind.get(id)?.review ?? []);
  const accepted = reviews.filter(({ state }) => state === 'accepted');
  const parts = [
    ['mended', reviews.filter(({ mended, decisions }) => mended.length > 0 && decisions.length > 0)],
    ['added by hand', reviews.filter(({ byHand }) => byHand)],
    ['rejected', [...rejected, ...claims].flatMap(({ id }) => rejectedIn(behind.get(id)))],
  ] as const;
  return [
    `confirmed: ${accepted.length} of ${counted(claims.length, 'claim')}${byWhom(accepted)}`,
    ...parts.flatMap(([what, of]) => (of.length === 0 ? [] : [`${what}: ${of.length}${byWhom(of)}`])),
  ].join('; ');
}

const rejectedIn = (behind: Behind | undefined): readonly Review[] =>
  behind?.review.state === 'rejected' ? [behind.review] : [];

/** Who decided, each once. */
function byWhom(reviews: readonly Review[]): string {
  const names = [...new Set(reviews.flatMap(({ decisions }) => decisions.map(({ by }) => by)))];
  return names.length === 0 ? '' : `, by ${names.join(', ')}`;
}
