import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MissedItem, ReviewItem } from '../src/app/book/review/queue.ts';
import { columns } from '../src/cli/layout.ts';
import { beginCoding, codingStep, marksHere } from '../src/cli/review/coding-machine.ts';
import { codingView } from '../src/cli/review/coding-view.ts';
import { type Key, keyFrom } from '../src/cli/review/keys.ts';
import { type Line, lineOf, typed } from '../src/cli/review/line.ts';
import {
  beginReview,
  type ReviewEffect,
  type ReviewEvent,
  type ReviewState,
  reviewStep,
} from '../src/cli/review/review-machine.ts';
import { reviewView } from '../src/cli/review/review-view.ts';
import { drawn } from '../src/cli/review/screen.ts';
import { beginSettling, settleStep } from '../src/cli/review/settle-machine.ts';
import { settleView } from '../src/cli/review/settle-view.ts';
import { assignmentsIn, writtenValue } from '../src/cli/review/values.ts';
import type { Terminal } from '../src/cli/terminal.ts';
import { PARTIES, reportOf, said } from './small-book.ts';

const read = reportOf('Harbour Wire', '2025-09-04', [
  said('France <will send> {ground troops to Ukraine}.', {
    act: 'commit',
    actors: ['state:FRA'],
    firmness: 'pledged',
    confidence: 0.4,
  }),
  said('Germany <may send> {tanks}.', { act: 'commit', actors: ['state:DEU'], firmness: 'considered' }),
  said('Leaders gathered in Paris for hours.', { act: 'meet', actors: [] }),
]);
const [france, germany] = read.claims;
if (!france || !germany) throw new Error('two claims');
const scene = {
  reports: new Map([[read.report.id, read.report]]),
  parties: new Map(PARTIES.map((party) => [party.id, party])),
};
const itemOf = (claim: typeof france): ReviewItem => ({
  kind: 'claim',
  id: claim.id,
  report: claim.report,
  sentence: claim.sentence,
  certainty: claim.confidence,
  claim,
  seen: 'as seen',
});
const gathered = read.report.sentences[2] ?? { start: 0, end: 0 };
const missed: MissedItem = {
  kind: 'missed',
  id: `${read.report.id}@1-2`,
  report: read.report.id,
  sentence: gathered,
  certainty: 0.7,
  act: 'meet',
  confidence: 0.3,
  predicate: { start: gathered.start + 8, end: gathered.start + 16 },
};

const key = (name: string): Key => ({ name, text: name.length === 1 ? name : name === 'space' ? ' ' : '' });

/** Presses keys one after the other: `m`, `enter`, `"words"`. @returns the last state, and what was asked of the book */
function pressed(
  state: ReviewState,
  ...keys: readonly string[]
): { state: ReviewState; asked: ReviewEffect[] } {
  let now = state;
  const asked: ReviewEffect[] = [];
  for (const press of keys) {
    const names = press.startsWith('"') ? [...press.slice(1, -1)] : [press];
    for (const name of names) {
      const next = reviewStep(now, { kind: 'key', key: name === ' ' ? key('space') : key(name) });
      now = next.state;
      asked.push(...next.effects.filter(({ kind }) => kind !== 'beside'));
    }
  }
  return { state: now, asked };
}
const begun = beginReview([itemOf(france), missed, itemOf(germany)], scene);
const told = (state: ReviewState, event: ReviewEvent) => reviewStep(state, event).state;
const taken = (item: string) =>
  ({ kind: 'taken', item, decision: 'd1', what: 'accepted', carried: 2, progress: 'in-work' }) as const;

test('keys as node gives them', () => {
  assert.deepEqual(keyFrom('\r', { name: 'return' }), { name: 'enter', text: '' });
  assert.deepEqual(keyFrom('a', { name: 'a' }), { name: 'a', text: 'a' });
  assert.deepEqual(keyFrom('?', {}), { name: '?', text: '?' });
  assert.deepEqual(keyFrom(' ', { name: 'space' }), { name: 'space', text: ' ' });
  assert.deepEqual(keyFrom('\u0003', { name: 'c', ctrl: true }), { name: 'ctrl-c', text: '' });
  assert.deepEqual(keyFrom('\u001b', { name: 'escape' }), { name: 'escape', text: '' });
  assert.deepEqual(keyFrom('é', {}), { name: 'é', text: 'é' });
});

