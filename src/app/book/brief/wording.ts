import type { Brief, Footnote, Section } from '../../../book/brief/brief.ts';

/** What stands on the page in either format. */
export const titleOf = ({ since, until }: Brief): string => `What changed since ${since} (to ${until})`;

export const emptyText = 'Nothing changed in the entries that were asked for.';

/** `Harbour Wire, “On Paris”, 2025-09-04, https://example.org/paris` */
export const sourceText = ({ publisher, title, published, url, report }: Footnote): string =>
  [
    publisher ?? 'Unknown publisher',
    ...(title === null ? [] : [`“${title}”`]),
    published?.slice(0, 10) ?? 'undated',
    ...(url === null ? [] : [url]),
    ...(title === null && url === null ? [report.replace(/^sha256:/, '').slice(0, 12)] : []),
  ].join(', ');

export const headingOf = ({ heading, items, leftOut }: Section): string =>
  leftOut === 0 ? heading : `${heading} (${items.length} of ${items.length + leftOut})`;
