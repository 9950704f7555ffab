import { daysBetween, toldOn } from '../../../book/moment.ts';
import type { BookClaim, Report } from '../../../book/record.ts';
import { related } from '../../../book/taxonomy.ts';
import { HISTORY } from '../../../book/undertaking.ts';
import type { Reads } from '../../../store/index.ts';
import { slice } from '../../../text/span.ts';
import type { RowClaim } from './tracker-row.ts';

/** A claim of another report that may tell of the same pledge as a row. */
export interface Match {
  readonly claim: string;
  readonly report: string;
  readonly publisher: string | null;
  readonly published: string | null;
  readonly quote: string;
  /** Between the row's date and the report's; null where the row has none. */
  readonly daysApart: number | null;
  readonly sameAmount: boolean;
}

/** A pledge is told of for weeks: nearer than a month apart, or of one amount whenever it was. */
const NEAR_DAYS = 31;
const SHOWN = 3;

/** Claims with their reports, in which matches are looked for. */
type Told = readonly { readonly claim: BookClaim; readonly report: Report }[];

/**
 * Looks for the nearest ones: of one actor, measure and beneficiary; what the row or the report leaves open stands against
 * nothing. What the book has of an actor is read once: rows of the tracker itself are no matches.
 */
export function matcher(book: Reads, tracker: string): (row: RowClaim) => Promise<readonly Match[]> {
  const byActor = new Map<string, Promise<Told>>();
  const toldOf = (actor: string): Promise<Told> => {
    const known = byActor.get(actor) ?? undertakingsOf(book, actor, tracker);
    byActor.set(actor, known);
    return known;
  };
  return async (row) => {
    const told = (await Promise.all((row.fields.actors ?? []).map(toldOf))).flat();
    return nearest(row, [...new Map(told.map((one) => [one.claim.id, one])).values()]);
  };
}

async function undertakingsOf(book: Reads, actor: string, tracker: string): Promise<Told> {
  const states = ['accepted', 'unreviewed'] as const;
  const acts = [...HISTORY];
  const claims = await book.claims({ actors: [actor], acts, states });
  const reports = await book.reports({ reports: [...new Set(claims.map(({ claim }) => claim.report))] });
  const others = new Map(
    reports.flatMap(({ report }) => (report.publisher === tracker ? [] : [[report.id, report] as const])),
  );
  return claims.flatMap(({ claim }) => {
    const report = others.get(claim.report);
    return report ? [{ claim, report }] : [];
  });
}

function nearest({ fields, published }: RowClaim, told: Told): readonly Match[] {
  const own = fields.quantities?.[0];
  const isSame = (claim: BookClaim): boolean =>
    own !== undefined &&
    claim.quantities.some(({ unit, value }) => unit === own.unit && value !== null && value === own.value);
  return told
    .flatMap(({ claim, report }): (Match & { readonly rank: number })[] => {
      if (!claim.measures.some((one) => fields.measures.some((measure) => related(one, measure)))) return [];
      if (!agree(claim.beneficiary, fields.beneficiary)) return [];
      const apart = published === null ? null : Math.abs(daysBetween(published, dayOf(report)));
      const sameAmount = isSame(claim);
      if (!sameAmount && (apart === null || apart > NEAR_DAYS)) return [];
      const quote = slice(report.text, claim.sentence).replace(/\s+/g, ' ');
      const { publisher } = report;
      const match = { claim: claim.id, report: report.id, publisher, published: report.published, quote };
      return [{ ...match, daysApart: apart, sameAmount, rank: (apart ?? 0) - (sameAmount ? 1000 : 0) }];
    })
    .sort((a, b) => a.rank - b.rank)
    .slice(0, SHOWN)
    .map(({ rank: _, ...match }) => match);
}

const dayOf = (report: Report): string => toldOn(report).slice(0, 10);

const agree = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === 0 || b.length === 0 || a.some((id) => b.includes(id));