test('a line is written, gone through and cut, a whole character at a time', () => {
  const write = (line: Line, ...keys: readonly string[]) =>
    keys.reduce((now, name) => typed(now, key(name)), line);
  assert.deepEqual(write(lineOf('ab'), 'left', 'x', 'backspace', 'delete', 'c'), { text: 'ac', at: 2 });
  assert.deepEqual(write(lineOf('ab'), 'home', 'x', 'end', 'y'), { text: 'xaby', at: 4 });
  assert.deepEqual(write(lineOf('a👩‍👩‍👧'), 'backspace'), { text: 'a', at: 1 });
  assert.deepEqual(write(lineOf('abc'), 'left', 'ctrl-k'), { text: 'ab', at: 2 });
  assert.deepEqual(write(lineOf('abc'), 'left', 'ctrl-u'), { text: 'c', at: 0 });
  assert.deepEqual(write(lineOf('abc'), 'f12'), lineOf('abc'));
});

test('accept, reject and skip; the next one is one that is open', () => {
  assert.deepEqual(
    begun.effects.map(({ kind }) => kind),
    ['beside'],
  );
  const { state, asked } = pressed(begun.state, 'a');
  assert.deepEqual(asked, [{ kind: 'accept', item: itemOf(france) }]);
  assert.equal(state.busy, 'writing');
  const after = told(state, taken(france.id));
  assert.deepEqual([after.at, after.message], [1, 'accepted, carried to 2 copies']);
  const skipped = pressed(after, 'space');
  assert.deepEqual([skipped.state.at, skipped.asked], [2, []]);
  assert.deepEqual(pressed(skipped.state, 'r').asked, [{ kind: 'reject', item: itemOf(germany) }]);
  // Back to one that was decided: it is not decided again.
  const back = pressed(after, 'b', 'a');
  assert.deepEqual([back.state.at, back.asked], [0, []]);
  assert.equal(pressed(begun.state, 'space', 'space', 'space').state.at, 3);
});

test('mend: fields by their keys, sent together; Esc leaves them', () => {
  const { state, asked } = pressed(
    begun.state,
    'm',
    'f',
    'ctrl-u',
    '"offered"',
    'enter',
    'y',
    'ctrl-u',
    '"GBR"',
    'enter',
    'w',
    'escape',
    'enter',
  );
  assert.deepEqual(asked, [
    {
      kind: 'set',
      item: itemOf(france),
      values: new Map([
        ['firmness', 'offered'],
        ['actors', 'GBR'],
      ]),
    },
  ]);
  // What is wrong is told, and what was written is still there.
  const failed = told(state, { kind: 'failed', message: 'no such word' });
  assert.deepEqual([failed.mode.kind, failed.busy, failed.message], ['form', null, 'no such word']);
  assert.equal(pressed(failed, 'enter').asked.length, 1);
  assert.equal(pressed(failed, 'escape').state.mode.kind, 'item');
  assert.deepEqual(pressed(begun.state, 'm', 'enter').asked, []);
  // A value that is as it was is none that is set.
  assert.deepEqual(pressed(begun.state, 'm', 'f', 'enter', 'enter').asked, []);
});

test('split takes two parts at least, merge at least one other', () => {
  const split = pressed(begun.state, 's', '"what=x"', 'enter', 'enter');
  assert.deepEqual(split.asked, []);
  assert.match(split.state.message ?? '', /two at least/);
  assert.deepEqual(pressed(split.state, '"what=y"', 'enter', 'enter').asked, [
    { kind: 'split', item: itemOf(france), parts: ['what=x', 'what=y'] },
  ]);
  const others = [{ id: germany.id, says: 'commit: may send' }];
  const beside = told(begun.state, { kind: 'beside', item: france.id, beside: { carries: null, others } });
  assert.deepEqual(pressed(beside, 'g', 'enter').asked, []);
  assert.deepEqual(pressed(beside, 'g', '1', '1', 'enter').asked, []);
  assert.deepEqual(pressed(beside, 'g', '1', 'enter').asked, [
    { kind: 'merge', item: itemOf(france), others: [germany.id] },
  ]);
  const alone = told(begun.state, { kind: 'beside', item: france.id, beside: { carries: null, others: [] } });
  assert.equal(pressed(alone, 'g').state.mode.kind, 'item');
});

test('what was perhaps missed is added with act and words proposed, or dismissed', () => {
  const at = pressed(begun.state, 'space').state;
  assert.deepEqual(pressed(at, 'a', 'enter').asked, [{ kind: 'set', item: missed, values: new Map() }]);
  assert.deepEqual(pressed(at, 'r').asked, [{ kind: 'reject', item: missed }]);
  for (const name of ['s', 'g', 'e']) assert.deepEqual(pressed(at, name).asked, []);
});

