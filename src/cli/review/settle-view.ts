import type { OpenDifference } from '../../app/book/review/settle.ts';
import { CODED_FIELDS } from '../../book/agreement/fields.ts';
import type { BookClaim } from '../../book/record.ts';
import { columns, displayable, wrapped } from '../layout.ts';
import type { Terminal } from '../terminal.ts';
import {
  contextLines,
  footLines,
  formKeys,
  formLines,
  type Keys,
  readableValue,
  reportLines,
} from './item-view.ts';
import type { View } from './screen.ts';
import { codersOf, type SettleState } from './settle-machine.ts';
import type { FieldName } from './values.ts';

/** What a curator sees: what each coder says, side by side, and what the book says. */
export function settleView(state: SettleState, terminal: Terminal): View {
  return {
    body: bodyLines(state, terminal),
    foot: footLines(state, keysOf(state), terminal),
    scroll: state.scroll,
  };
}

function bodyLines(state: SettleState, terminal: Terminal): readonly string[] {
  const { width, paint } = terminal;
  const { mode, items, scene } = state;
  if (mode.kind === 'help') return HELP.flatMap((line) => wrapped(line, width));
  const item = items[state.at];
  const report = item && scene.reports.get(item.report);
  const [first] = item?.marks.values() ?? [];
  if (item === undefined || report === undefined || first === undefined)
    return wrapped(
      items.length === 0
        ? 'Coders differ nowhere, or everything is settled.'
        : `${state.settled.size} settled in this sitting, ${items.length - state.settled.size} left open.`,
      width,
    );
  return [
    paint('bold', `${state.at + 1} of ${items.length}`) +
      paint('dim', state.settled.has(item.id) ? '  settled' : ''),
    ...reportLines(report, terminal),
    '',
    ...contextLines(report, first.sentence, item.words, terminal),
    '',
    ...(mode.kind === 'form' ? formLines(mode.form, terminal) : sideBySide(item, report.text, terminal)),
  ];
}

const LABEL = 12;

/** A column for each coder, and for the book; where the screen is too narrow for them, one below the other. */
function sideBySide(item: OpenDifference, text: string, { width, paint }: Terminal): readonly string[] {
  const sides: readonly (readonly [string, BookClaim | null])[] = [
    ...codersOf(item).map((coder, i) => [`${i + 1} ${coder}`, item.marks.get(coder) ?? null] as const),
    ...item.without.map((coder) => [coder, null] as const),
    [`book (${item.standing?.state ?? 'nothing'})`, item.standing?.claim ?? null],
  ];
  const said = (claim: BookClaim | null, field: FieldName): string =>
    claim === null ? '–' : displayable(readableValue(claim, field, text) ?? 'none');
  const fields = FIELDS.filter((field) => sides.some(([, claim]) => claim && said(claim, field) !== 'none'));
  const differs = (field: FieldName) =>
    field === 'predicate'
      ? item.fields.includes('predicate')
      : CODED_FIELDS.some((coded) => coded === field && item.fields.includes(coded));
  const column = Math.floor((width - LABEL) / sides.length) - 2;
  if (column < 14)
    return fields.flatMap((field) => [
      differs(field) ? paint('bold', field) : field,
      ...sides.flatMap(([name, claim]) =>
        wrapped(`${name}: ${said(claim, field)}`, width - 2).map((line) => `  ${line}`),
      ),
    ]);
  const row = (label: string, cells: readonly string[]): readonly string[] => {
    const lines = cells.map((cell) => wrapped(cell, column));
    return Array.from({ length: Math.max(1, ...lines.map((cell) => cell.length)) }, (_, i) =>
      [(i === 0 ? label : '').padEnd(LABEL), ...lines.map((cell) => padded(cell[i] ?? '', column + 2))]
        .join('')
        .trimEnd(),
    );
  };
  return [
    ...row(
      '',
      sides.map(([name]) => name),
    ),
    ...fields.flatMap((field) =>
      row(
        field,
        sides.map(([, claim]) => said(claim, field)),
      ).map((line) => (differs(field) ? paint('bold', line) : line)),
    ),
  ];
}

const FIELDS: readonly FieldName[] = ['predicate', ...CODED_FIELDS];
const padded = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - columns(text)));

function keysOf({ mode }: SettleState): Keys {
  switch (mode.kind) {
    case 'form':
      return formKeys(mode.form, 'take it so');
    case 'choose':
      return [
        ['1–9', 'whose claim to mend'],
        ['Esc', 'back'],
      ];
    case 'help':
      return [['any key', 'back']];
    case 'difference':
      return [
        ['1–9', 'take'],
        ['m', 'mend and take'],
        ['0', 'no claim'],
        ['space', 'skip'],
        ['b', 'back'],
        ['u', 'undo'],
        ['?', 'help'],
        ['q', 'quit'],
      ];
  }
}

const HELP = [
  '1 to 9  take what this coder says: the book’s claim is mended by it, or added',
  'm  the same, but with other fields: whose, then what is otherwise',
  '0  there is no claim: the book’s is rejected, if it has one',
  'space, n  skip: it stays open',
  'u  undo the last one of this sitting',
  'q  quit: everything that was settled is in the book',
];
