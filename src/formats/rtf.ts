import { cutOff } from './damage.ts';
import type { FlowDocument } from './docx.ts';
import { isTitle } from './docx.ts';
import { NOTHING_DECLARED } from './parsed-report.ts';

// `\par`, `\u8212 `, `\'e9`, `\~`, a brace, a line end (which means nothing), text.
const TOKEN = /\\([a-z]+)(-?\d+)? ?|\\'([0-9a-f]{2})|\\([^a-z])|([{}])|[\r\n]+|([^\\{}\r\n]+)/gi;

/** What a group changes and its end takes back. */
interface State {
  /** Where text goes: into the document, its title, nowhere, or it names a font. */
  readonly into: 'text' | 'title' | 'nothing' | 'fonts';
  readonly font: number;
  readonly hidden: boolean;
  /** How many characters stand behind `\uN` for those who cannot read it. */
  readonly substitutes: number;
}

/**
 * An RTF file's paragraphs: headers, footers, pictures, field codes and hidden text are left out, cells of a table row
 * stand in one paragraph with tabs between them.
 * @throws InputError `input/cut-off` where a group has no end
 */
export function readRtf(bytes: Uint8Array, name: string): FlowDocument {
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  const paragraphs: string[] = [];
  let [paragraph, title] = ['', ''];
  let codepage = 1252;
  const charsets = new Map<number, number>();
  const stack: State[] = [];
  let state: State = { into: 'text', font: 0, hidden: false, substitutes: 1 };
  /** Bytes in a code page that wait for the rest of their character. */
  let pending = '';
  let skip = 0;
  let bin = 0;
  let atGroupStart = false;

  const put = (text: string): void => {
    if (state.hidden || text === '') return;
    if (state.into === 'text') paragraph += text;
    else if (state.into === 'title') title += text;
  };
  const flush = (): void => {
    if (pending === '') return;
    const page = charsets.get(state.font) ?? codepage;
    put(decoderOf(page).decode(Buffer.from(pending, 'latin1')));
    pending = '';
  };
  const endParagraph = (): void => {
    if (state.into !== 'text') return;
    paragraphs.push(paragraph.trim());
    paragraph = '';
  };
  /** Text in the file's code page, without what only stands in for a `\uN` before it. */
  const plain = (text: string): void => {
    const skipped = Math.min(skip, text.length);
    skip -= skipped;
    pending += text.slice(skipped);
  };

  const control = (word: string, value: number | undefined): void => {
    const first = atGroupStart;
    if (first && NOWHERE.has(word)) state = { ...state, into: 'nothing' };
    if (ENDS.has(word)) endParagraph();
    else if (word === 'u') {
      put(String.fromCharCode(((value ?? 0) + 65_536) % 65_536));
      skip = state.substitutes;
    } else if (word === 'uc') state = { ...state, substitutes: value ?? 1 };
    else if (word === 'ansicpg') codepage = value ?? codepage;
    else if (word === 'f') state = { ...state, font: value ?? 0 };
    else if (word === 'fonttbl') state = { ...state, into: 'fonts' };
    else if (word === 'fcharset') {
      const page = CODEPAGES.get(value ?? 0);
      if (state.into === 'fonts' && page !== undefined) charsets.set(state.font, page);
    } else if (word === 'title') {
      if (first && state.into === 'nothing') state = { ...state, into: 'title' };
    } else if (word === 'v') state = { ...state, hidden: value !== 0 };
    else if (word === 'plain') state = { ...state, hidden: false };
    else if (word === 'bin') bin = Math.max(0, value ?? 0);
    else put(CHARACTERS.get(word) ?? '');
  };

  for (let match = TOKEN.exec(source); match !== null; match = TOKEN.exec(source)) {
    const [, word, value, hex, symbol, brace, text] = match;
    if (hex === undefined && text === undefined) flush();
    if (brace === '{') {
      stack.push(state);
      atGroupStart = true;
      skip = 0;
      continue;
    }
    if (brace === '}') {
      state = stack.pop() ?? state;
      skip = 0;
    } else if (word !== undefined) control(word, value === undefined ? undefined : Number(value));
    else if (hex !== undefined) plain(String.fromCharCode(Number.parseInt(hex, 16)));
    else if (text !== undefined) plain(text);
    else if (symbol === '*') {
      // A destination that only who knows it should read.
      if (atGroupStart) state = { ...state, into: 'nothing' };
    } else if (symbol === '\n' || symbol === '\r') endParagraph();
    else if (symbol !== undefined) plain(SYMBOLS[symbol] ?? '');
    atGroupStart = false;
    if (bin > 0) {
      TOKEN.lastIndex += bin;
      bin = 0;
    }
  }
  TOKEN.lastIndex = 0;
  flush();
  if (stack.length > 0) throw cutOff(name);
  endParagraph();
  return {
    paragraphs,
    declared: { ...NOTHING_DECLARED, title: isTitle(title.trim()) ? title.trim() : null },
  };
}

/** Groups whose text is none of the document's. The file's information holds its title. */
const NOWHERE: ReadonlySet<string> = new Set(
  'colortbl stylesheet info pict header headerl headerr headerf footer footerl footerr footerf fldinst object listtable listoverridetable rsidtbl generator themedata datastore xmlnstbl annotation atnauthor atnid revtbl filetbl ftnsep ftnsepc'.split(
    ' ',
  ),
);

const ENDS: ReadonlySet<string> = new Set(['par', 'sect', 'page', 'row']);

const CHARACTERS: ReadonlyMap<string, string> = new Map([
  ['tab', '\t'],
  ['cell', '\t'],
  ['nestcell', '\t'],
  ['line', '\n'],
  ['emdash', '—'],
  ['endash', '–'],
  ['lquote', '‘'],
  ['rquote', '’'],
  ['ldblquote', '“'],
  ['rdblquote', '”'],
  ['bullet', '•'],
  ['emspace', ' '],
  ['enspace', ' '],
]);

// In code page 1252: a no-break space; the optional hyphen shows only at the end of a line.
const SYMBOLS: Readonly<Record<string, string>> = { '~': ' ', _: '-', '\\': '\\', '{': '{', '}': '}' };

/** Windows code pages by a font's character set. */
const CODEPAGES: ReadonlyMap<number, number> = new Map([
  [0, 1252],
  [128, 932],
  [129, 949],
  [134, 936],
  [136, 950],
  [161, 1253],
  [162, 1254],
  [163, 1258],
  [177, 1255],
  [178, 1256],
  [186, 1257],
  [204, 1251],
  [222, 874],
  [238, 1250],
]);

const ENCODINGS: ReadonlyMap<number, string> = new Map([
  [932, 'shift_jis'],
  [936, 'gbk'],
  [949, 'euc-kr'],
  [950, 'big5'],
  [10000, 'macintosh'],
  [65001, 'utf-8'],
]);

function decoderOf(codepage: number): TextDecoder {
  const known = (codepage >= 1250 && codepage <= 1258) || codepage === 874;
  return new TextDecoder(ENCODINGS.get(codepage) ?? (known ? `windows-${codepage}` : 'windows-1252'));
}