test('undo goes back to what it undoes; without a decision there is nothing to undo', () => {
  assert.deepEqual(pressed(begun.state, 'u').asked, []);
  const after = told(begun.state, taken(france.id));
  const { state, asked } = pressed(after, 'u');
  assert.deepEqual(asked, [{ kind: 'undo', decision: 'd1', item: france.id }]);
  const undone = told(state, { kind: 'undone', item: france.id });
  assert.deepEqual([undone.at, undone.decided.size, undone.taken], [0, 0, []]);
});

test('one that somebody else decided on goes out of the queue; one that is otherwise is shown again', () => {
  const gone = told(begun.state, { kind: 'gone', message: 'Bo decided', item: null });
  assert.deepEqual([gone.items.length, gone.items[0]?.id, gone.message], [2, missed.id, 'Bo decided']);
  const mended = { ...itemOf(france), certainty: 1 };
  assert.equal(told(begun.state, { kind: 'gone', message: 'x', item: mended }).items[0]?.certainty, 1);
});

test('reasons and help are shown, and any key goes back; q and ctrl-c quit', () => {
  const reasons = told(begun.state, { kind: 'reasons', lines: ['why'] });
  assert.equal(pressed(reasons, 'down').state.scroll, 1);
  assert.equal(pressed(reasons, 'x').state.mode.kind, 'item');
  assert.equal(pressed(begun.state, '?', 'q').state.mode.kind, 'item');
  for (const name of ['q', 'ctrl-c']) assert.deepEqual(pressed(begun.state, name).asked, [{ kind: 'quit' }]);
  assert.deepEqual(pressed(begun.state, 'm', 'f', 'ctrl-c').asked, [{ kind: 'quit' }]);
});

const terminal = (width: number): Terminal => ({ width, coloured: false, paint: (_, text) => text });

test('a line of fields is read as a shell reads it, a value is written so that it is read as the same', () => {
  assert.deepEqual(assignmentsIn('what="send troops" measures=force.land'), [
    'what=send troops',
    'measures=force.land',
  ]);
  assert.throws(() => assignmentsIn('what="send troops" and'), /"and" sets no field/);
  assert.equal(writtenValue(france, 'what', read.report.text), 'ground troops to Ukraine');
  assert.equal(writtenValue({ ...france, what: { start: 1, end: 2 } }, 'what', read.report.text), '1-2');
  assert.equal(writtenValue(france, 'actors', ''), 'FRA');
});

test('every screen fits into 80 and 40 columns, and into few rows', () => {
  const others = [{ id: germany.id, says: 'commit: may send tanks' }];
  const carries = {
    claims: ['sha256:0123456789abcdef#c1'],
    left: [{ report: 'sha256:0123', why: 'its words differ' }],
  };
  const item = told(begun.state, { kind: 'beside', item: france.id, beside: { carries, others } });
  const states = [
    item,
    pressed(item, '?').state,
    pressed(item, 'm').state,
    pressed(item, 'm', 'w', `"${'long words '.repeat(12)}"`).state,
    pressed(item, 's', '"what=x"', 'enter', '"measures=force.land"').state,
    pressed(item, 'g', '1').state,
    pressed(item, 'space').state,
    pressed(item, 'space', 'space', 'space').state,
    told(item, {
      kind: 'failed',
      message: 'something is wrong with this, and it takes a whole sentence to say so',
    }),
  ];
  for (const width of [40, 80])
    for (const state of states) {
      const view = reviewView(state, terminal(width));
      for (const line of [...view.body, ...view.foot]) assert.ok(columns(line) <= width, `${width}: ${line}`);
      for (const rows of [6, 12, 50]) assert.equal(drawn(view, width, rows).split('\n').length, rows);
    }
  const text = reviewView(item, terminal(80)).body.join('\n');
  for (const words of [
    '1 of 3',
    '40 %',
    'France',
    '│ France will send',
    '^^^^^^^^^',
    'Germany may send tanks.',
    '0123456789ab#c1',
    'its words differ',
  ])
    assert.ok(text.includes(words), `${words}\n${text}`);
});

