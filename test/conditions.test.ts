import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { conditionBehind, fromMarker, isCondition, isOnly, kindByMarker } from '../src/claims/conditions.ts';
import { withQuote } from '../src/claims/quotes.ts';
import type { Act } from '../src/document/vocabulary.ts';
import { type Span, slice, span } from '../src/text/span.ts';

const at = (text: string, words: string): Span => {
  const start = text.indexOf(words);
  assert.ok(start >= 0, words);
  return span(start, start + words.length);
};

/** What is opened behind the first of these predicates, and its kind. */
function behind(text: string, act: Act, ...predicates: readonly string[]) {
  const spans = predicates.map((words) => at(text, words));
  const [first] = spans;
  assert.ok(first);
  const found = conditionBehind(act, first, span(0, text.length), text, spans);
  return found && [found.kind, slice(text, found)];
}

describe('a condition behind a predicate', () => {
  for (const [text, act, predicate, ...wanted] of [
    [
      'The forum will decide next August, unless a third object before then.',
      'defer',
      'will decide',
      'unless',
      'unless a third object before then',
    ],
    [
      'They would pay only once the parliament has agreed, she said.',
      'commit',
      'would pay',
      'only-after',
      'only once the parliament has agreed',
    ],
    ['He backs the plan only if the U.S. agrees.', 'endorse', 'backs', 'only-if', 'only if the U.S. agrees'],
    ['We will help as long as it takes.', 'commit', 'will help', 'provided', 'as long as it takes'],
    [
      'It offers a loan, provided that the money is audited.',
      'commit',
      'offers',
      'provided',
      'provided that the money is audited',
    ],
    [
      'It offered a loan, subject to ratification.',
      'commit',
      'offered',
      'pending',
      'subject to ratification',
    ],
    ['The vote is put off pending a review.', 'defer', 'is put off', 'pending', 'pending a review'],
    [
      'They will strike back if they are attacked.',
      'threaten',
      'will strike back',
      'if',
      'if they are attacked',
    ],
    [
      'No money will be paid until rules are adopted.',
      'refuse',
      'will be paid',
      'until',
      'until rules are adopted',
    ],
  ] as const)
    it(`${act}: ${wanted[1]}`, () => assert.deepEqual(behind(text, act, predicate), wanted));

  for (const [why, text, act, ...predicates] of [
    ['what is asked for until something', 'They urged calm until talks begin.', 'demand', 'urged'],
    ['`if` behind a wish', 'It would be better if they left.', 'position', 'would be'],
    [
      'where another predicate stands between',
      'He will go and promised to pay if asked to.',
      'commit',
      'will go',
      'promised',
    ],
    ['in a clause of its own', 'He will pay the man who works only if he must.', 'commit', 'will pay'],
    ['behind a quotation', 'He will pay, "but not unless we see it all".', 'commit', 'will pay'],
    ['an adjective', 'It will be part of a pending disaster bill.', 'commit', 'will be'],
    ['what is not said', 'He will come if necessary.', 'commit', 'will come'],
    ['too little', 'He will come unless, as I say, it rains.', 'commit', 'will come'],
    ['as long as possible', 'He will stay as long as possible there.', 'commit', 'will stay'],
  ] as const)
    it(`none: ${why}`, () => assert.equal(behind(text, act, ...predicates), null));
});

it('the words with which a condition begins say its kind', () => {
  assert.equal(kindByMarker('Only after a ceasefire'), 'only-after');
  assert.equal(kindByMarker('Unless they leave'), 'unless');
  assert.equal(kindByMarker('provided that it is audited'), 'provided');
  assert.equal(kindByMarker('once a ceasefire holds'), null);
  assert.equal(kindByMarker('the talks, unless they fail'), null);
});

it('begins with its marker where a word and a comma stand before it', () => {
  for (const [words, from] of [
    ['now, as long as the fund pays', 'as long as the fund pays'],
    ['however, once it holds', 'however, once it holds'],
    ['unless, as feared, they leave', 'unless, as feared, they leave'],
  ] as const) {
    const text = `It will send 14 ${words}.`;
    assert.equal(slice(text, fromMarker(text, at(text, words))), from);
  }
});

it('begins with a marker that was left out before it', () => {
  const text = 'It will send troops when the council decides.';
  assert.equal(slice(text, fromMarker(text, at(text, 'the council decides'))), 'when the council decides');
  const whole = 'It will act, when asked, unless they leave.';
  assert.equal(slice(whole, fromMarker(whole, at(whole, 'unless they leave'))), 'unless they leave');
});

describe('what the model takes for a condition is one', () => {
  const said = (text: string, words: string, sentence = text) =>
    isCondition(text, at(text, words), at(text, sentence), true);
  it('in its own sentence', () => {
    const text = 'It will act. If they leave, others will.';
    assert.ok(!said(text, 'If they leave', 'It will act.'));
    assert.ok(said(text, 'If they leave', 'If they leave, others will.'));
  });
  it('not behind even', () => {
    assert.ok(!said('It will act even if they leave.', 'if they leave'));
    assert.ok(!said('It will act even if they leave.', 'even if they leave'));
    assert.ok(!said('It will act now that they have left.', 'now that they have left'));
    assert.ok(said('It will act if they leave.', 'if they leave'));
  });
  it('not what is pending itself', () => {
    assert.ok(!said('They agreed to dismiss all pending claims.', 'pending claims'));
    assert.ok(!said('They sought the dismissal of pending litigation.', 'pending litigation'));
    assert.ok(said('It suspended aid pending a review.', 'pending a review'));
  });
});

it('only before if makes it an only-if', () => {
  const text = 'Curbs should only be loosened if they agree.';
  assert.ok(isOnly(text, at(text, 'should'), at(text, 'if they agree')));
  const other = 'Curbs should be loosened if they only agree.';
  assert.ok(!isOnly(other, at(other, 'should'), at(other, 'if they only agree')));
  const behind = 'If only they agree, it will act.';
  assert.ok(!isOnly(behind, at(behind, 'will act'), at(behind, 'If only they agree')));
});

it('has both halves of a quotation or none', () => {
  for (const [text, words, whole] of [
    ['if he "keeps reading".', 'if he "keeps reading', 'if he "keeps reading"'],
    ['if he “keeps reading”.', 'if he “keeps reading', 'if he “keeps reading”'],
    ['"if he keeps reading".', 'if he keeps reading', 'if he keeps reading'],
    ['“if he keeps reading”.', 'if he keeps reading', 'if he keeps reading'],
    ['take part "on one condition": that', 'on one condition": that', '"on one condition": that'],
    ['would "see them in court".', 'them in court"', 'them in court'],
    ['would “see them in court”.', 'them in court”', 'them in court'],
  ] as const)
    assert.equal(slice(text, withQuote(text, at(text, words))), whole);
});
