import { matrixTable } from '../app/book/matrix-table.ts';
import { csvTable } from '../app/csv.ts';
import type { Cell } from '../book/matrix.ts';
import { type Command, type Host, parse } from './command.ts';
import { counted } from './document-block.ts';
import { type Leads, partyName } from './entry-block.ts';
import type { ExitCode } from './failure.ts';
import { FILTER_OPTIONS, listQueryFrom, SINCE_OPTION, SORT_OPTION } from './filter-options.ts';
import { columns, displayable, indented, wrapped } from './layout.ts';
import { MARKS } from './matrix.ts';
import { CSV_OPTION, OUTPUT_OPTIONS } from './output-options.ts';
import { write } from './reading-options.ts';
import { type Terminal, terminalOf } from './terminal.ts';
import { foundIn, withBook } from './with-book.ts';

const OPTIONS = {
  ...FILTER_OPTIONS,
  ...SINCE_OPTION,
  ...SORT_OPTION,
  ...CSV_OPTION,
  ...OUTPUT_OPTIONS,
} as const;

export const matrixCommand: Command = {
  name: 'matrix',
  operands: '',
  summary:
    'Prints actors by measures: how firmly each is bound, as a letter and a colour, and with a * where it hangs on a condition. Where the measures do not fit side by side there are several tables.',
  options: OPTIONS,
  examples: [
    ['pledgebook matrix', 'all actors and measures'],
    ['pledgebook matrix --measure force --target UKR', 'who has forces for Ukraine'],
    ['pledgebook matrix --csv > matrix.csv', 'as one table'],
  ],
  run: matrix,
};

async function matrix(args: readonly string[], host: Host): Promise<ExitCode> {
  const { values } = parse(args, OPTIONS);
  return withBook(values, async (book) => {
    const page = await book.matrix(listQueryFrom(values));
    const cells = page.items;
    if (values.json)
      for (const { telling: _, ...cell } of cells) await write(host.stdout, `${JSON.stringify(cell)}\n`);
    else if (values.csv) await write(host.stdout, csvTable(matrixTable(cells, page)));
    else if (cells.length > 0) {
      const terminal = terminalOf(host.stdout);
      const blocks = [
        ...tablesOf(cells, terminal.width).map((table) => tableLines(table, page, terminal)),
        legend(terminal),
      ];
      await write(host.stdout, `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`);
    }
    if (!values.json && !values.csv) {
      const [actors, measures] = [unique(cells, 'actor'), unique(cells, 'measure')];
      const found = `${counted(actors.length, 'actor')}, ${counted(measures.length, 'measure')}`;
      host.stderr.write(foundIn(found, page, values));
    }
    return 0;
  });
}

const unique = (cells: readonly Cell[], of: 'actor' | 'measure'): readonly string[] => [
  ...new Set(cells.map((cell) => cell[of])),
];

/** Columns for the actors' names: a third of what there is. */
const namesIn = (width: number): number => Math.min(24, Math.floor(width / 3));
const GAP = 2;

interface Column {
  readonly measure: string;
  /** Family and kind, one below the other. */
  readonly heading: readonly [family: string, kind: string];
  readonly width: number;
}

interface Table {
  readonly columns: readonly Column[];
  readonly cells: readonly Cell[];
}

/** As many measures a table as fit, in alphabetical order, so that those of one family stand together; and the actors that have any of them. */
function tablesOf(cells: readonly Cell[], width: number): readonly Table[] {
  const tables: Column[][] = [];
  let used = 0;
  for (const measure of unique(cells, 'measure').toSorted()) {
    const [family = measure, kind = ''] = measure.split('.');
    const column: Column = { measure, heading: [family, kind], width: Math.max(family.length, kind.length) };
    used += GAP + column.width;
    const table = tables.at(-1);
    if (table !== undefined && namesIn(width) + used <= width) {
      table.push(column);
      continue;
    }
    tables.push([column]);
    used = GAP + column.width;
  }
  return tables.map((of) => {
    const measures = new Set(of.map(({ measure }) => measure));
    return { columns: of, cells: cells.filter(({ measure }) => measures.has(measure)) };
  });
}

function tableLines(
  { columns: of, cells }: Table,
  leads: Leads,
  { width: whole, paint }: Terminal,
): readonly string[] {
  const left = namesIn(whole);
  const head = (line: 0 | 1) =>
    `${' '.repeat(left)}${of
      .map(({ heading, width, measure }, i) => {
        const again = line === 0 && of[i - 1]?.heading[0] === heading[0] && measure.includes('.');
        return ' '.repeat(GAP) + (again ? '' : heading[line]).padEnd(width);
      })
      .join('')}`.trimEnd();
  const rows = [...Map.groupBy(cells, ({ actor }) => actor)].flatMap(([actor, own]) => {
    const names = wrapped(displayable(partyName(leads, actor)), left);
    const marks = of
      .map(({ measure, width }) => {
        const cell = own.find((c) => c.measure === measure);
        return ' '.repeat(GAP) + (cell ? marked(cell, width, paint) : '·'.padEnd(width));
      })
      .join('');
    return names.map((name, i) =>
      i < names.length - 1 ? name : `${name}${' '.repeat(left - columns(name))}${marks}`.trimEnd(),
    );
  });
  return [...[head(0), head(1)].filter((line) => line !== '').map((line) => paint('bold', line)), ...rows];
}

function marked({ standing, conditional }: Cell, width: number, paint: Terminal['paint']): string {
  const mark = MARKS.find((m) => m.standing === standing);
  if (mark === undefined) return ' '.repeat(width);
  return `${paint(mark.style, mark.letter)}${conditional ? '*' : ' '}${' '.repeat(Math.max(0, width - 2))}`;
}

const legend = ({ width, paint }: Terminal): readonly string[] =>
  indented(
    [...MARKS.map(({ letter, words }) => `${letter} ${words}`), '* on a condition', '· nothing'].join('; '),
    0,
    width,
  ).map((line) => paint('dim', line));
