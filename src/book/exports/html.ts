import { type Span, slice } from '../../text/span.ts';
import type { BookClaim, Report } from '../record.ts';
import { reportOf } from '../scene.ts';
import type { ClaimRow, ReportRow } from './rows.ts';
import type { EntryRow } from './tables.ts';
import { actText, conditionTexts, shownClaims, standingText, titleOf, whoText } from './words.ts';
import { xmlText } from './xml.ts';

/** The page up to its first entry. It loads nothing and runs nothing: the policy forbids it to whatever a report may bring in. */
export const htmlBegin = (title: string, about: readonly (readonly [string, string])[]): string =>
  `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${xmlText(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<h1>${xmlText(title)}</h1>
<dl>${about.map(([name, value]) => `<dt>${xmlText(name)}</dt><dd>${xmlText(value)}</dd>`).join('')}</dl>
<nav><a href="#entries">Entries</a> <a href="#sources">Sources</a></nav>
</header>
<main>
<section id="entries" aria-labelledby="entries-title">
<h2 id="entries-title">Entries</h2>
`;

export const HTML_SOURCES = `</section>
<section id="sources" aria-labelledby="sources-title">
<h2 id="sources-title">Sources</h2>
`;

export const HTML_END = '</section>\n</main>\n</body>\n</html>\n';

/**
 * An entry up to what stands against it (each as `claimHtml`, to be written behind it): how it stands with the sentence that says
 * so; the other sentences folded away, printed unfolded.
 */
export function entryBegin(row: EntryRow): string {
  const { entry, markings, name } = row;
  const [first, ...others] = shownClaims(row);
  const quoted = (claims: readonly BookClaim[]) => claims.map((claim) => claimHtml(claim, row)).join('');
  const opposing = [...new Set(entry.against.flatMap(({ actors }) => actors))].map(name).join(', ');
  return [
    `<article id="${anchor('e', entry.id)}">`,
    `<h3>${xmlText(titleOf(row))}</h3>`,
    `<p class="state">${xmlText(standingText(row))}${markings.map((marking) => ` <span class="marking">${xmlText(marking)}</span>`).join('')}</p>`,
    ...list(conditionTexts(row).map(xmlText)),
    first ? claimHtml(first, row) : '',
    ...(others.length > 0 ? [`${folded(`${others.length} more about it`)}${quoted(others)}${FOLDED}`] : []),
    ...(entry.against.length > 0 ? [folded(`Against it: ${opposing}`)] : []),
  ].join('\n');
}

export const entryEnd = ({ entry }: EntryRow): string =>
  `${entry.against.length > 0 ? FOLDED : ''}\n</article>\n`;

const list = (items: readonly string[]): readonly string[] =>
  items.length === 0 ? [] : [`<ul>${items.map((item) => `<li>${item}</li>`).join('')}</ul>`];

const folded = (summary: string): string => `<details><summary>${xmlText(summary)}</summary>`;
const FOLDED = '</details>';

/** A claim by its sentence, with who says it and a link to its report. */
export function claimHtml(claim: BookClaim, { reports, name }: Pick<EntryRow, 'reports' | 'name'>): string {
  const report = reportOf(claim, { reports });
  const who = `${whoText(claim, name)}: ${actText(claim)}`;
  return `<figure><blockquote>${marked(report.text, claim.sentence, [claim.predicate])}</blockquote><figcaption>${xmlText(who)} — <a href="#${anchor('r', report.id)}">${xmlText(report.publisher ?? 'unknown publisher')}, ${xmlText(report.published?.slice(0, 10) ?? 'undated')}</a></figcaption></figure>`;
}

/** A source with its address; with its text where that is wanted, claims' predicates marked. */
export function sourceHtml(row: ReportRow, claims: readonly ClaimRow[], withText: boolean): string {
  const { report, hash, marking, tags } = row;
  const facts = [
    report.publisher ?? 'unknown publisher',
    report.published ?? 'undated',
    ...(report.byline === null ? [] : [report.byline]),
    `seen ${report.learned.slice(0, 10)}`,
    ...tags.map((tag) => `#${tag}`),
  ];
  return [
    `<article id="${anchor('r', report.id)}">`,
    `<h3>${xmlText(report.title ?? '(without a title)')}</h3>`,
    `<p>${xmlText(facts.join(', '))}${marking === null ? '' : ` <span class="marking">${xmlText(marking)}</span>`}</p>`,
    ...(report.url === null ? [] : [`<p>${link(report.url)}</p>`]),
    `<p class="hash">${xmlText(hash)}</p>`,
    ...(withText ? [`<details><summary>Text</summary>${textHtml(report, claims)}</details>`] : []),
    '</article>\n',
  ].join('\n');
}

/** Only what a browser opens as a page: an address of another kind could run. */
const link = (url: string): string =>
  /^https?:\/\//i.test(url) ? `<a href="${xmlText(url)}" rel="noreferrer">${xmlText(url)}</a>` : xmlText(url);

const textHtml = ({ text }: Report, claims: readonly ClaimRow[]): string => {
  const predicates = claims.map(({ claim }) => claim.predicate).sort((a, b) => a.start - b.start);
  return `<div class="text">${marked(text, { start: 0, end: text.length }, predicates)}</div>`;
};

/** The words of a span, with those in it that are pointed at. `spans` in order; one that begins inside another is left out. */
function marked(text: string, within: Span, spans: readonly Span[]): string {
  let html = '';
  let at = within.start;
  for (const span of spans) {
    if (span.start < at || span.end > within.end) continue;
    html += `${xmlText(text.slice(at, span.start))}<mark>${xmlText(slice(text, span))}</mark>`;
    at = span.end;
  }
  return html + xmlText(text.slice(at, within.end));
}

/** An id for a place in the page, the same for the same thing. */
const anchor = (kind: 'e' | 'r', id: string): string =>
  `${kind}-${encodeURIComponent(id).replace(/[^\w-]/g, '_')}`;

const STYLE = `
:root{color-scheme:light dark;--line:#767676;--soft:#f2f2f0;--ink:#1b1b1b;--paper:#fff;--link:#0b4f8a;--mark:#ffe9a8}
@media (prefers-color-scheme:dark){:root{--line:#8f8f8f;--soft:#242424;--ink:#eee;--paper:#161616;--link:#8cc4ff;--mark:#5c4a00}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:52rem;padding:1rem;font:1rem/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);overflow-wrap:anywhere}
a{color:var(--link)}
h1{font-size:1.6rem;line-height:1.2}h2{margin-top:2.5rem;border-bottom:2px solid var(--line)}h3{margin:0 0 .25rem;font-size:1.05rem}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.1rem 1rem}dt{font-weight:600}dd{margin:0}
article{padding:1rem 0;border-bottom:1px solid var(--line)}
p{margin:.25rem 0}ul{margin:.25rem 0;padding-left:1.2rem}
figure{margin:.6rem 0}blockquote{margin:0;padding:.5rem .75rem;background:var(--soft);border-left:4px solid var(--line)}
figcaption,.hash{font-size:.85rem}
mark{background:var(--mark);color:inherit}
.marking{border:1px solid currentColor;border-radius:3px;padding:0 .3rem;font-size:.85rem;font-weight:600}
.text{white-space:pre-wrap}
summary{cursor:pointer;padding:.25rem 0}
@media (max-width:30rem){dl{grid-template-columns:1fr}dd{margin-bottom:.4rem}}
@media print{:root{--ink:#000;--paper:#fff;--soft:#fff;--mark:#ddd;--link:#000}nav{display:none}details::details-content{content-visibility:visible;block-size:auto}article,figure{break-inside:avoid}}
`;
