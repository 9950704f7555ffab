import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type Entry, entriesOf } from '../src/book/entries.ts';
import { isBy, momentOf } from '../src/book/moment.ts';
import type { BookClaim, ReadReport } from '../src/book/record.ts';
import { bookAt, type Clocks, diff, overdue } from '../src/book/time.ts';
import { UsageError } from '../src/text/errors.ts';
import { bookOf, deadline, reportOf, said, troops } from './small-book.ts';

const paris = (marked: string, claim: Partial<BookClaim>) =>
  said(marked, { act: 'commit', firmness: 'pledged', actors: ['state:FRA'], ...troops, ...claim });
const ready = paris('France <is ready> {to send troops}.', { firmness: 'offered' });
const pledge = paris('France <will send> {troops}.', {});
const refusal = paris('France <ruled out> {troops}.', { act: 'refuse' });
const done = paris('France <has sent> {troops}.', { act: 'perform', firmness: 'fulfilled' });
const rejection = said('Moscow <rejected> {Western troops}.', {
  act: 'reject',
  actors: ['state:RUS'],
  ...troops,
});

const entriesAt = (read: readonly ReadReport[], clocks: Clocks = {}): readonly Entry[] => {
  const book = bookOf(...read);
  const { claims, reports } = bookAt(book, clocks);
  return entriesOf(claims, reports, book.parties);
};

describe('the two clocks', () => {
  const old = reportOf('Harbour Wire', '2025-09-04T23:30:00-04:00', [ready], '2025-09-05T08:00:00Z');
  const recent = reportOf('The Continental', '2026-01-07', [pledge], '2026-01-07T09:00:00Z');
  const foundLate = reportOf('Archive', '2025-09-01', [pledge], '2026-02-01T09:00:00Z');
  const undated = reportOf('A leaflet', null, [pledge], '2025-12-01T09:00:00Z');
  const at = (clocks: Clocks) =>
    bookAt(bookOf(old, recent, foundLate, undated), clocks).reports.map((r) => r.publisher);

  it('as of a day: what had been published by its end', () => {
    assert.deepEqual(at({ asOf: '2025-09-04' }), ['Harbour Wire', 'Archive']);
    assert.deepEqual(at({ asOf: '2025-12' }), ['Harbour Wire', 'Archive', 'A leaflet']);
  });

  it('as of an instant: to the second, wherever it was printed', () => {
    assert.deepEqual(at({ asOf: '2025-09-05T03:29:59Z' }), ['Archive']);
    assert.deepEqual(at({ asOf: '2025-09-05T03:30:00Z' }), ['Harbour Wire', 'Archive']);
  });

  it('as the book knew it: what it had learned', () => {
    assert.deepEqual(at({ knownOn: '2025-12-31' }), ['Harbour Wire', 'A leaflet']);
  });

  it('both together', () => {
    assert.deepEqual(at({ asOf: '2025-09-30', knownOn: '2025-12-31' }), ['Harbour Wire']);
  });

  it('claims go with their reports', () => {
    const { claims } = bookAt(bookOf(old, recent), { asOf: '2025-10-01' });
    assert.deepEqual(new Set(claims.map((c) => c.report)), new Set([old.report.id]));
  });

  it('refuses what is no date', () => {
    assert.throws(() => at({ asOf: 'last Friday' }), UsageError);
    assert.throws(() => at({ knownOn: '2025-02-30' }), /"2025-02-30" is no date/);
  });

  it('a time of day without its distance from UTC is UTC, on every machine', () => {
    assert.equal(momentOf('2025-09-04T18:40'), Date.UTC(2025, 8, 4, 18, 40));
    assert.equal(momentOf('2025-09-04T18:40+0200'), Date.UTC(2025, 8, 4, 16, 40));
  });

  it('a later limit never shows less', () => {
    const day = fc.date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true });
    const precision = fc.constantFrom(4, 7, 10);
    fc.assert(
      fc.property(day, day, day, precision, (told, a, b, digits) => {
        const [first = '', second = ''] = [a, b].map((d) => d.toISOString().slice(0, digits)).sort();
        const iso = told.toISOString();
        assert.ok(!isBy(iso, first) || isBy(iso, second));
      }),
    );
  });
});

