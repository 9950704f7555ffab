import { type Entry, entriesOf } from '../../../book/entries.ts';
import type { BookClaim, Report } from '../../../book/record.ts';
import { compare, sceneOf } from '../../../book/scene.ts';
import { related } from '../../../book/taxonomy.ts';
import { HISTORY } from '../../../book/undertaking.ts';
import { family } from '../../../claims/measure.ts';
import type { ClaimFilter, KeptClaim, Reads } from '../../../store/index.ts';
import { COUNTED, isCounted } from '../counted.ts';
import { claimsBefore, reportsBefore } from '../decisions/as-known.ts';
import { bodyOf } from '../decisions/decision.ts';
import { type Excerpts, excerpts } from './excerpts.ts';
import { type Asked, decidedOf, type ExportedClaim, partiesFor, type Survey } from './source.ts';

/** Some actors' entries, with the words that they lead to: of their reports nothing else (`Excerpts`). */
export interface EntryBatch {
  readonly entries: readonly Entry[];
  readonly reports: readonly Report[];
  readonly kept: readonly KeptClaim[];
  /** By report. */
  readonly markings: ReadonlyMap<string, string>;
}

/** Claims of the actors whose entries are made at a time; one actor's are never parted. */
const BATCH = 2000;
/** Claims that are read at a time, and reports, which have texts. */
const PAGE = 2000;
const REPORTS = 50;

/** All entries in the order of their actors, then of their ids, as `entriesOf` gives them of the whole book. */
export async function* entryBatches(
  book: Reads,
  asked: Asked,
  survey: Survey,
  size = BATCH,
): AsyncGenerator<EntryBatch> {
  const touched = changedSince(asked);
  let actors: string[] = [];
  let claims = 0;
  for (const [actor, { claims: own }] of [...survey.actors].sort(([a], [b]) => compare(a, b))) {
    if (actors.length > 0 && claims + own > size) {
      yield await batchOf(book, asked, survey, actors, touched);
      [actors, claims] = [[], 0];
    }
    actors.push(actor);
    claims += own;
  }
  if (actors.length > 0) yield await batchOf(book, asked, survey, actors, touched);
}

/** Claims that decisions changed since then: the store has them under the keys that they have now. */
const changedSince = ({ since }: Asked): readonly string[] =>
  since
    .flatMap((decision) => bodyOf(decision)?.changes ?? [])
    .flatMap((change) => (change.on === 'claim' ? [change.claim] : []));

async function batchOf(
  book: Reads,
  asked: Asked,
  survey: Survey,
  actors: readonly string[],
  touched: readonly string[],
): Promise<EntryBatch> {
  const stored = [...new Set(actors.flatMap((actor) => [...(survey.actors.get(actor)?.stored ?? [])]))];
  const held = excerpts();
  const load = (filter: ClaimFilter) => loaded(book, asked, filter, held);
  const own = [
    ...(await load({ actors: stored })),
    ...(await load({ acts: ['expect'], targets: stored })),
    ...(touched.length > 0 ? await load({ claims: touched }) : []),
  ];
  const undertaken = own.map(({ claim }) => claim).filter(({ act }) => HISTORY.has(act));
  const opponents = await opponentsOf(book, asked, survey, undertaken, held);
  const spoken = await spokenOf(book, asked, undertaken, opponents);
  const { claims, reports } = held.ends();
  const wanted = new Set(actors);
  const entries = entriesOf(
    claims.map(({ claim }) => claim),
    reports,
    survey.parties,
    { spokenOf: spoken },
  )
    .filter(({ actor }) => wanted.has(actor))
    .toSorted((a, b) => compare(a.actor, b.actor) || compare(a.id, b.id));
  return { entries, reports, kept: claims.map(({ kept }) => kept), markings: held.markings };
}

