import type { Place, When } from '../../document/layers.ts';
import { slice, span } from '../../text/span.ts';
import { groupOf, isAhead, type Matter } from './matters.ts';
import { type DraftRow, rowsOf, type Statement } from './row.ts';
import type { ToldClaim } from './told.ts';
import { aboutOf } from './undertakings.ts';

interface Dated extends Pick<When, 'from' | 'to' | 'granularity'> {
  /** What was to happen on the day did not. */
  readonly cancelled: boolean;
  readonly words: string;
}

/** Dates of one deed, one meeting, one deadline. Days on which something was done and those on which it is to be are apart. */
export function dateRows(matter: Matter): readonly DraftRow[] {
  const dated = matter.filter(({ claim }) => claim.when !== null);
  return [...Map.groupBy(dated, kindOf).values()].flatMap((claims) =>
    rowsOf({
      field: 'date',
      about: aboutOf(matter),
      statements: claims.flatMap(statementOf),
      isSame: isSameDate,
    }).map((row) => ({
      ...row,
      values: row.values.map(({ value, statements }) => {
        const { from, to, granularity, cancelled } = value as Dated;
        return { value: { from, to, granularity, cancelled }, statements };
      }),
    })),
  );
}

/** Claims of one kind whose dates are of the same thing. */
function kindOf(told: ToldClaim): string {
  const group = groupOf(told.claim.act);
  if (group === 'meet' || group === 'expect') return group;
  const act = told.claim.act === 'agree' ? 'commit' : told.claim.act;
  return `${act} ${isAhead(told) ? 'ahead' : 'past'}`;
}

function statementOf({ claim, in: told }: ToldClaim): Statement<Dated>[] {
  const { when, predicate } = claim;
  if (when === null) return [];
  const { from, to, granularity } = when;
  const words = slice(told.report.text, when).toLowerCase();
  const at = span(Math.min(when.start, predicate.start), Math.max(when.end, predicate.end));
  return [
    {
      in: told,
      at,
      sources: claim.sources,
      value: { from, to, granularity, cancelled: claim.negated, words },
    },
  ];
}

/** The same words (`over two years`), one deadline or beginning, or days in common where one is told more precisely. */
function isSameDate(a: Dated, b: Dated): boolean {
  if (a.cancelled !== b.cancelled) return false;
  if (a.words === b.words || (a.from === b.from && a.to === b.to)) return true;
  const isOpen = [a, b].some(({ from, to }) => from === null || to === null);
  return (
    !isOpen &&
    a.granularity !== b.granularity &&
    (a.from ?? '') <= (b.to ?? '') &&
    (b.from ?? '') <= (a.to ?? '')
  );
}

/** Where the reports place one meeting. */
export function placeRows(matter: Matter): readonly DraftRow[] {
  const placed = matter.filter(({ claim }) => claim.act === 'meet' && !claim.negated);
  const statements = placed.flatMap(({ claim, in: told }) =>
    claim.where.map((place) => ({ in: told, at: place, sources: claim.sources, value: nameOf(place) })),
  );
  return rowsOf({
    field: 'place',
    about: aboutOf(matter),
    statements,
    isSame: (a, b) => a.includes(b) || b.includes(a),
  });
}

const nameOf = ({ name }: Place): string => name.replace(/^the /i, '').toLowerCase();
