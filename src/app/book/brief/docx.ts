import type { Brief } from '../../../book/brief/brief.ts';
import { emptyText, headingOf, sourceText, titleOf } from './wording.ts';

/** The page as a Word document with Word’s own footnotes. `docx` is loaded only here: it takes 100 ms. */
export async function briefDocx(brief: Brief): Promise<Uint8Array> {
  const { Document, FootnoteReferenceRun, HeadingLevel, Packer, Paragraph, TextRun } = await import('docx');
  const run = (text: string, style: { readonly bold?: boolean; readonly italics?: boolean } = {}) =>
    new TextRun({ text: printable(text), ...style });
  const heading = (text: string, level: (typeof HeadingLevel)[keyof typeof HeadingLevel]) =>
    new Paragraph({ heading: level, children: [run(text)] });
  const sections = brief.sections
    .filter(({ items }) => items.length > 0)
    .flatMap((section) => [
      heading(headingOf(section), HeadingLevel.HEADING_2),
      ...section.items.map(
        ({ lead, text, notes }) =>
          new Paragraph({
            bullet: { level: 0 },
            children: [
              ...(lead === null ? [] : [run(`${lead}: `, { bold: true })]),
              run(`${text}.`),
              ...notes.map((n) => new FootnoteReferenceRun(n)),
            ],
          }),
      ),
    ]);
  const document = new Document({
    title: titleOf(brief),
    creator: 'pledgebook',
    styles: { default: { document: { run: { font: 'Calibri', size: 21 } } } },
    footnotes: Object.fromEntries(
      brief.footnotes.map((footnote, i) => [
        i + 1,
        { children: [new Paragraph({ children: [run(` ${sourceText(footnote)}: “${footnote.quote}”`)] })] },
      ]),
    ),
    sections: [
      {
        children: [
          heading(titleOf(brief), HeadingLevel.HEADING_1),
          ...(sections.length > 0 ? sections : [new Paragraph({ children: [run(emptyText)] })]),
          ...brief.remarks.map((remark) => new Paragraph({ children: [run(remark, { italics: true })] })),
        ],
      },
    ],
  });
  return new Uint8Array(await Packer.toBuffer(document));
}

// XML 1.0 has no place for these, not even as character references.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones to be taken out
const NOT_IN_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

const printable = (text: string): string => text.replace(NOT_IN_XML, ' ').toWellFormed();
