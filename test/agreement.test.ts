import assert from 'node:assert/strict';
import { test } from 'node:test';
import { agreementOf, type CodedReport } from '../src/book/agreement/agreement.ts';
import { krippendorffAlpha } from '../src/book/agreement/alpha.ts';
import { differencesOf } from '../src/book/agreement/differences.ts';
import type { BookClaim } from '../src/book/record.ts';
import { reportOf, said } from './small-book.ts';

/** Columns of a table: a line an observer, a character a unit, `.` where he says nothing. */
const units = (...observers: readonly string[]) =>
  [...(observers[0] ?? '')].map((_, i) =>
    observers.map((line) => (line[i] === '.' ? null : (line[i] ?? null))),
  );
const numbers = (table: ReturnType<typeof units>) =>
  table.map((unit) => unit.map((value) => (value === null ? null : Number(value))));
const rounded = ({ alpha }: { readonly alpha: number | null }) => alpha?.toFixed(3);

// The tables of K. Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, with his results.
test('alpha of binary data, two observers (section A)', () => {
  assert.equal(rounded(krippendorffAlpha(units('0100000010', '1110010000'), 'nominal')), '0.095');
});
test('alpha of nominal data, two observers (section B)', () => {
  assert.equal(
    rounded(krippendorffAlpha(units('aabbdcccedda', 'babbbcccEddd'.toLowerCase()), 'nominal')),
    '0.692',
  );
});
const FOUR = units('123321412...', '1233224125.3', '.3332342251.', '12332441251.');
test('alpha of any number of observers, with values missing (section C)', () => {
  const nominal = krippendorffAlpha(FOUR, 'nominal');
  assert.equal(rounded(nominal), '0.743');
  // The last unit is one observer's only.
  assert.equal(nominal.units, 11);
});
test('alpha of ordered and of measured values (section D)', () => {
  assert.equal(rounded(krippendorffAlpha(numbers(FOUR), 'ordinal')), '0.815');
  assert.equal(rounded(krippendorffAlpha(numbers(FOUR), 'interval')), '0.849');
});

test('alpha: perfect, worse than chance, and where there is nothing to tell', () => {
  assert.equal(krippendorffAlpha(units('ab', 'ab'), 'nominal').alpha, 1);
  assert.ok((krippendorffAlpha(units('ab', 'ba'), 'nominal').alpha ?? 0) < 0);
  assert.deepEqual(krippendorffAlpha(units('aa', 'aa'), 'nominal'), { alpha: null, units: 2 });
  assert.deepEqual(krippendorffAlpha(units('a.', '.b'), 'nominal'), { alpha: null, units: 0 });
  assert.deepEqual(krippendorffAlpha([], 'ordinal'), { alpha: null, units: 0 });
});

const read = reportOf('Harbour Wire', '2025-09-04', [
  said('France <will send> {troops}.', { act: 'commit', actors: ['state:FRA'], firmness: 'pledged' }),
  said('Germany <may send> {tanks}.', { act: 'commit', actors: ['state:DEU'], firmness: 'considered' }),
  said('Russia <rejects> {it}.', { act: 'reject', actors: ['state:RUS'] }),
  said('It rained in Paris.', { act: 'meet', actors: [] }),
]);
const [france, germany, russia] = read.claims.slice(0, 3) as [BookClaim, BookClaim, BookClaim];
const shorter = (claim: BookClaim): BookClaim => ({
  ...claim,
  predicate: { start: claim.predicate.start + 5, end: claim.predicate.end },
});
const coded = (coders: Readonly<Record<string, readonly BookClaim[]>>): CodedReport => ({
  report: read.report.id,
  sentences: read.report.sentences,
  coders: new Map(Object.entries(coders)),
});

test('span F1 of the same words and of words in common, by pair', () => {
  const { spans, coders, reports } = agreementOf([
    coded({ ada: [france, germany, russia], bo: [france, shorter(germany)], cy: [] }),
    coded({ ada: [france] }),
  ]);
  assert.deepEqual(coders, ['ada', 'bo', 'cy']);
  assert.equal(reports, 1);
  assert.deepEqual(spans, [
    { coders: ['ada', 'bo'], reports: 1, marks: [3, 2], exact: 0.4, overlap: 0.8 },
    { coders: ['ada', 'cy'], reports: 1, marks: [3, 0], exact: 0, overlap: 0 },
    { coders: ['bo', 'cy'], reports: 1, marks: [2, 0], exact: 0, overlap: 0 },
  ]);
});

test('alpha by field: all coders, then each pair; a sentence holds a claim or not', () => {
  const { fields } = agreementOf(
    [
      coded({
        ada: [france, germany, russia],
        bo: [{ ...france, firmness: 'formal' }, germany],
        cy: [france, germany, { ...russia, act: 'refuse' }],
      }),
    ],
    ['act', 'firmness', 'actors'],
  );
  assert.equal(fields.length, 4 * 4);
  const of = (field: string, coders: string) =>
    fields.find((one) => one.field === field && one.coders.join(' ') === coders);
  assert.equal(of('actors', 'ada bo cy')?.alpha, 1);
  assert.equal(of('claim', 'ada cy')?.alpha, 1);
  // Four sentences, of which ada has three and bo two: D_o = 1/4, D_e = 2·5·3/(8·7).
  assert.equal(of('claim', 'ada bo')?.alpha?.toFixed(4), (1 - 0.25 / (30 / 56)).toFixed(4));
  assert.equal(of('act', 'ada cy')?.units, 3);
  assert.ok((of('act', 'ada cy')?.alpha ?? 1) < 1);
  const firmness = of('firmness', 'ada bo');
  assert.deepEqual([firmness?.metric, firmness?.units], ['ordinal', 2]);
  assert.ok((firmness?.alpha ?? 0) > 0 && (firmness?.alpha ?? 1) < 1);
});

test('lists in another order are no difference; other words, another field and a mark of one only are', () => {
  const both = { ...france, actors: ['state:FRA', 'state:GBR'] };
  const found = differencesOf(
    'r',
    new Map([
      ['ada', [both, germany, russia]],
      ['bo', [{ ...both, actors: both.actors.toReversed() }, shorter({ ...germany, firmness: 'pledged' })]],
    ]),
  );
  assert.deepEqual(
    found.map(({ without, fields }) => ({ without, fields })),
    [
      { without: [], fields: ['predicate', 'firmness'] },
      { without: ['bo'], fields: [] },
    ],
  );
});

test('two claims on the same words are kept apart by their acts', () => {
  const other: BookClaim = { ...france, id: 'other', act: 'agree' };
  assert.deepEqual(
    differencesOf(
      'r',
      new Map([
        ['ada', [france, other]],
        ['bo', [other, france]],
      ]),
    ),
    [],
  );
});
