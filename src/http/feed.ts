import { createHash } from 'node:crypto';
import { keyOfId } from '../book/entries.ts';
import { toldOn } from '../book/moment.ts';
import type { BookClaim } from '../book/record.ts';
import type { Saved } from '../store/index.ts';
import { slice } from '../text/span.ts';
import { changeTitle, claimTitle } from './feed-titles.ts';
import type { Ask } from './route.ts';
import { LATEST, savedParameters } from './saved-query.ts';
import { listQueryOf, queryOf } from './schemas/parameters.ts';
import type { Leads } from './views.ts';

const MOST_ITEMS = 100;

interface Item {
  /** What it is told apart by: the same as long as it tells of the same. */
  readonly id: string;
  readonly title: string;
  /** What it is about: an entry's id. */
  readonly entry: string;
  readonly claims: readonly BookClaim[];
}

/**
 * A kept question as an Atom feed (RFC 4287). An item has the id of its claim in the first reading of its report, and the date
 * on which the book learned of the report: what is read again stays the item that it was, and a claim that only another
 * reading found is no news.
 */
export async function feedOf(saved: Saved, { book, settings, origin, address }: Ask): Promise<string> {
  const { items, leads } = await itemsOf(saved, book);
  const dated = items
    .map((item) => ({ ...item, at: learnedOf(item.claims, leads) }))
    .sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : a.id < b.id ? -1 : 1))
    .slice(0, MOST_ITEMS);
  const updated = [saved.at, ...dated.map(({ at }) => at)].sort().at(-1) ?? saved.at;
  const page = `${origin}${saved.kind === 'diff' ? '/changes' : '/'}?${saved.query}`;
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
<id>${urn(`${settings.name} ${saved.name}`)}</id>
<title>${xml(saved.name)}</title>
<updated>${updated}</updated>
<author><name>${xml(settings.name)}</name></author>
<link rel="self" type="application/atom+xml" href="${xml(`${origin}${address}`)}"/>
<link rel="alternate" type="text/html" href="${xml(page)}"/>
${dated.map((item) => entryXml(item, leads, origin)).join('')}</feed>
`;
}

function entryXml(
  { id, title, entry, claims, at }: Item & { readonly at: string },
  { reports }: Leads,
  origin: string,
): string {
  const [first] = claims;
  const report = reports.get(first?.report ?? '');
  const quotes = claims.map((claim) => slice(reports.get(claim.report)?.text ?? '', claim.sentence));
  const publisher = report?.publisher ?? report?.title ?? 'a report';
  return `<entry>
<id>${urn(id)}</id>
<title>${xml(title)}</title>
<updated>${at}</updated>
<author><name>${xml(publisher)}</name></author>
<link rel="alternate" type="text/html" href="${xml(pageOf(entry, origin))}"/>
${report?.url && URL.canParse(report.url) ? `<link rel="via" href="${xml(report.url)}"/>\n` : ''}<content type="text">${xml(
    [`${publisher}, ${report ? toldOn(report).slice(0, 10) : 'undated'}`, ...quotes].join('\n'),
  )}</content>
</entry>
`;
}

async function itemsOf(
  { kind, query }: Saved,
  book: Ask['book'],
): Promise<{ readonly items: readonly Item[]; readonly leads: Leads }> {
  if (kind === 'diff') {
    const { from, ...rest } = savedParameters('diff', query);
    const asked = queryOf(rest);
    const page = await book.diff(from, LATEST, asked);
    const origins = await book.origins(asked);
    return {
      leads: page,
      items: page.items.flatMap(({ kind: what, entry, claims }) => {
        const known = claims.filter(({ id }) => what === 'gone' || origins.has(id));
        const [first] = known;
        if (first === undefined) return [];
        const origin = origins.get(first.id) ?? first.id;
        return [
          {
            id: `${what} ${entry} ${origin}`,
            title: changeTitle(what, entry, known.at(-1) ?? first, page),
            entry,
            claims: known,
          },
        ];
      }),
    };
  }
  const asked = listQueryOf(savedParameters('entries', query));
  const page = await book.timeline(asked);
  const origins = await book.origins(asked);
  return {
    leads: page,
    items: page.items.flatMap(({ claim, entries: [first] }) => {
      const id = origins.get(claim.id);
      return id === undefined || first === undefined
        ? []
        : [{ id, title: claimTitle(first.entry, claim, page), entry: first.entry, claims: [claim] }];
    }),
  };
}

/** The register with the entry opened. */
function pageOf(entry: string, origin: string): string {
  const { actor, measure } = keyOfId(entry);
  return `${origin}/?${new URLSearchParams({ actor, measure, open: entry })}`;
}

const learnedOf = (claims: readonly BookClaim[], { reports }: Leads): string =>
  claims
    .map(({ report }) => reports.get(report)?.learned ?? '')
    .sort()
    .at(-1) ?? '';

/** The same words, the same URN: a name-based UUID in the manner of RFC 9562, version 8. */
function urn(words: string): string {
  const hex = createHash('sha256').update(words).digest('hex');
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Characters that XML cannot hold at all are left out. */
const xml = (text: string): string =>
  text
    .toWellFormed()
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that are left out
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