/** Claims as decided, a page after the other: of reports a few are held whole. */
async function loaded(
  book: Reads,
  asked: Asked,
  filter: ClaimFilter,
  held: Excerpts,
  wanted: (claim: BookClaim) => boolean = () => true,
): Promise<readonly ExportedClaim[]> {
  const found: ExportedClaim[] = [];
  const stored = await partiesFor(book, asked);
  const limited = asked.since.length === 0 && { states: asked.states ?? COUNTED };
  let after: string | undefined;
  for (;;) {
    const more = {
      ...asked.filter,
      ...filter,
      ...limited,
      limit: PAGE,
      ...(after !== undefined && { after }),
    };
    const page = await book.claims(more);
    const claims = claimsBefore(page, asked.since).filter(isCounted(asked));
    const byReport = Map.groupBy(claims, ({ claim }) => claim.report);
    const ids = [...byReport.keys()];
    for (let i = 0; i < ids.length; i += REPORTS) {
      const kept = await book.reports({ ...asked.filter, reports: ids.slice(i, i + REPORTS) });
      const reports = reportsBefore(
        kept.map(({ report }) => report),
        asked.since,
      );
      for (const { report, labels } of kept)
        for (const { kind, value } of labels) if (kind === 'marking') held.markings.set(report.id, value);
      const own = reports.flatMap(({ id }) => byReport.get(id) ?? []);
      const decided = decidedOf(own, reports, stored, asked).filter(({ claim }) => wanted(claim));
      held.take(decided, reports);
      found.push(...decided);
    }
    after = page.at(-1)?.claim.id;
    if (after === undefined || page.length < PAGE) return found;
  }
}

/** Rejections and threats that may stand against what is undertaken. */
async function opponentsOf(
  book: Reads,
  asked: Asked,
  { measures }: Survey,
  undertaken: readonly BookClaim[],
  held: Excerpts,
): Promise<readonly ExportedClaim[]> {
  const own = new Set(undertaken.flatMap((claim) => claim.measures));
  const near = measures.filter((measure) => [...own].some((one) => related(one, measure)));
  if (near.length === 0) return [];
  const byFamily = Map.groupBy(
    undertaken.flatMap((claim) => claim.measures.map((measure) => ({ of: family(measure), claim }))),
    ({ of }) => of,
  );
  const mayOppose = ({ measures: on, beneficiary }: BookClaim): boolean =>
    on.some((measure) =>
      byFamily
        .get(family(measure))
        ?.some(
          ({ claim }) =>
            claim.beneficiary.length === 0 ||
            beneficiary.length === 0 ||
            claim.beneficiary.some((id) => beneficiary.includes(id)),
        ),
    );
  // As they were known then, they may have been of another act.
  const keyed: ClaimFilter = asked.since.length === 0 ? { acts: ['reject', 'threaten'], measures: near } : {};
  return loaded(
    book,
    asked,
    keyed,
    held,
    (claim) => (claim.act === 'reject' || claim.act === 'threaten') && mayOppose(claim),
  );
}

/** Of whom the reports speak in which an undertaking or what may stand against it is told. */
async function spokenOf(
  book: Reads,
  asked: Asked,
  undertaken: readonly BookClaim[],
  opponents: readonly ExportedClaim[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const families = new Set(opponents.flatMap(({ claim }) => claim.measures.map(family)));
  const told = undertaken.filter((claim) => claim.measures.some((measure) => families.has(family(measure))));
  const ids = [...new Set([...told, ...opponents.map(({ claim }) => claim)].map(({ report }) => report))];
  const spoken = new Map<string, ReadonlySet<string>>();
  for (let i = 0; i < ids.length; i += PAGE) {
    const claims = await loaded(book, asked, { reports: ids.slice(i, i + PAGE) }, excerpts());
    const scene = sceneOf(
      claims.map(({ claim }) => claim),
      [],
      [],
    );
    for (const [report, beneficiaries] of scene.spokenOf) spoken.set(report, beneficiaries);
  }
  return spoken;
}
