import { type Zippable, zipSync } from 'fflate';

/** A line of print: text, distance from the left and the bottom, size; all in points. */
export type Print = readonly [text: string, x: number, y: number, size?: number];

const font = (encoding: string): string =>
  `<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding ${encoding} >>`;

/** A PDF file with these pages, A4. `trailer` is put into its trailer, `info` into its properties;
 * `encoding` says which letters the font has. */
export function madePdf(
  pages: readonly (readonly Print[])[],
  {
    info = '',
    trailer = '',
    encoding = '/WinAnsiEncoding',
  }: { readonly info?: string; readonly trailer?: string; readonly encoding?: string } = {},
): Buffer {
  const kids = pages.map((_, i) => `${4 + i * 2} 0 R`).join(' ');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`,
    font(encoding),
    ...pages.flatMap((lines, i) => {
      const text = lines.map(
        ([string, x, y, size = 11]) =>
          `BT /F1 ${size} Tf 1 0 0 1 ${x} ${y} Tm (${string.replace(/[\\()]/g, '\\$&')}) Tj ET`,
      );
      const content = text.join('\n');
      const page = `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents ${5 + i * 2} 0 R >>`;
      return [page, `<< /Length ${content.length} >>\nstream\n${content}\nendstream`];
    }),
    `<< ${info} >>`,
  ];
  let file = '%PDF-1.4\n';
  const offsets = objects.map((object, i) => {
    const at = file.length;
    file += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const table = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}`;
  file += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R /Info ${objects.length} 0 R ${trailer} >>\nstartxref\n${file.indexOf('xref\n0 ')}\n%%EOF\n`;
  return Buffer.from(file, 'latin1');
}

/** What makes a PDF ask for a password: keys that fit none. */
export const WITH_PASSWORD = `/ID [<${'00'.repeat(16)}> <${'00'.repeat(16)}>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <${'11'.repeat(32)}> /U <${'22'.repeat(32)}> >>`;

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('\t', '</w:t><w:tab/><w:t>');

/** A DOCX file with a paragraph each; a list is a table row. */
export function madeDocx(
  paragraphs: readonly (string | readonly string[])[],
  more: Zippable = {},
): Uint8Array {
  const p = (text: string) => `<w:p><w:r><w:t xml:space="preserve">${escaped(text)}</w:t></w:r></w:p>`;
  const body = paragraphs
    .map((paragraph) =>
      typeof paragraph === 'string'
        ? p(paragraph)
        : `<w:tbl><w:tr>${paragraph.map((cell) => `<w:tc>${cell.split('\n').map(p).join('')}</w:tc>`).join('')}</w:tr></w:tbl>`,
    )
    .join('');
  const xml = `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`;
  return zipSync({ 'word/document.xml': Buffer.from(xml), ...more });
}

/** An RTF file with a paragraph each. */
export const madeRtf = (paragraphs: readonly string[]): Buffer =>
  Buffer.from(
    `{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 Arial;}}\\pard ${paragraphs.map((text) => `${rtf(text)}\\par\r\n`).join('')}}`,
    'latin1',
  );

const rtf = (text: string): string =>
  text
    .replace(/[\\{}]/g, '\\$&')
    .replaceAll('\t', '\\tab ')
    .replace(/[^\0-\x7f]/g, (c) => `\\u${c.charCodeAt(0)}?`);
