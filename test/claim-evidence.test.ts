import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findActors } from '../src/actors/find-actors.ts';
import { attribute } from '../src/claims/attributions.ts';
import { candidatesOf, evidenceForClaim, weighed } from '../src/claims/claim-evidence.ts';
import { claimReader } from '../src/claims/claims.ts';
import type { PredictedClaim } from '../src/document/layers.ts';
import { UNKNOWN } from '../src/document/metadata.ts';
import type { Act } from '../src/document/vocabulary.ts';
import { tokenise } from '../src/language/sentences.ts';
import { span } from '../src/text/span.ts';

const THRESHOLDS = {
  ...{ predicate: 0.4, source: 0.2, content: 0.2, actor: 0.5, target: 0.5 },
  ...{ sourcePointer: 0.5, reporter: 0.5 },
};
const NOWHERE = new Float32Array();

function at(text: string, words: string) {
  const start = text.indexOf(words);
  assert.ok(start >= 0, words);
  return span(start, start + words.length);
}

const predicted = (
  text: string,
  words: string,
  probability: number,
  act: Act = 'commit',
): PredictedClaim => ({
  predicate: at(text, words),
  probability,
  acts: [{ value: act, probability: 1 }],
  what: null,
  conditions: [],
  firmness: [{ value: 'pledged', probability: 1 }],
  negated: 0,
  pointers: {
    starts: new Int32Array(),
    ends: new Int32Array(),
    probabilities: {
      ...{ actor: NOWHERE, target: NOWHERE, source: NOWHERE, reporter: NOWHERE },
      ...{ beneficiary: NOWHERE, quantity: NOWHERE, when: NOWHERE },
    },
  },
});

/** Whose word it is, where the words behind `said that` are his. */
function documentOf(text: string, predictedClaims: readonly PredictedClaim[], source: string | null = null) {
  const tokenised = tokenise({ text, metadata: { ...UNKNOWN, language: 'en' } });
  const predictedAttributions =
    source === null
      ? []
      : [
          {
            cue: at(text, 'said'),
            probability: 0.9,
            source: { value: at(text, source), probability: 0.9 },
            content: [span(at(text, 'said').end + 1, text.length)],
            kinds: [{ value: 'indirect' as const, probability: 1 }],
          },
        ];
  return attribute(
    { ...tokenised, predictedClaims, predictedAttributions, ...findActors(tokenised) },
    THRESHOLDS,
  );
}

test('signs are the words, those beside them, whose word it is, and how many others there are', () => {
  const text = 'Harbour Steel Inc said it will sell its stake to the state.';
  const claim = predicted(text, 'will sell', 0.8);
  const signs = evidenceForClaim(claim, documentOf(text, [claim], 'Harbour Steel Inc'), 1);
  for (const sign of [
    ...['act.commit', 'word.will', 'word.sell', 'before-1.it', 'before-2.said', 'behind-1.its'],
    ...['behind-2.stake', 'source.company', 'what.none', 'crowd.1'],
  ])
    assert.ok(signs.has(sign), `${sign} of ${[...signs].join(' ')}`);
  assert.ok(!signs.has('capital'));
});

test('what stands around a predicate counts beside the model, and neither alone decides', () => {
  assert.ok(weighed(0.6, 1) > weighed(0.6, 0) && weighed(0.6, 0) > weighed(0.6, -1));
  assert.ok(weighed(0.9, -1) > weighed(0.6, -1));
  assert.ok(Math.abs(weighed(0.6, 0) - 0.6) < 1e-9);
  assert.ok(weighed(1, -3) < 1 && weighed(0, 3) > 0);
});

test('a firm speaks for itself less than a state does', () => {
  const evidence = (source: string): number => {
    const text = `${source} said it will sell its stake.`;
    const claim = predicted(text, 'will sell', 0.8);
    return candidatesOf(documentOf(text, [claim], source))[0]?.evidence ?? assert.fail();
  };
  assert.ok(evidence('Harbour Steel Inc') < evidence('Japan'));
});

test('what is not believed enough is perhaps missed, with its act and confidence; none is lost', () => {
  const text = 'France will send troops. Peru may wait. Japan rejected it.';
  const claims = [
    predicted(text, 'will send', 0.99),
    predicted(text, 'may wait', 0.5, 'defer'),
    predicted(text, 'rejected', 0.9, 'reject'),
  ];
  const read = (thresholds: { readonly claim?: number; readonly claims?: Partial<Record<Act, number>> }) => {
    const document = claimReader([], { thresholds: { ...THRESHOLDS, ...thresholds } })(
      documentOf(text, claims),
    );
    return [document.claims, document.perhapsMissed].map((some) => some.map(({ act }) => act));
  };
  assert.deepEqual(read({ claim: 0.01 }), [['commit', 'defer', 'reject'], []]);
  assert.deepEqual(read({ claim: 0.9 }), [['commit'], ['defer', 'reject']]);
  assert.deepEqual(read({ claim: 0.01, claims: { reject: 0.999 } }), [['commit', 'defer'], ['reject']]);
  const confidences = claimReader([], { thresholds: { ...THRESHOLDS, claim: 0.999 } })(
    documentOf(text, claims),
  ).perhapsMissed.map(({ confidence }) => confidence);
  assert.ok((confidences[0] ?? 0) > (confidences[1] ?? 1));
});
