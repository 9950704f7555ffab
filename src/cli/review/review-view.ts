import { slice } from '../../text/span.ts';
import { percentText } from '../claim-block.ts';
import { displayable, indented, wrapped } from '../layout.ts';
import { shortId } from '../short-ids.ts';
import type { Terminal } from '../terminal.ts';
import {
  claimLines,
  contextLines,
  footLines,
  formKeys,
  formLines,
  type Keys,
  reportLines,
} from './item-view.ts';
import { currentItem, mergeKeys, type ReviewState } from './review-machine.ts';
import { lineWithCursor, type View } from './screen.ts';

/** What someone who works through the queue sees. */
export function reviewView(state: ReviewState, terminal: Terminal): View {
  return {
    body: bodyLines(state, terminal),
    foot: footLines(state, keysOf(state), terminal),
    scroll: state.scroll,
  };
}

function bodyLines(state: ReviewState, terminal: Terminal): readonly string[] {
  const { mode, scene } = state;
  const { width, paint } = terminal;
  if (mode.kind === 'help') return HELP.flatMap((line) => wrapped(line, width));
  const item = currentItem(state);
  if (item === null) {
    const open = state.items.length - state.decided.size;
    return [
      paint('bold', state.items.length === 0 ? 'Nothing is open.' : 'That was the last one.'),
      ...wrapped(`${state.decided.size} decided in this sitting, ${open} left open.`, width),
    ];
  }
  const report = scene.reports.get(item.report);
  if (report === undefined) return [];
  const claim = item.kind === 'claim' ? item.claim : null;
  const predicate = item.kind === 'claim' ? item.claim.predicate : item.predicate;
  const confidence = percentText(item.kind === 'claim' ? item.claim.confidence : item.confidence);
  const decided = state.decided.has(item.id) ? ', decided' : '';
  const head = [
    paint('bold', `${state.at + 1} of ${state.items.length}`) +
      paint('dim', `  ${item.kind === 'claim' ? '' : 'perhaps missed, '}${confidence}${decided}`),
    ...reportLines(report, terminal),
    '',
    ...contextLines(report, item.sentence, predicate, terminal),
    '',
  ];
  switch (mode.kind) {
    case 'reasons':
      return [...head, ...mode.lines];
    case 'form':
      return [...head, ...formLines(mode.form, terminal)];
    case 'split':
      return [
        ...head,
        ...mode.parts.flatMap((part, i) => indented(`${i + 1}  ${part}`, 2, width)),
        `  ${mode.parts.length + 1}  ${lineWithCursor(mode.line.text, mode.line.at, width - 5, terminal)}`,
        ...indented('What is otherwise in this part: what="send troops" measures=force.land', 2, width),
      ];
    case 'merge':
      return [
        ...head,
        ...(state.beside?.others ?? []).flatMap(({ id, says }, i) =>
          indented(`${mode.chosen.includes(id) ? '*' : ' '} ${mergeKeys[i] ?? ''}  ${says}`, 2, width),
        ),
      ];
    case 'item':
      return [
        ...head,
        ...(claim
          ? claimLines(claim, scene, terminal)
          : wrapped(
              displayable(
                `Perhaps “${slice(report.text, predicate)}” is a claim: ${item.kind === 'missed' ? item.act : ''}?`,
              ),
              width,
            )),
        ...carriesLines(state, terminal),
        '',
        paint('dim', shortId(item.id)),
      ];
  }
}

function carriesLines({ beside }: ReviewState, { width, paint }: Terminal): readonly string[] {
  const carries = beside?.carries;
  if (!carries || carries.claims.length + carries.left.length === 0) return [];
  return [
    ...(carries.claims.length > 0 ? [`a decision carries to ${carries.claims.map(shortId).join(', ')}`] : []),
    ...carries.left.map(({ report, why }) => `not to the copy in ${shortId(report)}: ${why}`),
  ].flatMap((line) => indented(line, 4, width).map((part) => paint('dim', part)));
}

function keysOf(state: ReviewState): Keys {
  const { mode } = state;
  const item = currentItem(state);
  switch (mode.kind) {
    case 'form':
      return formKeys(mode.form, item?.kind === 'missed' ? 'add the claim' : 'mend the claim');
    case 'split':
      return [
        ['Enter', 'next part; on an empty line split'],
        ['Esc', 'back'],
      ];
    case 'merge':
      return [
        ['key', 'choose'],
        ['Enter', 'merge'],
        ['Esc', 'back'],
      ];
    case 'reasons':
    case 'help':
      return [['any key', 'back']];
    case 'item':
      return [
        ...(item === null
          ? []
          : item.kind === 'claim'
            ? CLAIM_KEYS
            : ([
                ['a', 'it is one'],
                ['r', 'it is none'],
                ['space', 'skip'],
              ] as const)),
        ...ALWAYS_KEYS,
      ];
  }
}

const CLAIM_KEYS = [
  ['a', 'accept'],
  ['m', 'mend'],
  ['r', 'reject'],
  ['g', 'merge'],
  ['s', 'split'],
  ['e', 'reasons'],
  ['space', 'skip'],
] as const;
const ALWAYS_KEYS = [
  ['b', 'back'],
  ['u', 'undo'],
  ['?', 'help'],
  ['q', 'quit'],
] as const;

const HELP = [
  'a  accept: the claim stands as it was read; of a sentence that was perhaps missed: add it',
  'm  mend: fields by their keys, each in a line as pledgebook decide takes it; Enter sends all of them',
  'r  reject: it is no claim',
  'g  merge: other claims of the report are the same',
  's  split: it is several; a line for each, with what is otherwise in it',
  'e  reasons: why the reader reads it so; the report is read again for that',
  'space, n  skip: it stays open',
  'b  back to the one before',
  'u  undo the last decision of this sitting',
  'q  quit: everything that was decided is in the book; the rest is there the next time',
];
