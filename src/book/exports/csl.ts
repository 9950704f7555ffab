import type { ReportRow } from './rows.ts';

/** A report as an item of CSL-JSON (citeproc-js-docs), as Zotero and Pandoc take it. */
export function cslItem({ report, hash, marking, tags, fetchedUrl, captured, story }: ReportRow) {
  const note = [
    `report ${report.id}`,
    `bytes ${hash}`,
    ...(marking === null ? [] : [`marking ${marking}`]),
    ...(story === null ? [] : [`story ${story}`]),
  ].join('; ');
  return {
    id: report.id,
    type: 'article-newspaper',
    ...(report.title !== null && { title: report.title }),
    ...(report.byline !== null && { author: [{ literal: report.byline.replace(/^by\s+/i, '') }] }),
    ...(report.publisher !== null && { 'container-title': report.publisher }),
    ...(report.published !== null && { issued: dateOf(report.published) }),
    ...((report.url ?? fetchedUrl) !== null && {
      URL: report.url ?? fetchedUrl,
      accessed: dateOf(captured ?? report.learned),
    }),
    ...(report.language !== null && { language: report.language }),
    ...(tags.length > 0 && { keyword: tags.join(', ') }),
    note,
  };
}

/** As far as it is known: year, month, day. */
const dateOf = (iso: string) => ({ 'date-parts': [iso.slice(0, 10).split('-').map(Number)] });
