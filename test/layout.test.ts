import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { test } from 'node:test';
import fc from 'fast-check';
import { toReading } from '../src/app/reading.ts';
import { claimBlock } from '../src/cli/claim-block.ts';
import { columns, displayable, wrap } from '../src/cli/layout.ts';
import { terminalOf } from '../src/cli/terminal.ts';
import { span } from '../src/text/span.ts';
import { claimed } from './claimed-sample.ts';

const anyText = fc.string({
  unit: fc.constantFrom(...'ab -\t\n', '会', '👩‍🚒', 'é', 'e\u0301', 'Кий', '\u0000'),
});

test('wrapping loses nothing but white space, and keeps to the width', () => {
  fc.assert(
    fc.property(anyText, fc.integer({ min: 2, max: 20 }), (raw, width) => {
      const text = displayable(raw);
      const lines = wrap(text, width).map(({ start, end }) => text.slice(start, end));
      for (const line of lines) assert.ok(columns(line) <= width, JSON.stringify(line));
      assert.equal(lines.join('').replaceAll(/\s/g, ''), text.replaceAll(/\s/g, ''));
    }),
  );
});

test('what is displayable is as long as it was, and has no control characters', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (raw) => {
      assert.equal(displayable(raw).length, raw.length);
      assert.equal(/\p{Cc}/u.test(displayable(raw)), false);
    }),
  );
});

test('of a sentence of a megabyte without a blank only what stands around the predicate is shown', () => {
  const text = 'x'.repeat(1_000_000);
  const [first] = claimed.claims;
  assert.ok(first);
  const predicate = span(500_000, 500_004);
  const claim = { ...first, predicate, what: span(0, 1_000_000), conditions: [], sentence: 0 };
  const reading = toReading({ ...claimed, text, sentences: [span(0, text.length)], claims: [claim] });
  const terminal = terminalOf(new PassThrough());
  const lines = reading.claims.flatMap((c) => claimBlock(reading, c, terminal));
  assert.ok(lines.length < 30);
  assert.equal(lines.filter((line) => line.includes('^^^^')).length, 1);
});
