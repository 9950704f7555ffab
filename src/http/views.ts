import type { z } from 'zod';
import { bodyOf, undoneAmong } from '../app/book/decisions/decision.ts';
import { entryRecord } from '../app/book/entry-record.ts';
import type { EntryRow, GistRow, RowOpponent } from '../app/book/listed-entry.ts';
import type { Page } from '../app/book/open-book.ts';
import type { Entry } from '../book/entries.ts';
import type { EntryClaim } from '../book/entry-claim.ts';
import { toldOn } from '../book/moment.ts';
import { type BookClaim, PARTY_ROLES, type Party, type Report } from '../book/record.ts';
import type { Decision, KeptReport } from '../store/index.ts';
import { slice } from '../text/span.ts';
import type { claim, decision, quote, reportHead } from './schemas/claims.ts';
import type { entryRow } from './schemas/entries.ts';

export type Leads = Omit<Page<never>, 'items'>;

export const headOf = (report: Report): z.input<typeof reportHead> => {
  const { id, title, publisher, byline, url, published, learned, language } = report;
  return { id, title, publisher, byline, url, published, learned, language };
};

export const factsOf = ({ report, ...kept }: KeptReport, feeds: readonly string[]) => ({
  ...headOf(report),
  version: kept.version,
  followedBy: kept.followedBy,
  presence: kept.state,
  labels: kept.labels,
  story: kept.story?.id ?? null,
  path: kept.path,
  publishedFrom: kept.publishedFrom,
  mediaType: kept.mediaType,
  reader: kept.reader,
  fetchedUrl: kept.fetchedUrl,
  captured: kept.captured,
  feeds,
  partial: report.partial ?? null,
  progress: kept.progress,
});

/** The words of a claim, to be shown and copied. */
export function quoteOf(
  { id, report, sentence, evidence }: Pick<EntryClaim, 'id' | 'report' | 'sentence' | 'evidence'>,
  { reports, states }: Pick<Leads, 'reports' | 'states'>,
): z.input<typeof quote> {
  const text = reports.get(report)?.text ?? '';
  const at = { start: evidence.start - sentence.start, end: evidence.end - sentence.start };
  return {
    claim: id,
    report,
    sentence: slice(text, sentence),
    evidence: at,
    state: states.get(id) ?? 'unreviewed',
  };
}

export const claimOf = (of: BookClaim, leads: Pick<Leads, 'reports' | 'states'>): z.input<typeof claim> => ({
  ...of,
  quote: quoteOf(of, leads),
});

/** The claim that makes its state, else the last one told of it. */
const tellingClaim = ({ state, claims }: Entry<unknown, EntryClaim>): EntryClaim | undefined =>
  state?.claim ?? claims.at(-1);

export function factsOfEntry(entry: Entry, leads: Leads) {
  const days = entry.claims.flatMap(({ report }) => {
    const told = leads.reports.get(report);
    return told ? [toldOn(told).slice(0, 10)] : [];
  });
  return { quote: quoteOfEntry(entry, leads), since: days[0] ?? null, until: days.at(-1) ?? null };
}

function quoteOfEntry(entry: Entry<unknown, EntryClaim>, leads: Leads) {
  const telling = tellingClaim(entry);
  return telling ? quoteOf(telling, leads) : null;
}

export const rowOf = (entry: EntryRow, leads: Leads): z.input<typeof entryRow> => {
  const { confirmed, grades, since, until, ...plain } = entry;
  return {
    ...entryRecord(plain),
    quote: quoteOfEntry(entry, leads),
    since,
    until,
    counts: {
      history: entry.history.length,
      stands: entry.stands.length,
      expected: entry.expected.length,
      against: entry.against.length,
      claims: entry.claims.length,
    },
    reports: new Set(entry.claims.map(({ report }) => report)).size,
    confirmed,
    grades,
  };
};

/** Rows with what they lead to: all that is told of their entries. */
export const rowsOf = (entries: readonly EntryRow[], leads: Leads) => ({
  rows: entries.map((entry) => rowOf(entry, leads)),
  ...leadsOfEntries(entries, leads),
});

/** The same with a few ids, and the reports of what is quoted. */
export function gistRowsOf(gists: readonly GistRow[], leads: Leads) {
  const rows = gists.map((gist): z.input<typeof entryRow> => {
    const { named: _, publishers: __, quoted, history, stands, expected, against, claims, ...row } = gist;
    return {
      ...row,
      history: [...history.last],
      stands: stands.last,
      expected: expected.last,
      against: against.last,
      claims: claims.last,
      quote: quoted && quoteOf(quoted, leads),
      counts: {
        history: history.count,
        stands: stands.count,
        expected: expected.count,
        against: against.count,
        claims: claims.count,
      },
    };
  });
  const ids = gists.flatMap(({ actor, beneficiary, named }) => [actor, beneficiary, ...named]);
  return {
    rows,
    reports: headsOf(new Set(gists.flatMap(({ quoted }) => quoted?.report ?? [])), leads),
    parties: partiesOf([], ids, leads),
  };
}

export const headsOf = (
  ids: Iterable<string>,
  { reports }: Pick<Leads, 'reports'>,
): z.input<typeof reportHead>[] =>
  [...ids].flatMap((id) => {
    const report = reports.get(id);
    return report ? [headOf(report)] : [];
  });

/** Of what stands against an entry it is not told on whose word. */
type Leading = RowOpponent & Partial<Pick<EntryClaim, 'sources'>>;

/** The reports of these claims, and the parties that they or these ids name: what a page needs beside its items. */
export function leadsOf(
  claims: readonly Leading[],
  ids: readonly (string | null)[],
  { reports, parties }: Leads,
): { readonly reports: z.input<typeof reportHead>[]; readonly parties: Party[] } {
  return {
    reports: headsOf(new Set(claims.map(({ report }) => report)), { reports }),
    parties: partiesOf(claims, ids, { parties }),
  };
}

function partiesOf(
  claims: readonly Leading[],
  ids: readonly (string | null)[],
  { parties }: Pick<Leads, 'parties'>,
): Party[] {
  const named = new Set(ids);
  // Claims that say the same share their lists.
  const seen = new Set<readonly string[]>();
  for (const claim of claims)
    for (const role of PARTY_ROLES) {
      const whom = claim[role] ?? [];
      if (whom.length === 0 || seen.has(whom)) continue;
      seen.add(whom);
      for (const id of whom) named.add(id);
    }
  return [...named].flatMap((id) => parties.get(id ?? '') ?? []);
}

/** The same for entries. */
export const leadsOfEntries = (entries: readonly Entry<RowOpponent, EntryClaim>[], leads: Leads) =>
  leadsOf(...toldIn(entries), leads);

const toldIn = (
  entries: readonly Entry<RowOpponent, EntryClaim>[],
): [claims: readonly Leading[], ids: readonly (string | null)[]] => [
  entries.flatMap((entry) => [...entry.claims, ...entry.against]),
  entries.flatMap(({ actor, beneficiary }) => [actor, beneficiary]),
];

export function decisionsOf(decisions: readonly Decision[]): z.input<typeof decision>[] {
  const undone = undoneAmong(decisions);
  return decisions.map((taken) => {
    const { body: _, ...rest } = taken;
    const body = bodyOf(taken);
    return { ...rest, undone: undone.has(taken.id), said: body?.said ?? null, changes: body?.changes ?? [] };
  });
}
