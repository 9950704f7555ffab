import { CELL_LIMIT, fitting, serialDay } from './excel.ts';
import type { Cell, CellType } from './table.ts';
import { xmlText } from './xml.ts';

/** A sheet of a workbook (ECMA-376, SpreadsheetML), with its file in the archive. */
export interface WorkbookSheet {
  readonly name: string;
  readonly path: string;
}

export interface SheetColumn {
  readonly title: string;
  readonly type: CellType;
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
/** Styles by their numbers in `STYLES`. */
const STYLE = { date: 1, datetime: 2, title: 3 } as const;

/** Titles stand fast while the rows below them move. */
export const sheetBegin = (columns: readonly SheetColumn[]): string =>
  `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${columns
    .map(
      ({ type }, i) =>
        `<col min="${i + 1}" max="${i + 1}" width="${type === 'string' ? 24 : 12}" customWidth="1"/>`,
    )
    .join('')}</cols><sheetData><row r="1">${columns
    .map(
      ({ title }, i) =>
        `<c r="${letters(i)}1" t="inlineStr" s="${STYLE.title}"><is><t>${xmlText(title)}</t></is></c>`,
    )
    .join('')}</row>`;

export const SHEET_END = '</sheetData></worksheet>';

/** A row (its number counted from 1), and how many of its texts had to be cut. */
export function sheetRow(
  cells: readonly Cell[],
  columns: readonly SheetColumn[],
  number: number,
): { readonly xml: string; readonly cut: number } {
  const xml = cells
    .map((cell, i) => cellXml(cell, columns[i]?.type ?? 'string', `${letters(i)}${number}`))
    .join('');
  const cut = cells.filter((cell) => typeof cell === 'string' && cell.length > CELL_LIMIT).length;
  return { xml: `<row r="${number}">${xml}</row>`, cut };
}

/** `A`, `Z`, `AA`: a column by its number from 0. */
const letters = (column: number): string =>
  `${column < 26 ? '' : letters(Math.floor(column / 26) - 1)}${String.fromCharCode(65 + (column % 26))}`;

function cellXml(value: Cell, type: CellType, at: string): string {
  if (value === null || value === '') return '';
  if (typeof value === 'number') return `<c r="${at}"><v>${value}</v></c>`;
  if (typeof value === 'boolean') return `<c r="${at}" t="b"><v>${value ? 1 : 0}</v></c>`;
  if (type === 'date' || type === 'datetime') {
    const day = serialDay(value);
    if (day !== null) {
      const time = type === 'date' ? 0 : (Date.parse(value) % 86_400_000) / 86_400_000;
      return `<c r="${at}" s="${STYLE[type]}"><v>${day + time}</v></c>`;
    }
  }
  // A text stays a text, whatever it begins with: only <f> is calculated. `_x000D_` would be taken for a character.
  const text = xmlText(fitting(value).replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_'));
  return `<c r="${at}" t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`;
}

/** Everything of the archive but the sheets. */
export const workbookFiles = (sheets: readonly WorkbookSheet[]): readonly (readonly [string, string])[] => [
  [
    '[Content_Types].xml',
    `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/>${sheets
      .map(({ path }) => `<Override PartName="/xl/worksheets/${path}" ContentType="${TYPE}.worksheet+xml"/>`)
      .join('')}</Types>`,
  ],
  [
    '_rels/.rels',
    `${HEAD}<Relationships xmlns="${PACKAGE}"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  ],
  [
    'xl/workbook.xml',
    `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${sheets
      .map(({ name }, i) => `<sheet name="${xmlText(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`)
      .join('')}</sheets></workbook>`,
  ],
  [
    'xl/_rels/workbook.xml.rels',
    `${HEAD}<Relationships xmlns="${PACKAGE}">${sheets
      .map(
        ({ path }, i) =>
          `<Relationship Id="rId${i + 1}" Type="${RELATIONS}/worksheet" Target="worksheets/${path}"/>`,
      )
      .join(
        '',
      )}<Relationship Id="rId${sheets.length + 1}" Type="${RELATIONS}/styles" Target="styles.xml"/></Relationships>`,
  ],
  ['xl/styles.xml', STYLES],
];

const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships';
const STYLES = `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs></styleSheet>`;
