import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { claimQuantities } from '../src/claims/quantities.ts';
import { claimWhen } from '../src/claims/when.ts';
import type { Attributed, BareClaim } from '../src/document/layers.ts';
import { findDates } from '../src/language/dates.ts';
import { findQuantities } from '../src/language/quantities.ts';
import { tokenise } from '../src/language/sentences.ts';
import { type Span, span } from '../src/text/span.ts';
import { readCases } from './case-files.ts';
import { sourceOf } from './sources.ts';

/** `26 countries <agreed> {to send forces} [only after a truce].`: predicate, content, condition. */
function claimOf(marked: string): { readonly claim: BareClaim; readonly document: Attributed } {
  const text = marked.replace(/[<>{}[\]]/g, '');
  const between = (open: string, close: string): Span | null => {
    const [from, to] = [marked.indexOf(open), marked.indexOf(close)];
    if (from < 0) return null;
    const at = (index: number): number => marked.slice(0, index).replace(/[<>{}[\]]/g, '').length;
    return span(at(from), at(to));
  };
  const predicate = between('<', '>') ?? span(0, 0);
  const condition = between('[', ']');
  const claim: BareClaim = {
    id: 'c1',
    act: /^(?:met|meeting)$/.test(text.slice(predicate.start, predicate.end)) ? 'meet' : 'commit',
    predicate,
    actors: [],
    targets: [],
    what: between('{', '}'),
    firmness: null,
    negated: false,
    conditions: condition === null ? [] : [{ ...condition, kind: 'if' }],
    attribution: null,
    reportedBy: [],
    sentence: 0,
    evidence: predicate,
    confidence: 1,
  };
  const document = { ...tokenise(sourceOf(text, '2025-09-04')), actors: [], mentions: [], attributions: [] };
  return { claim, document };
}

describe('dates and quantities of a claim', () => {
  for (const { file, name, text: marked, expected } of readCases('claim-details')) {
    it(`${file}: ${name}`, () => {
      const { claim, document } = claimOf(marked);
      const { text } = document;
      const when = claimWhen(claim, document, findDates(document));
      const found = [
        ...claimQuantities(claim, document, findQuantities(document)).map(
          ({ start, end }) => `quantity: ${text.slice(start, end)}`,
        ),
        ...(when === null ? [] : [`when: ${text.slice(when.start, when.end)}`]),
      ];
      assert.deepEqual(
        found.filter((line) => file === 'quantities.txt' || line.startsWith('when')),
        expected,
      );
    });
  }
});