test('a coder sees the text and his own marks, and nothing else', () => {
  const { state, effects } = beginCoding([read.report], { ...scene, parties: new Map() });
  assert.deepEqual(effects, [{ kind: 'open', report: read.report.id }]);
  const press = (from: typeof state, ...keys: readonly string[]) => {
    let step = { state: from, effects: [] as ReturnType<typeof codingStep>['effects'] };
    for (const press of keys)
      for (const name of press.startsWith('"') ? [...press.slice(1, -1)] : [press])
        step = codingStep(step.state, { kind: 'key', key: name === ' ' ? key('space') : key(name) });
    return step;
  };
  assert.deepEqual(press(state, 'm', 'a', '"commit"', 'enter', 'enter').effects, []);
  const sent = press(state, 'm', 'a', '"commit"', 'enter', 'p', '"will send"', 'enter', 'enter');
  assert.deepEqual(sent.effects, [
    {
      kind: 'set',
      report: read.report.id,
      mark: null,
      sentence: read.report.sentences[0],
      values: new Map([
        ['act', 'commit'],
        ['predicate', 'will send'],
      ]),
    },
  ]);
  const coding = {
    report: read.report.id,
    coder: 'Ada',
    at: 'now',
    done: false,
    marks: [france],
    parties: [],
  };
  const stored = codingStep(sent.state, { kind: 'stored', coding, what: 'stored' }).state;
  assert.deepEqual(marksHere(stored), [france]);
  assert.deepEqual(marksHere(press(stored, 'down').state), []);
  assert.deepEqual(press(stored, 'x', '1').effects, [
    { kind: 'unmark', report: read.report.id, mark: france.id },
  ]);
  const form = press(stored, '1').state.mode;
  assert.equal(form.kind === 'form' && form.mark, france.id);
  const finished = press(stored, 'f');
  assert.deepEqual(finished.effects, [{ kind: 'done', report: read.report.id, done: true }]);
  const through = codingStep(finished.state, {
    kind: 'stored',
    coding: { ...coding, done: true },
    what: 'finished',
  });
  assert.deepEqual([through.state.at, through.state.left, through.state.coded.size], [1, 0, 1]);
  const text = codingView(state, terminal(40)).body.join('\n');
  assert.ok(text.includes('France will send'));
  for (const proposed of ['commit', 'pledged', '^']) assert.ok(!text.includes(proposed), proposed);
  for (const one of [state, stored, press(stored, '1').state, through.state])
    for (const line of [...codingView(one, terminal(40)).body, ...codingView(one, terminal(40)).foot])
      assert.ok(columns(line) <= 40, line);
});

test('a curator takes one side, mends it or takes none', () => {
  const difference = {
    id: 'r@1-2',
    report: read.report.id,
    words: { ...france.predicate },
    marks: new Map([
      ['Ada', france],
      ['Bo', { ...france, firmness: 'formal' as const }],
    ]),
    without: ['Cy'],
    fields: ['firmness' as const],
    standing: null,
  };
  const { state } = beginSettling([difference], scene);
  const press = (...keys: readonly string[]) => {
    let step = { state, effects: [] as ReturnType<typeof settleStep>['effects'] };
    for (const press of keys)
      for (const name of press.startsWith('"') ? [...press.slice(1, -1)] : [press])
        step = settleStep(step.state, { kind: 'key', key: key(name) });
    return step;
  };
  const asked = (choice: 'take' | 'none', coder: string | null, values = new Map()) => [
    { kind: 'settle', item: difference, choice, coder, values },
  ];
  assert.deepEqual(press('2').effects, asked('take', 'Bo'));
  assert.deepEqual(press('0').effects, asked('none', null));
  assert.deepEqual(press('3').effects, []);
  assert.deepEqual(
    press('m', '1', 'f', 'ctrl-u', '"offered"', 'enter', 'enter').effects,
    asked('take', 'Ada', new Map([['firmness', 'offered']])),
  );
  const settled = settleStep(state, {
    kind: 'settled',
    item: 'r@1-2',
    decision: 'd1',
    what: 'settled',
  }).state;
  assert.deepEqual([settled.at, settled.settled.size], [1, 1]);
  const undone = settleStep(settled, { kind: 'undone', item: 'r@1-2', now: difference }).state;
  assert.deepEqual([undone.at, undone.settled.size, undone.taken], [0, 0, []]);
  for (const width of [40, 80]) {
    const view = settleView(state, terminal(width));
    for (const line of [...view.body, ...view.foot]) assert.ok(columns(line) <= width, line);
    for (const words of ['1 Ada', '2 Bo', 'Cy', 'formal', 'pledged'])
      assert.ok(view.body.join('\n').includes(words), words);
  }
});
