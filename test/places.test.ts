import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { claimPlaces } from '../src/claims/where.ts';
import type { Attributed, BareClaim } from '../src/document/layers.ts';
import { tokenise } from '../src/language/sentences.ts';
import { span } from '../src/text/span.ts';
import { readCases } from './case-files.ts';
import { sourceOf } from './sources.ts';

/** `predicate {content} rest`. */
function claimOf(marked: string): { readonly claim: BareClaim; readonly document: Attributed } {
  const open = marked.indexOf('{');
  const close = marked.indexOf('}');
  const text = marked.replace(/[{}]/g, '');
  const claim: BareClaim = {
    id: 'c1',
    act: 'commit',
    predicate: span(0, open - 1),
    actors: [],
    targets: [],
    what: span(open, close - 1),
    firmness: null,
    negated: false,
    conditions: [],
    attribution: null,
    reportedBy: [],
    sentence: 0,
    evidence: span(0, close - 1),
    confidence: 1,
  };
  return { claim, document: { ...tokenise(sourceOf(text)), actors: [], mentions: [], attributions: [] } };
}

describe('places', () => {
  for (const { file, name, text, expected } of readCases('places')) {
    it(`${file}: ${name}`, () => {
      const { claim, document } = claimOf(text);
      const found = claimPlaces(claim, document);
      assert.deepEqual(
        found.map((place) => `${place.kind}: ${place.name}`),
        expected,
      );
      for (const { start, end, name: written } of found)
        assert.ok(document.text.slice(start, end).includes(written));
    });
  }
});
