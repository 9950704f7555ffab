import { slice } from '../../text/span.ts';
import { actText } from '../claim-block.ts';
import { indented, wrapped } from '../layout.ts';
import type { Terminal } from '../terminal.ts';
import { type CodingState, marksHere, sentencesIn } from './coding-machine.ts';
import { contextLines, footLines, formKeys, formLines, type Keys, reportLines } from './item-view.ts';
import type { View } from './screen.ts';

/** What a coder sees: the text, and what he marked himself. */
export function codingView(state: CodingState, terminal: Terminal): View {
  return {
    body: bodyLines(state, terminal),
    foot: footLines(state, keysOf(state), terminal),
    scroll: state.scroll,
  };
}

function bodyLines(state: CodingState, terminal: Terminal): readonly string[] {
  const { width, paint } = terminal;
  const { mode } = state;
  if (mode.kind === 'help') return HELP.flatMap((line) => wrapped(line, width));
  const report = state.reports[state.at];
  const sentence = sentencesIn(state)[state.sentence];
  if (report === undefined || sentence === undefined)
    return wrapped(`No report is left here: ${state.coded.size} coded, ${state.left} left.`, width);
  const here = marksHere(state);
  const form = mode.kind === 'form' ? mode : null;
  const marked = form ? here.find(({ id }) => id === form.mark) : here[0];
  return [
    paint('bold', `report ${state.at + 1} of ${state.reports.length}`) +
      paint(
        'dim',
        `  sentence ${state.sentence + 1} of ${sentencesIn(state).length}${state.done ? ', done' : ''}`,
      ),
    ...reportLines(report, terminal),
    '',
    ...contextLines(report, sentence, marked?.predicate ?? null, terminal),
    '',
    ...(form
      ? formLines(form.form, terminal)
      : here.flatMap((mark, i) => [
          `  ${i + 1}  ${actText(mark, paint)}`,
          ...indented(
            `${mark.actors.join(', ') || '(nobody named)'}: ${slice(report.text, mark.evidence)}`,
            5,
            width,
          ),
        ])),
  ];
}

function keysOf({ mode, done }: CodingState): Keys {
  switch (mode.kind) {
    case 'form':
      return formKeys(mode.form, 'store the mark');
    case 'unmark':
      return [
        ['1–9', 'which mark to take away'],
        ['Esc', 'back'],
      ];
    case 'help':
      return [['any key', 'back']];
    case 'text':
      return [
        ['↓ ↑', 'sentence'],
        ['m', 'mark a claim'],
        ['1–9', 'change'],
        ['x', 'take away'],
        ['f', done ? 'not finished' : 'finished'],
        ['n b', 'report'],
        ['?', 'help'],
        ['q', 'quit'],
      ];
  }
}

const HELP = [
  'down, space, j: the next sentence; up, k: the one before',
  'm  mark a claim in this sentence: its act (a) and predicate (p), and whatever else is coded',
  '1 to 9  change what is marked here',
  'x  take a mark away',
  'f  finished with this report: only then it counts for agreement; again: it is not',
  'n, b  to the next report, to the one before',
  'q  quit: every mark is stored; the rest is there the next time',
];
