import { InputError } from '../../text/errors.ts';
import type { ParsedFile } from '../parsed-file.ts';
import { isFactiva, isFactivaPage, splitFactiva, splitFactivaPage } from './factiva.ts';
import { blocksOf, isLexisNexis, splitLexisNexis } from './lexis-nexis.ts';
import { isNexis, splitNexis } from './nexis.ts';

/** The reports of an export of Nexis Uni, LexisNexis or Factiva, by the file's paragraphs; null where it is none. */
export function splitCorpus(paragraphs: readonly string[], name: string): ParsedFile | null {
  const lines = paragraphs.map((line) => line.trim());
  if (isNexis(lines)) return splitNexis(lines, name);
  if (isFactiva(lines)) return splitFactiva(lines, name);
  return isLexisNexis(paragraphs) ? splitLexisNexis(paragraphs, name) : null;
}

/** As `splitCorpus`, of a plain text, which only LexisNexis gave. */
export function splitCorpusText(text: string, name: string): ParsedFile | null {
  const blocks = blocksOf(text);
  return isLexisNexis(blocks) ? splitLexisNexis(blocks, name) : null;
}

/** Whether a page could be such an export: told by its source, so that other pages need not be taken apart for it. */
const isCorpusPage = (html: string): boolean =>
  isFactivaPage(html) ||
  /\d (?:DOCUMENTS?|STORIES)\b/.test(html) ||
  (/End of Document/.test(html) && /(?:Load-Date|Length):/.test(html));

/** As `splitCorpus`, of a page. */
export async function splitCorpusPage(html: string, name: string): Promise<ParsedFile | null> {
  if (!isCorpusPage(html)) return null;
  const { fragmentBlocks } = await import('../html/message.ts');
  const blocksOfPage = (piece: string) => fragmentBlocks(piece).map(({ text }) => text);
  const textOf = (piece: string) => blocksOfPage(piece).flatMap((text) => text.split('\n'));
  if (isFactivaPage(html)) return splitFactivaPage(html, textOf, name);
  const blocks = blocksOfPage(html);
  return isLexisNexis(blocks) ? splitLexisNexis(blocks, name) : splitCorpus(textOf(html), name);
}

/** @throws InputError `input/corpus` where a PDF is an export: its lines do not show where an article's head ends */
export function refuseCorpus(text: string, name: string): void {
  const ends =
    text.match(/^(?:End of Document|Document [A-Za-z0-9]{4,}20\d{6}[A-Za-z0-9]+|\d+ of \d+ DOCUMENTS)$/gm)
      ?.length ?? 0;
  if (ends < 2) return;
  throw new InputError(
    'input/corpus',
    `${name}: it is an export with ${ends} articles, which a PDF does not keep apart; export it as DOCX, RTF or HTML`,
  );
}
