import { InputError } from '../text/errors.ts';
import { cutOff, damaged } from './damage.ts';
import type { ParsedReport } from './parsed-report.ts';
import { checkStreams, isCutOff } from './pdf/bytes.ts';
import { declaredBy } from './pdf/declared.ts';
import { type Line, linesOfPage } from './pdf/lines.ts';
import { paragraphsOf } from './pdf/paragraphs.ts';
import { withoutRunningLines } from './pdf/running-lines.ts';

export interface ParsedPdf {
  readonly report: ParsedReport;
  /** Pages that are pictures only, counted from 1. */
  readonly withoutText: readonly number[];
}

/**
 * The text of a PDF as paragraphs: lines joined over line, column and page ends, without running heads and page numbers.
 * No script of it runs, nothing is fetched.
 * @throws InputError `input/no-text` where it is a scan, `input/encrypted`, `input/cut-off`, `input/damaged`, `input/too-large`
 */
export async function parsePdf(bytes: Uint8Array, name: string): Promise<ParsedPdf> {
  const cut = isCutOff(bytes);
  if (cut) throw cutOff(name);
  checkStreams(bytes, name);
  const { getDocumentProxy } = await import('unpdf');
  // It takes the bytes' memory for its own, and the caller still needs them.
  const document = await opened(
    getDocumentProxy(new Uint8Array(bytes), { verbosity: 0, isEvalSupported: false }),
    name,
  );
  try {
    const pages: (readonly Line[])[] = [];
    for (let page = 1; page <= document.numPages; page++) {
      const proxy = await document.getPage(page);
      const { items } = await proxy.getTextContent();
      const [, bottom = 0, , top = 0] = proxy.view;
      pages.push(
        linesOfPage(
          items.filter((item) => 'str' in item),
          { page, bottom, top },
        ),
      );
      proxy.cleanup();
    }
    const withoutText = pages.flatMap((lines, i) => (lines.length === 0 ? [i + 1] : []));
    if (withoutText.length === pages.length) throw noText(name, pages.length);
    const lines = withoutRunningLines(pages);
    const { info } = await document.getMetadata();
    const text = paragraphsOf(lines).join('\n\n');
    if (text.trim() === '') throw noText(name, pages.length);
    if (isUnreadable(text)) throw unreadable(name);
    return { report: { ...declaredBy({ ...info }, lines, text), text }, withoutText };
  } catch (error) {
    if (error instanceof InputError) throw error;
    if (error instanceof Error) throw damaged(name, error);
    throw error;
  } finally {
    await document.loadingTask.destroy();
  }
}

async function opened<T>(document: Promise<T>, name: string): Promise<T> {
  try {
    return await document;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if (error.name !== 'PasswordException') throw damaged(name, error);
    throw new InputError(
      'input/encrypted',
      `${name}: it is encrypted; open it with its password and save it without one`,
      { cause: error },
    );
  }
}

const noText = (name: string, pages: number): InputError =>
  new InputError(
    'input/no-text',
    `${name}: it has no text, only pictures of ${pages} page${pages === 1 ? '' : 's'} (a scan); make it searchable with OCR first (ocrmypdf, or your scanner's program) and add it again`,
  );

// Letters without a meaning: the font's own numbers for them.
const UNKNOWN_LETTERS = /[\p{Co}\p{Cn}\p{Cc}\ufffd]/gu;

/** Fonts without a table of what their letters mean give a text that no search finds either; a few symbols are in many files. */
const isUnreadable = (text: string): boolean =>
  (text.replace(/\s/g, '').match(UNKNOWN_LETTERS)?.length ?? 0) > text.length / 10;

const unreadable = (name: string): InputError =>
  new InputError(
    'input/no-text',
    `${name}: its fonts do not say which letters they show, so that it cannot be read; run OCR on it (ocrmypdf --force-ocr) and add it again`,
  );
