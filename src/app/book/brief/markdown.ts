import type { Brief } from '../../../book/brief/brief.ts';
import { emptyText, headingOf, sourceText, titleOf } from './wording.ts';

/** The page as Markdown with footnotes (`[^1]`), as Pandoc, GitHub and Obsidian read them. */
export function briefMarkdown(brief: Brief): string {
  const sections = brief.sections
    .filter(({ items }) => items.length > 0)
    .flatMap((section) => [
      `## ${plain(headingOf(section))}`,
      '',
      ...section.items.map(({ lead, text, notes }) => {
        const marks = notes.map((n) => `[^${n}]`).join('');
        return `- ${lead === null ? '' : `**${plain(lead)}**: `}${plain(text)}.${marks}`;
      }),
      '',
    ]);
  const remarks = brief.remarks.map((remark) => `*${plain(remark)}*\n`);
  const notes = brief.footnotes.map(
    (footnote, i) => `[^${i + 1}]: ${plain(`${sourceText(footnote)}: “${footnote.quote}”`)}`,
  );
  const body = sections.length > 0 ? sections : [emptyText, ''];
  return `${[`# ${plain(titleOf(brief))}`, '', ...body, ...remarks, ...notes].join('\n').trimEnd()}\n`;
}

/** What a report says is text: none of it is a mark of Markdown or a tag. Addresses stay addresses. */
const plain = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .split(/(https?:\/\/[^\s<>"“”]+[^\s<>"“”,.;:)])/)
    .map((part, i) => (i % 2 === 1 ? `<${part}>` : part.replace(/[\\`*_[\]<>#|~]/g, '\\$&')))
    .join('');
