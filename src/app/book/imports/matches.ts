import { amountsOf } from '../../../book/amounts/amounts.ts';
import { daysBetween, toldOn } from '../../../book/moment.ts';
import type { BookClaim, Report } from '../../../book/record.ts';
import { related } from '../../../book/taxonomy.ts';
import { HISTORY } from '../../../book/undertaking.ts';
import type { KeptReport, Reads } from '../../../store/index.ts';
import { slice } from '../../../text/span.ts';
import type { AmountDecision } from '../decisions/decision.ts';
import { type DecidedLink, LINK_KINDS, linkKey, linksDecided } from '../decisions/links.ts';
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
  /** What may be the same money: the amount of the row and that of the match, by their ids, and what was decided on them. */
  readonly link: Pair | null;
}

type Pair = Pick<AmountDecision, 'amount' | 'other'> & { readonly verdict: AmountDecision['verdict'] | null };

/** A pledge is told of for weeks: nearer than a month apart, or of one amount whenever it was. */
const NEAR_DAYS = 31;
const SHOWN = 3;

interface Told {
  readonly claim: BookClaim;
  readonly report: Report;
}

/** What a row says, or the claim that it became. */
interface Row extends Pick<RowClaim, 'published'> {
  readonly fields: Pick<RowClaim['fields'], 'actors' | 'measures' | 'beneficiary' | 'quantities'>;
}

/**
 * Looks for the nearest ones: of one actor, measure and beneficiary; what the row or the report leaves open stands against
 * nothing. What the book has of an actor is read once, and the reports of what may fit: rows of the tracker itself are no matches.
 */
export function matcher(
  book: Reads,
  tracker: string,
): (row: Row, own: Told | null) => Promise<readonly Match[]> {
  const byActor = new Map<string, Promise<readonly BookClaim[]>>();
  const reports = new Map<string, Report | null>();
  let links: Promise<readonly DecidedLink[]> | undefined;
  const undertakenBy = (actor: string): Promise<readonly BookClaim[]> => {
    const known = byActor.get(actor) ?? undertakingsOf(book, actor);
    byActor.set(actor, known);
    return known;
  };
  const look = async (ids: readonly string[]): Promise<void> => {
    const open = [...new Set(ids)].filter((id) => !reports.has(id));
    for (const id of open) reports.set(id, null);
    for (const { report } of open.length > 0 ? await book.reports({ reports: open }) : [])
      if (report.publisher !== tracker) reports.set(report.id, report);
  };
  return async (row, own) => {
    const undertaken = (await Promise.all((row.fields.actors ?? []).map(undertakenBy))).flat();
    const claims = new Map(
      undertaken.filter((claim) => isAbout(claim, row)).map((claim) => [claim.id, claim]),
    );
    await look([...claims.values()].map(({ report }) => report));
    const told = [...claims.values()].flatMap((claim) => {
      const report = reports.get(claim.report);
      return report ? [{ claim, report }] : [];
    });
    links ??= book.decisions({ kinds: LINK_KINDS }).then(linksDecided);
    const decided = await links;
    return nearest(row, told).map(({ told: match, ...rest }) => ({
      ...rest,
      link: own && pairOf(own, match, decided),
    }));
  };
}

/** Proposals for claims that rows of trackers became, by their ids. */
export async function matchesOf(
  book: Reads,
  claims: readonly string[],
): Promise<ReadonlyMap<string, readonly Match[]>> {
  const kept = await book.claims({ claims });
  const reports = await book.reports({ reports: [...new Set(kept.map(({ claim }) => claim.report))] });
  const rows = new Map(reports.flatMap((one) => (isRow(one) ? [[one.report.id, one.report] as const] : [])));
  const found = new Map<string, readonly Match[]>();
  const matchers = new Map<string, ReturnType<typeof matcher>>();
  for (const { claim } of kept) {
    const report = rows.get(claim.report);
    if (report === undefined) continue;
    const tracker = report.publisher ?? '';
    const matches = matchers.get(tracker) ?? matcher(book, tracker);
    matchers.set(tracker, matches);
    const row = { fields: claim, published: report.published };
    found.set(claim.id, await matches(row, { claim, report }));
  }
  return found;
}

const isRow = ({ path }: KeptReport): boolean => path?.startsWith('tracker:') ?? false;

/** Two amounts that are told in one unit, of one value before others. */
function pairOf(own: Told, match: Told, decided: readonly DecidedLink[]): Pair | null {
  const [ours, theirs] = [own, match].map(({ claim, report }) => amountsOf([claim], [report]).amounts);
  const pairs = (ours ?? []).flatMap((one) =>
    (theirs ?? []).flatMap((two) => (one.unit === two.unit && one.per === two.per ? [{ one, two }] : [])),
  );
  const pair = pairs.find(({ one, two }) => one.low === two.low && one.high === two.high) ?? pairs[0];
  if (pair === undefined) return null;
  const link = { amount: pair.one.id, other: pair.two.id };
  const verdict = decided.find((one) => linkKey(one) === linkKey(link))?.verdict ?? null;
  return { ...link, verdict };
}

async function undertakingsOf(book: Reads, actor: string): Promise<readonly BookClaim[]> {
  const states = ['accepted', 'unreviewed'] as const;
  return (await book.claims({ actors: [actor], acts: [...HISTORY], states })).map(({ claim }) => claim);
}

const isAbout = (claim: BookClaim, { fields }: Row): boolean =>
  claim.measures.some((one) => fields.measures.some((measure) => related(one, measure))) &&
  agree(claim.beneficiary, fields.beneficiary);

type Near = Omit<Match, 'link'> & { readonly told: Told };

function nearest({ fields, published }: Row, told: readonly Told[]): readonly Near[] {
  const own = fields.quantities?.[0];
  const isSame = (claim: BookClaim): boolean =>
    own !== undefined &&
    claim.quantities.some(({ unit, value }) => unit === own.unit && value !== null && value === own.value);
  return told
    .flatMap(({ claim, report }): (Near & { readonly rank: number })[] => {
      const apart = published === null ? null : Math.abs(daysBetween(published, dayOf(report)));
      const sameAmount = isSame(claim);
      if (!sameAmount && (apart === null || apart > NEAR_DAYS)) return [];
      const quote = slice(report.text, claim.sentence).replace(/\s+/g, ' ');
      const { publisher } = report;
      const match = { claim: claim.id, report: report.id, publisher, published: report.published, quote };
      return [
        {
          ...match,
          told: { claim, report },
          daysApart: apart,
          sameAmount,
          rank: (apart ?? 0) - (sameAmount ? 1000 : 0),
        },
      ];
    })
    .sort((a, b) => a.rank - b.rank)
    .slice(0, SHOWN)
    .map(({ rank: _, ...match }) => match);
}

const dayOf = (report: Report): string => toldOn(report).slice(0, 10);

const agree = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === 0 || b.length === 0 || a.some((id) => b.includes(id));