describe('what changed between two states of the book', () => {
  const first = reportOf('Harbour Wire', '2025-09-04', [ready]);
  const later = (...told: Parameters<typeof reportOf>[2]) => reportOf('The Continental', '2026-01-07', told);
  const changes = (before: readonly ReadReport[], after: readonly ReadReport[]) =>
    diff(entriesAt(before), entriesAt(after))
      .filter((c) => c.entry === 'state:FRA/force.land/state:UKR')
      .map((c) => [c.kind, c.claims.map((claim) => claim.report)]);

  for (const [name, told, kind] of [
    ['firmer', pledge, 'firmer'],
    ['weaker', paris('France <is considering> {troops}.', { firmness: 'considered' }), 'weaker'],
    ['taken back', refusal, 'taken-back'],
    ['fulfilled', done, 'fulfilled'],
    ['contradicted', paris('France <has offered> {no troops}.', { negated: true }), 'contradicted'],
    ['opposed', rejection, 'opposed'],
  ] as const) {
    it(name, () => {
      assert.deepEqual(changes([first], [first, later(told)]), [[kind, ['The Continental 2026-01-07']]]);
    });
  }

  it('new: an entry, or the first undertaking in one', () => {
    assert.deepEqual(changes([], [first]), [['new', [first.report.id]]]);
    const calls = reportOf('Pacific Desk', '2025-08-01', [
      paris('France <called> {for troops}.', { act: 'demand' }),
    ]);
    assert.deepEqual(changes([calls], [calls, first]), [['new', [first.report.id]]]);
  });

  it('new: a stand that the actor had not taken', () => {
    const calls = paris('France <called> {for troops}.', { act: 'demand' });
    assert.deepEqual(changes([first], [first, later(calls)]), [['new', ['The Continental 2026-01-07']]]);
    const early = reportOf('Pacific Desk', '2025-08-01', [calls]);
    assert.deepEqual(changes([early, first], [early, first, later(calls)]), []);
  });

  it('a report that was removed takes its claims with it and brings nothing', () => {
    const october = reportOf('Rhein-Kurier', '2025-10-16', [pledge]);
    assert.deepEqual(changes([first, october, later(refusal)], [first, october]), [
      ['gone', ['The Continental 2026-01-07']],
    ]);
  });

  it('nothing where it was only told again, or an old report was found', () => {
    assert.deepEqual(changes([first], [first, later(ready)]), []);
    const old = reportOf('Archive', '2025-08-01', [pledge]);
    assert.deepEqual(changes([first], [old, first]), []);
    const between = reportOf('Archive', '2025-10-16', [refusal]);
    assert.deepEqual(changes([first, later(pledge)], [first, between, later(pledge)]), []);
  });

  it('each step of several, and what went with a report', () => {
    const october = reportOf('Rhein-Kurier', '2025-10-16', [pledge]);
    assert.deepEqual(
      changes([first], [first, october, later(refusal)]).map(([kind]) => kind),
      ['firmer', 'taken-back'],
    );
    assert.deepEqual(changes([first], []), [['gone', [first.report.id]]]);
  });

  it('of a book with itself there is no difference', () => {
    assert.deepEqual(
      diff(entriesAt([first, later(refusal, rejection)]), entriesAt([first, later(refusal, rejection)])),
      [],
    );
  });
});

describe('overdue deadlines', () => {
  const by = (to: string, more: Partial<BookClaim> = {}) =>
    paris('France <will send> {troops} [by the end of the year].', { when: deadline(to), ...more });
  const promise = reportOf('Harbour Wire', '2025-09-04', [by('2025-12-31')]);
  const overdueOn = (date: string, ...read: readonly ReadReport[]) =>
    overdue(entriesAt(read), bookOf(...read).reports, date);
  const january = (...told: Parameters<typeof reportOf>[2]) =>
    reportOf('The Continental', '2026-01-07', told);

  it('from the day after', () => {
    assert.deepEqual(overdueOn('2025-12-31', promise), []);
    const [late] = overdueOn('2026-01-10', promise);
    assert.equal(late?.entry, 'state:FRA/force.land/state:UKR');
    assert.equal(late?.deadline, '2025-12-31');
    assert.equal(late?.daysLate, 10);
    assert.equal(late?.putOff, null);
  });

  it('not what was done since, also in a narrower measure, or given up', () => {
    assert.deepEqual(overdueOn('2026-02-01', promise, january(done)), []);
    assert.deepEqual(overdueOn('2026-02-01', promise, january(refusal)), []);
    const open = reportOf('Harbour Wire', '2025-09-04', [by('2025-12-31', { measures: ['force.any'] })]);
    assert.deepEqual(overdueOn('2026-02-01', open, january(done)), []);
  });

  it('but what was done before, by another or for another keeps none', () => {
    const before = reportOf('Rhein-Kurier', '2025-08-01', [done]);
    const other = january(
      paris('Britain <has sent> {troops}.', { act: 'perform', firmness: 'fulfilled', actors: ['state:GBR'] }),
    );
    const elsewhere = january(
      paris('France <has sent> {troops}.', {
        act: 'perform',
        firmness: 'fulfilled',
        beneficiary: ['state:HTI'],
      }),
    );
    assert.equal(overdueOn('2026-02-01', before, promise, other, elsewhere).length, 1);
  });

  it('one for each actor of a joint promise, one for all papers that tell of it', () => {
    const joint = by('2025-12-31', { actors: ['state:FRA', 'state:GBR'] });
    const papers = ['Harbour Wire', 'Dnipro Daily'].map((p) => reportOf(p, '2025-09-04', [joint]));
    const late = overdueOn('2026-02-01', ...papers, january(done));
    assert.deepEqual(
      late.map((o) => [o.entry, o.claims.length]),
      [['state:GBR/force.land/state:UKR', 2]],
    );
  });

  it('says to when it was put off', () => {
    const june = january(by('2026-06-30'));
    const [late, ...more] = overdueOn('2026-02-01', promise, june);
    assert.deepEqual(more, []);
    assert.equal(late?.putOff?.when?.to, '2026-06-30');
  });

  it('the day on which it was signed is no deadline, nor how long it lasts, nor of what is considered or undecided', () => {
    const day = { ...deadline('2025-09-04', '2025-09-04') };
    const signed = paris('France <signed> {a pledge of troops} [on Thursday].', { when: day });
    const lasts = paris('France <will keep> {troops} [until December].', { when: deadline('2025-12-31') });
    const considers = by('2025-12-31', { firmness: 'considered' });
    const decides = paris('France <will decide> {on troops} [by December].', {
      act: 'defer',
      when: deadline('2025-12-31'),
    });
    assert.deepEqual(
      overdueOn('2026-02-01', reportOf('Harbour Wire', '2025-09-04', [signed, lasts, considers, decides])),
      [],
    );
  });
});
