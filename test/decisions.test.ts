import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import fc from 'fast-check';
import { decide } from '../src/app/book/decide.ts';
import type { Deciding, Outcome } from '../src/app/book/decisions/decision.ts';
import { type Book, openBook } from '../src/app/book/open-book.ts';
import { reread } from '../src/app/book/reread.ts';
import { FORMAT, type Reading, type ReadingClaim } from '../src/app/reading.ts';
import { fingerprintOf } from '../src/book/duplicates/fingerprint.ts';
import { type NewReport, openStore, type Store } from '../src/store/index.ts';
import { UsageError } from '../src/text/errors.ts';
import { at } from './claimed-sample.ts';
import { FRANCE, GERMANY, type Told, told, UKRAINE } from './store-records.ts';

const folder = mkdtempSync(join(tmpdir(), 'pledgebook-decisions-'));
after(() => rmSync(folder, { recursive: true }));
let books = 0;

const OFFER = 'France is ready to send troops to Ukraine after a ceasefire.';

/** A report with what copies of its passages are found by. */
function report(id: string, lead: string, more: Told = {}): NewReport {
  const text = more.report?.text ?? `${lead}\n\n${OFFER} Paris said so twice on Thursday evening.`;
  const given = told(id, { ...more, report: { ...more.report, text } });
  const { keys, passages } = fingerprintOf(text);
  const whole = { start: 0, end: text.length, bands: keys };
  return { ...given, signatures: [whole, ...passages.map(({ keys, ...at }) => ({ ...at, bands: keys }))] };
}

const ALONE = 'Leaders met in Paris to speak of guarantees.';
const COPIED =
  'A quite different opening, by another hand, about the weather in Kyiv and the market for grain.';

interface Opened {
  readonly store: Store;
  readonly book: Book;
  /** Decides as Ada, one day after the other: `d1`, `d2`, … */
  readonly take: (decision: Deciding, by?: string) => Promise<Outcome>;
  /** Everything that the book answers. */
  readonly answers: () => Promise<unknown>;
}

async function withBook(
  reports: readonly NewReport[],
  use: (opened: Opened) => Promise<void>,
): Promise<void> {
  const path = join(folder, `${++books}.db`);
  const store = await openStore(path);
  const book = await openBook({ book: path });
  let taken = 0;
  const take: Opened['take'] = (decision, by = 'Ada') => {
    const n = ++taken;
    const day = `2025-10-${String(n).padStart(2, '0')}T12:00:00.000Z`;
    return decide(store, decision, { id: `d${n}`, by, at: day, why: 'the words say so' });
  };
  try {
    await store.write((b) => b.add(reports));
    await use({ store, book, take, answers: () => answersOf(book) });
    assert.deepEqual(await store.check(), []);
  } finally {
    await book.close();
    await store.close();
  }
}

async function answersOf(book: Book) {
  const reports = await book.reports();
  const files = await Promise.all(reports.map(({ report: { id } }) => book.reportFile(id)));
  return {
    entries: (await book.list()).items,
    whatIf: (await book.whatIf(['ceasefire=yes'])).entries,
    collisions: (await book.collisions()).items,
    reports,
    stories: await book.stories(),
    notes: files.map(({ notes }) => notes),
  };
}

const refuses = (code: string, words: RegExp) => (error: unknown) => {
  assert.ok(error instanceof UsageError, String(error));
  assert.equal(error.code, code);
  assert.match(error.message, words);
  return true;
};

const stateOf = async (book: Book, id: string) =>
  (await book.reportFile(id.slice(0, id.indexOf('#')))).claims.find(({ claim }) => claim.id === id)?.state;

test('what is rejected is in no answer, what is accepted says by whom', () =>
  withBook([report('a', ALONE)], async ({ book, take }) => {
    assert.equal((await book.list()).items.length, 1);
    await take({ kind: 'reject', claim: 'a#c1' });
    assert.deepEqual((await book.list()).items, []);
    assert.equal((await book.list({ states: ['rejected'] })).items.length, 1);
    await take({ kind: 'accept', claim: 'a#c1' }, 'Bo');
    assert.equal((await book.list({ states: ['accepted'] })).items.length, 1);
    const decisions = await book.decisions('a');
    assert.deepEqual(
      decisions.map(({ kind, by, subject, why }) => [kind, by, subject, why]),
      [
        ['reject', 'Ada', 'a#c1', 'the words say so'],
        ['accept', 'Bo', 'a#c1', 'the words say so'],
      ],
    );
  }));

test('any field is mended, and its evidence follows its spans', () =>
  withBook([report('a', ALONE)], async ({ book, take, store }) => {
    const { text } = report('a', ALONE).report;
    await take({
      kind: 'mend',
      claim: 'a#c1',
      fields: {
        firmness: 'pledged',
        predicate: at('ready', 0, text),
        what: at('send troops', 0, text),
        conditions: [],
      },
    });
    const [kept] = await store.read((b) => b.claims());
    assert.equal(kept?.state, 'accepted');
    assert.equal(kept?.claim.firmness, 'pledged');
    assert.deepEqual({ ...kept?.claim.evidence }, { ...at('ready to send troops', 0, text) });
    assert.equal(kept?.asRead?.firmness, 'offered');
    const [entry] = (await book.list()).items;
    assert.deepEqual([entry?.state?.claim.firmness, entry?.conditions], ['pledged', []]);
  }));

test('who may be named, which acts there are, where spans may lie', () =>
  withBook([report('a', ALONE)], async ({ take, answers }) => {
    const before = await answers();
    const mend = (fields: object): Deciding => ({ kind: 'mend', claim: 'a#c1', fields });
    const cases: readonly (readonly [Deciding, string, RegExp])[] = [
      [{ kind: 'accept', claim: 'a#c9' }, 'usage/claim', /no claim "a#c9"/],
      [mend({ predicate: { start: 5, end: 99_999 } }), 'usage/field', /predicate: 5 to 99999 is no span/],
      [mend({ what: { start: 5, end: 5 } }), 'usage/field', /no span/],
      [mend({ act: 'vow' }), 'usage/field', /"vow" is none of commit/],
      [mend({ firmness: 'ironclad' }), 'usage/field', /none of considered/],
      [mend({ act: 'demand' }), 'usage/firmness', /"demand" has no firmness/],
      [mend({ actors: ['state:ATL'] }), 'usage/field', /nobody by the id "state:ATL"/],
      [
        mend({ conditions: [{ start: 0, end: 3, kind: 'if', trigger: { any: ['Cease Fire'] } }] }),
        'usage/field',
        /no trigger/,
      ],
      [
        mend({ conditions: [{ start: 0, end: 3, kind: 'maybe', trigger: null }] }),
        'usage/field',
        /kind: "maybe"/,
      ],
      [mend({ confidence: 1 }), 'usage/field', /no field "confidence"/],
      [mend({}), 'usage/field', /which field/],
      [{ kind: 'merge', claims: ['a#c1'] }, 'usage/merge', /two claims/],
      [{ kind: 'split', claim: 'a#c1', into: [{}] }, 'usage/split', /two at least/],
      [{ kind: 'mend-report', report: 'a', fields: { published: 'last week' } }, 'usage/mend', /no ISO date/],
      [{ kind: 'mend-report', report: 'a', fields: { url: 'nowhere' } }, 'usage/mend', /no url/],
      [{ kind: 'name', story: 'none', title: 'Paris' }, 'usage/story', /no story "none"/],
      [{ kind: 'restore', report: 'a' }, 'usage/report', /not removed/],
      [{ kind: 'note', report: 'b', text: 'x' }, 'usage/report', /no report "b"/],
      [{ kind: 'undo', decision: 'd0' }, 'usage/decision', /no decision "d0"/],
    ];
    for (const [decision, code, words] of cases) await assert.rejects(take(decision), refuses(code, words));
    await assert.rejects(take({ kind: 'accept', claim: 'a#c1' }, ' '), refuses('usage/by', /name of who/));
    assert.deepEqual(await answers(), before);
  }));

test('a claim is added by hand to a report that was not read', () => {
  const text = 'La France est prête à envoyer des troupes en Ukraine. Elle le dit.';
  const french = { report: { text, language: 'fr', sentences: [] } };
  const given = { ...report('a', '', { report: { text: OFFER } }), claims: [], parties: [] };
  return withBook([{ ...given, report: { ...given.report, ...french.report } }], async ({ book, take }) => {
    const { subject } = await take({
      kind: 'add',
      report: 'a',
      fields: {
        act: 'commit',
        predicate: at('est prête', 0, text),
        what: at('envoyer des troupes', 0, text),
        actors: [FRANCE.id],
        beneficiary: [UKRAINE.id],
        measures: ['force.land'],
        firmness: 'offered',
      },
      parties: [FRANCE, UKRAINE],
    });
    const [entry] = (await book.list()).items;
    assert.equal(entry?.id, 'state:FRA/force.land/state:UKR');
    assert.equal(entry?.claims[0]?.id, subject);
    const { sentence, evidence } = entry?.claims[0] ?? {};
    assert.deepEqual(
      { ...sentence },
      { ...at('La France est prête à envoyer des troupes en Ukraine.', 0, text) },
    );
    assert.deepEqual({ ...evidence }, { ...at('est prête à envoyer des troupes', 0, text) });
    await take({ kind: 'undo', decision: 'd1' });
    assert.deepEqual((await book.list()).items, []);
    await assert.rejects(take({ kind: 'accept', claim: subject }), refuses('usage/claim', /is gone/));
    await take({ kind: 'undo', decision: 'd2' });
    assert.equal((await book.list()).items[0]?.claims[0]?.id, subject);
  });
});

/** `France is ready …` twice in one report, read as two claims. */
function twice(): NewReport {
  const given = report('a', ALONE, { parties: [FRANCE, GERMANY, UKRAINE] });
  const [claim] = given.claims;
  if (claim === undefined) throw new Error('a claim is wanted');
  const second = {
    ...claim,
    id: 'a#c2',
    actors: [GERMANY.id],
    predicate: at('said so', 0, given.report.text),
  };
  return { ...given, claims: [claim, second] };
}

test('after a merge the old id answers with the claim that took it in; undone, both live again', () =>
  withBook([twice()], async ({ book, store, take, answers }) => {
    const before = await answers();
    const { subject } = await take({
      kind: 'merge',
      claims: ['a#c1', 'a#c2'],
      fields: { firmness: 'pledged' },
    });
    assert.equal(subject, 'a#c1');
    const [entry] = (await book.list({ actor: ['DEU'] })).items;
    assert.deepEqual(
      entry?.claims.map((c) => [c.id, c.actors]),
      [['a#c1', [FRANCE.id, GERMANY.id]]],
    );
    assert.deepEqual(await store.read((b) => b.successors('a#c2')), ['a#c1']);
    // Whoever decides on the old id decides on the one that answers for it.
    assert.equal((await take({ kind: 'reject', claim: 'a#c2' })).subject, 'a#c1');
    await assert.rejects(
      take({ kind: 'undo', decision: 'd1' }),
      refuses('usage/decided-since', /reject, d2/),
    );
    await take({ kind: 'undo', decision: 'd2' });
    await take({ kind: 'undo', decision: 'd1' });
    assert.deepEqual(await answers(), before);
    assert.deepEqual(await store.read((b) => b.successors('a#c2')), ['a#c2']);
  }));

test('a claim is split, and each part is one of its own', () =>
  withBook([twice()], async ({ book, take, answers }) => {
    const before = await answers();
    await take({ kind: 'split', claim: 'a#c1', into: [{ actors: [FRANCE.id] }, { actors: [UKRAINE.id] }] });
    const entries = (await book.list()).items.map(({ actor, claims }) => [actor, claims.map(({ id }) => id)]);
    assert.deepEqual(entries, [
      [FRANCE.id, ['a#d1-1']],
      [GERMANY.id, ['a#c2']],
      [UKRAINE.id, ['a#d1-2']],
    ]);
    await assert.rejects(
      take({ kind: 'accept', claim: 'a#c1' }),
      refuses('usage/claim', /was split.+a#d1-1, a#d1-2/),
    );
    await take({ kind: 'undo', decision: 'd1' });
    assert.deepEqual(await answers(), before);
  }));

const copies = () => [report('a', ALONE), report('b', COPIED, { report: { publisher: 'Danube Wire' } })];

test('a decision carries to the copies of the passage, and is undone there too', () =>
  withBook(copies(), async ({ book, store, take, answers }) => {
    const before = await answers();
    const { text } = copies()[1]?.report ?? { text: '' };
    const fields = { firmness: 'pledged', what: at('send troops', 0, copies()[0]?.report.text) } as const;
    const { carried, left } = await take({ kind: 'mend', claim: 'a#c1', fields });
    assert.deepEqual(
      carried.map(({ report, subject, decision }) => [report, subject, decision]),
      [['b', 'b#c1', 'd1.1']],
    );
    assert.deepEqual(left, []);
    const [, copy] = await store.read((b) => b.claims());
    assert.deepEqual([copy?.claim.firmness, copy?.state], ['pledged', 'accepted']);
    assert.deepEqual({ ...copy?.claim.what }, { ...at('send troops', 0, text) });
    assert.deepEqual(
      (await book.decisions('b')).map(({ id, by }) => [id, by]),
      [['d1.1', 'Ada']],
    );
    await take({ kind: 'undo', decision: 'd1' });
    assert.deepEqual(await answers(), before);
  }));

test('a passage that stands twice in a report is its own copy', () => {
  const text = `${OFFER} Paris said so on Thursday.\n\nWhat leaders said, once more: nothing new.\n\n${OFFER} Paris said so on Thursday.`;
  const given = report('a', '', { report: { text } });
  const sentence = at(OFFER, 1, text);
  const again = given.claims.map((claim) => ({
    ...claim,
    id: 'a#c2',
    predicate: at('is ready', 1, text),
    sentence,
    evidence: sentence,
  }));
  const sentences = [at(OFFER, 0, text), sentence];
  const whole = { ...given, report: { ...given.report, sentences }, claims: [...given.claims, ...again] };
  return withBook([whole], async ({ book, take }) => {
    const { carried } = await take({ kind: 'reject', claim: 'a#c2' });
    assert.deepEqual(
      carried.map(({ subject }) => subject),
      ['a#c1'],
    );
    assert.deepEqual([await stateOf(book, 'a#c1'), await stateOf(book, 'a#c2')], ['rejected', 'rejected']);
  });
});

test('what one decision set right may be wrong beside a later one, and is not brought back then', () =>
  withBook([report('a', ALONE)], async ({ take, answers }) => {
    await take({ kind: 'mend', claim: 'a#c1', fields: { firmness: null } });
    await take({ kind: 'mend', claim: 'a#c1', fields: { act: 'demand' } });
    const before = await answers();
    await assert.rejects(
      take({ kind: 'undo', decision: 'd1' }),
      refuses('usage/firmness', /"demand" has no firmness/),
    );
    assert.deepEqual(await answers(), before);
  }));

test('a copy on which somebody decided by itself is left alone', () =>
  withBook(copies(), async ({ book, take }) => {
    // Said of both; taken back for the copy only.
    await take({ kind: 'reject', claim: 'a#c1' });
    await take({ kind: 'undo', decision: 'd1.1' });
    assert.deepEqual([await stateOf(book, 'a#c1'), await stateOf(book, 'b#c1')], ['rejected', 'unreviewed']);
    const { carried, left } = await take({ kind: 'accept', claim: 'a#c1' });
    assert.deepEqual(carried, []);
    assert.deepEqual(left, [{ report: 'b', why: 'it was decided on by itself' }]);
  }));

test('what a person adds to a passage is added to its copies', () =>
  withBook(copies(), async ({ store, take }) => {
    const [a, b] = copies().map((copy) => copy.report.text);
    const predicate = at('send', 0, a);
    const fields = { act: 'perform', predicate, actors: [FRANCE.id], firmness: 'under-way' } as const;
    const { carried } = await take({ kind: 'add', report: 'a', fields });
    assert.deepEqual(
      carried.map((c) => c.subject),
      ['b#d1.1'],
    );
    const kept = await store.read((book) => book.claims({ acts: ['perform'] }));
    assert.deepEqual(
      kept.map(({ claim }) => [claim.report, { ...claim.predicate }]),
      [
        ['a', { ...predicate }],
        ['b', { ...at('send', 0, b) }],
      ],
    );
  }));

test('a report is placed into a story, a story is named, a publisher graded, a report marked and noted', () =>
  withBook(
    [
      report('a', ALONE, { story: { id: 's1', by: 'rule' } }),
      report('b', COPIED, { story: { id: 's2', by: 'rule' } }),
    ],
    async ({ book, take }) => {
      await take({ kind: 'place', report: 'b', story: 's1' });
      await take({ kind: 'name', story: 's1', title: 'Paris meeting' });
      assert.deepEqual(await book.stories(), [{ id: 's1', title: 'Paris meeting', reports: ['a', 'b'] }]);
      await take({ kind: 'grade', publisher: 'Harbour Wire', grade: 'B' });
      assert.deepEqual(
        (await book.grades()).map(({ publisher, grade, by }) => [publisher, grade, by]),
        [['Harbour Wire', 'B', 'Ada']],
      );
      const marking = (value: string) => ({ kind: 'marking', value }) as const;
      await take({ kind: 'label', report: 'a', label: marking('draft') });
      await take({ kind: 'label', report: 'a', label: marking('internal') });
      await take({ kind: 'note', report: 'a', text: 'ask Paris' });
      const { report: kept, notes } = await book.reportFile('a');
      assert.deepEqual(kept.labels, [marking('internal')]);
      assert.deepEqual(
        notes.map(({ text, by }) => [text, by]),
        [['ask Paris', 'Ada']],
      );
      const open = { notLabelled: [marking('internal')] };
      assert.deepEqual(
        (await book.reports(open)).map(({ report: { id } }) => id),
        ['b'],
      );
      assert.deepEqual(
        (await book.list(open)).items[0]?.claims.map(({ id }) => id),
        ['b#c1'],
      );
      await take({ kind: 'undo', decision: 'd5' });
      assert.deepEqual((await book.reportFile('a')).report.labels, [marking('draft')]);
    },
  ));

test('what is removed is hidden with what rests on it, and comes back; what is purged does not', () =>
  withBook(copies(), async ({ book, take, answers }) => {
    const before = await answers();
    await take({ kind: 'remove', report: 'a' });
    assert.deepEqual(
      (await book.list()).items[0]?.claims.map(({ id }) => id),
      ['b#c1'],
    );
    await assert.rejects(
      take({ kind: 'accept', claim: 'a#c1' }),
      refuses('usage/claim', /was removed; restore a/),
    );
    await take({ kind: 'undo', decision: 'd1' });
    assert.deepEqual(await answers(), before);
    await take({ kind: 'remove', report: 'a' });
    await take({ kind: 'restore', report: 'a' });
    assert.deepEqual(await answers(), before);
    // One after the other.
    await take({ kind: 'undo', decision: 'd5' });
    await take({ kind: 'undo', decision: 'd4' });
    assert.deepEqual(await answers(), before);

    const { decision } = await take({ kind: 'accept', claim: 'a#c1' });
    const { copies, files, warning } = await book.purge(['a'], { by: 'Ada' });
    assert.deepEqual([copies, files], [['b'], []]);
    assert.match(warning, /cannot be undone.+passages of it in other reports: b/);
    await assert.rejects(take({ kind: 'undo', decision }), refuses('usage/undo', /purged with its report/));
    await assert.rejects(book.purge(['a'], { by: 'Ada' }), refuses('usage/report', /purged/));
    // The copy stands as it was decided.
    assert.equal(await stateOf(book, 'b#c1'), 'accepted');
  }));

/** The reading of a report with these claims; all that is left out of a claim is empty. */
function readingOf({ report }: NewReport, claims: readonly Partial<ReadingClaim>[]): Reading {
  const { text, sentences, title, publisher, byline, url, published, language } = report;
  const sentence = Math.max(0, sentences.length - 1);
  return {
    format: FORMAT,
    document: {
      id: 'x',
      text,
      sentences,
      title,
      publisher,
      byline,
      url,
      published,
      language,
      publishedFrom: 'meta',
    },
    skipped: null,
    actors: [FRANCE, GERMANY, UKRAINE].map((party) => ({ ...party, aliases: [], roles: [] })),
    mentions: [],
    attributions: [],
    claims: claims.map((claim, i) => ({
      id: `c${i + 1}`,
      act: 'commit',
      predicate: at('is ready', 0, text),
      actors: [FRANCE.id],
      targets: [],
      beneficiary: [UKRAINE.id],
      what: null,
      firmness: 'offered',
      negated: false,
      conditions: [],
      attribution: null,
      reportedBy: [],
      sentence,
      evidence: at('is ready', 0, text),
      confidence: 0.9,
      measures: ['force.land'],
      quantities: [],
      when: null,
      where: [],
      factuality: 'CT+',
      plover: null,
      cameo: null,
      rule: 'model.predicate',
      ...claim,
    })),
  };
}

test('a newer reading keeps what was decided, and says what changed', () =>
  withBook([twice()], async ({ store, book, take }) => {
    const { text } = twice().report;
    await take({ kind: 'mend', claim: 'a#c1', fields: { firmness: 'pledged' } });
    await take({ kind: 'accept', claim: 'a#c2' });
    const reading = readingOf(twice(), [
      { predicate: at('ready', 0, text), firmness: 'considered', measures: ['force.air'] },
      { predicate: at('a ceasefire', 0, text), act: 'propose', firmness: null },
    ]);
    const again = await reread(store, 'a', reading, '0.2.0', {
      id: 'r1',
      by: 'Ada',
      at: '2025-11-01T00:00:00.000Z',
      why: null,
    });
    const [change] = again.changed;
    assert.deepEqual(
      [change?.before, change?.after, again.reader],
      ['a#c1', 'a#2.c1', { from: '0.1.0', to: '0.2.0' }],
    );
    assert.deepEqual(
      change?.fields.filter(({ field }) => ['firmness', 'measures'].includes(field)),
      [
        { field: 'firmness', before: 'offered', after: 'considered' },
        { field: 'measures', before: ['force.land'], after: ['force.air'] },
      ],
    );
    assert.deepEqual([again.found, again.gone], [['a#2.c2'], []]);
    const { claims } = await book.reportFile('a');
    assert.deepEqual(
      claims.map(({ claim, state }) => [claim.id, claim.firmness, claim.measures[0], state]),
      [
        // What was mended stays mended, the rest is as it is read now.
        ['a#2.c1', 'pledged', 'force.air', 'accepted'],
        ['a#2.c2', null, 'force.land', 'unreviewed'],
        // Accepted, and not read any more.
        ['a#r1-2', 'offered', 'force.land', 'accepted'],
      ],
    );
    assert.deepEqual(await store.read((b) => b.successors('a#c2')), ['a#r1-2']);
    assert.deepEqual((await take({ kind: 'accept', claim: 'a#c1' })).subject, 'a#2.c1');
    await take({ kind: 'undo', decision: 'd3' });
    // What was decided before the new reading is undone on the claim that it became: as it is read now.
    await take({ kind: 'undo', decision: 'd1' });
    const [first] = (await book.reportFile('a')).claims;
    assert.deepEqual([first?.claim.firmness, first?.state], ['considered', 'unreviewed']);
    await assert.rejects(take({ kind: 'undo', decision: 'r1' }), refuses('usage/undo', /cannot be undone/));
  }));

/** Reads the report again, as these claims. */
const again = (store: Store, id: string, claims: readonly Partial<ReadingClaim>[]) =>
  reread(store, 'a', readingOf(twice(), claims), '0.2.0', {
    id,
    by: 'Ada',
    at: '2025-11-01T00:00:00.000Z',
    why: null,
  });

const standings = async (book: Book) =>
  (await book.reportFile('a')).claims.map(({ claim, state }) => [claim.id, claim.act, claim.firmness, state]);

test('words that a person mended are found again where the newer reader now reads them as well', () =>
  withBook([twice()], async ({ store, book, take }) => {
    const { text } = twice().report;
    const [mended, sentence] = [at('send troops to Ukraine', 0, text), at(OFFER, 0, text)];
    await take({ kind: 'mend', claim: 'a#c1', fields: { predicate: mended, what: null } });
    await take({ kind: 'reject', claim: 'a#c2' });
    const { kept, found } = await again(store, 'r1', [
      {
        predicate: at('send', 0, text),
        conditions: [{ kind: 'after', ...at('after a ceasefire', 0, text), trigger: null }],
      },
      { predicate: at('Paris said so', 0, text) },
    ]);
    assert.deepEqual([kept, found], [['a#2.c1', 'a#2.c2'], []]);
    assert.deepEqual(await standings(book), [
      ['a#2.c1', 'commit', 'offered', 'accepted'],
      ['a#2.c2', 'commit', 'offered', 'rejected'],
    ]);
    const [first] = (await book.reportFile('a')).claims;
    assert.deepEqual({ ...first?.claim.predicate }, { ...mended });
    // Its evidence goes with its words and with the condition as it is read now.
    assert.deepEqual(
      { ...first?.claim.evidence },
      { ...at('send troops to Ukraine after a ceasefire', 0, text) },
    );
    assert.deepEqual({ ...first?.claim.sentence }, { ...sentence });
  }));

test('what was accepted stays what it was; what was rejected as one act is not rejected as another', () =>
  withBook([twice()], async ({ store, book, take }) => {
    const { text } = twice().report;
    await take({ kind: 'accept', claim: 'a#c1' });
    await take({ kind: 'reject', claim: 'a#c2' });
    const { changed, kept } = await again(store, 'r1', [
      { predicate: at('ready', 0, text), act: 'defer', firmness: null },
      { predicate: at('said so', 0, text), act: 'demand', firmness: null },
    ]);
    assert.deepEqual(await standings(book), [
      ['a#2.c1', 'commit', 'offered', 'accepted'],
      ['a#2.c2', 'demand', null, 'unreviewed'],
      ['a#r1-2', 'commit', 'offered', 'rejected'],
    ]);
    assert.deepEqual(kept, ['a#2.c1', 'a#r1-2']);
    assert.deepEqual(
      changed.map(({ before, fields }) => [before, fields.find(({ field }) => field === 'act')?.after]),
      [['a#c1', 'defer']],
    );
  }));

test('a rejected claim that is not read for a while is rejected when it is read again', () =>
  withBook([twice()], async ({ store, book, take }) => {
    const { text } = twice().report;
    await take({ kind: 'reject', claim: 'a#c1' });
    const { gone, kept } = await again(store, 'r1', [{ predicate: at('said so', 0, text) }]);
    assert.deepEqual([gone, kept], [[], ['a#r1-1']]);
    await again(store, 'r2', [{ predicate: at('is ready', 0, text) }, { predicate: at('said so', 0, text) }]);
    assert.deepEqual(await standings(book), [
      ['a#r1-1', 'commit', 'offered', 'rejected'],
      ['a#3.c1', 'commit', 'offered', 'gone'],
      ['a#3.c2', 'commit', 'offered', 'unreviewed'],
    ]);
    assert.deepEqual(await store.read((b) => b.successors('a#3.c1')), ['a#r1-1']);
  }));

test('what a person added and the reader then found is the reader’s when the addition is undone', () =>
  withBook([twice()], async ({ store, book, take }) => {
    const { text } = twice().report;
    const fields = { act: 'propose', predicate: at('a ceasefire', 0, text), firmness: null } as const;
    await take({ kind: 'add', report: 'a', fields });
    await again(store, 'r1', [fields]);
    const claims = async () =>
      (await standings(book)).flatMap(([id, , , state]) => (state === 'gone' ? [] : [id]));
    assert.deepEqual(await claims(), ['a#d1']);
    await take({ kind: 'undo', decision: 'd1' });
    assert.deepEqual(await claims(), ['a#2.c1']);
    assert.deepEqual(await store.read((b) => b.successors('a#d1')), ['a#2.c1']);
    await take({ kind: 'undo', decision: 'd2' });
    assert.deepEqual(await claims(), ['a#d1']);
    assert.deepEqual(await store.read((b) => b.successors('a#2.c1')), ['a#d1']);
  }));

test('what stays for a decision alone goes with it, and comes back with it', () =>
  withBook([twice()], async ({ store, book, take }) => {
    const { text } = twice().report;
    await take({ kind: 'accept', claim: 'a#c1' });
    await again(store, 'r1', [{ predicate: at('said so', 0, text) }]);
    const claims = async () => (await book.list()).items.flatMap((entry) => entry.claims.map(({ id }) => id));
    assert.deepEqual(await claims(), ['a#r1-1', 'a#2.c1']);
    await take({ kind: 'undo', decision: 'd1' });
    assert.deepEqual(await claims(), ['a#2.c1']);
    assert.deepEqual(await store.read((b) => b.successors('a#c1')), []);
    await take({ kind: 'undo', decision: 'd2' });
    assert.deepEqual(await claims(), ['a#r1-1', 'a#2.c1']);
  }));

test('a date that moved with its report’s is no decision on the claim', () => {
  const given = twice();
  const when = {
    ...at('after', 0, given.report.text),
    from: '2025-09-04',
    to: '2025-09-04',
    granularity: 'day',
  } as const;
  return withBook([given], async ({ store }) => {
    const [kept] = await store.read((b) => b.claims());
    if (kept === undefined) throw new Error('a claim is wanted');
    await store.write((b) =>
      b.settle({ claim: { ...kept.claim, when }, state: 'unreviewed', at: '2025-10-01' }),
    );
    const { gone, kept: stayed } = await again(store, 'r1', [
      { predicate: at('said so', 0, given.report.text) },
    ]);
    assert.deepEqual([gone, stayed], [['a#c1'], []]);
  });
});

test('a merged claim stays merged when it is read again, and when it is not', () =>
  withBook([twice()], async ({ store, book, take }) => {
    const { text } = twice().report;
    await take({ kind: 'merge', claims: ['a#c1', 'a#c2'] });
    const first = await again(store, 'r1', [{ predicate: at('is ready', 0, text) }]);
    assert.deepEqual([first.gone, first.kept], [[], ['a#2.c1']]);
    assert.deepEqual(await store.read((b) => b.successors('a#c2')), ['a#2.c1']);
    await again(store, 'r2', [{ predicate: at('is ready', 0, text) }, { predicate: at('said so', 0, text) }]);
    const stand = async () =>
      (await standings(book)).flatMap(([id, , , state]) => (state === 'gone' ? [] : [[id, state]]));
    assert.deepEqual(await stand(), [['a#3.c1', 'accepted']]);
    await take({ kind: 'undo', decision: 'd1' });
    assert.deepEqual(await stand(), [
      ['a#3.c1', 'unreviewed'],
      ['a#3.c2', 'unreviewed'],
    ]);
    assert.deepEqual(await store.read((b) => b.successors('a#c2')), ['a#3.c2']);
    await take({ kind: 'undo', decision: 'd2' });
    assert.deepEqual(await stand(), [['a#3.c1', 'accepted']]);
    assert.deepEqual(await store.read((b) => b.successors('a#c2')), ['a#3.c1']);
  }));

test('a copy that comes after a decision has it as well, by whom and of when, and loses it with the first', () =>
  withBook([twice()], async ({ book, take }) => {
    const [a, b] = copies().map((copy) => copy.report.text);
    const mended = { firmness: 'pledged', what: at('send troops', 0, a) } as const;
    await take({ kind: 'mend', claim: 'a#c1', fields: mended });
    await take({ kind: 'accept', claim: 'a#c1' }, 'Bo');
    await take({ kind: 'add', report: 'a', fields: { act: 'propose', predicate: at('a ceasefire', 0, a) } });
    await take({ kind: 'reject', claim: 'a#c2' });
    await take({ kind: 'undo', decision: 'd4' });
    const later = readingOf(report('b', COPIED), [
      { predicate: at('is ready', 0, b) },
      { predicate: at('said so', 0, b), actors: [GERMANY.id] },
    ]);
    const added = await book.addReading(later);
    assert.deepEqual(
      added.carried.map(({ kind, from, by, taken }) => [kind, from, by, taken.slice(0, 10)]),
      [
        ['mend', 'd1', 'Ada', '2025-10-01'],
        ['accept', 'd2', 'Bo', '2025-10-02'],
        ['add', 'd3', 'Ada', '2025-10-03'],
      ],
    );
    assert.deepEqual(added.left, []);
    const standing = async () =>
      (await book.reportFile(added.id)).claims.map(({ claim, state }) => [
        claim.act,
        claim.firmness,
        b?.slice(claim.what?.start, claim.what?.end),
        state,
      ]);
    assert.deepEqual(await standing(), [
      ['commit', 'pledged', 'send troops', 'accepted'],
      ['commit', 'offered', b, 'unreviewed'],
      ['propose', null, b, 'accepted'],
    ]);
    const own = await book.decisions(added.id);
    assert.ok(own.every(({ id, at }) => /^d\d\./.test(id) && at > '2025-11'));
    // The same report again has nothing more.
    assert.deepEqual((await book.addReading(later)).carried, []);
    // A copy of the copy has them from the first of them.
    const third = report('c', 'One more paper has it, under a headline of its own.');
    const words = readingOf(third, [{ predicate: at('ready', 0, third.report.text) }]);
    assert.deepEqual(
      (await book.addReading(words)).carried.map(({ from }) => from),
      ['d1', 'd2', 'd3'],
    );
    await take({ kind: 'undo', decision: 'd3' });
    await take({ kind: 'undo', decision: 'd2' });
    const { carried } = await take({ kind: 'undo', decision: 'd1' });
    assert.equal(carried[0]?.report, added.id);
    assert.equal(carried.length, 2);
    assert.deepEqual(await standing(), [
      ['commit', 'offered', b, 'unreviewed'],
      ['commit', 'offered', b, 'unreviewed'],
      ['propose', null, b, 'gone'],
    ]);
  }));

test('a report that is brought back has what was decided meanwhile on copies of its passages', () =>
  withBook(copies(), async ({ take, store }) => {
    const standing = async () =>
      (await store.read((book) => book.claims({ reports: ['b'], versions: 'all' }))).map(
        ({ claim, state }) => [claim.firmness, state],
      );
    await take({ kind: 'accept', claim: 'a#c1' });
    await take({ kind: 'remove', report: 'b' });
    const { carried } = await take({ kind: 'mend', claim: 'a#c1', fields: { firmness: 'pledged' } });
    assert.deepEqual(carried, []);
    const { inherited } = await take({ kind: 'restore', report: 'b' });
    assert.deepEqual(
      inherited?.carried.map(({ kind, from, subject, by }) => [kind, from, subject, by]),
      [['mend', 'd3', 'b#c1', 'Ada']],
    );
    assert.deepEqual(inherited?.left, []);
    assert.deepEqual(await standing(), [['pledged', 'accepted']]);
    // Undone with the first one; and by an undoing it comes back as well.
    await take({ kind: 'undo', decision: 'd3' });
    assert.deepEqual(await standing(), [['offered', 'accepted']]);
    const removal = await take({ kind: 'remove', report: 'b' });
    await take({ kind: 'reject', claim: 'a#c1' });
    const back = await take({ kind: 'undo', decision: removal.decision });
    assert.deepEqual(
      back.inherited?.carried.map(({ kind }) => kind),
      ['reject'],
    );
    assert.deepEqual(await standing(), [['offered', 'rejected']]);
  }));

test('a copy that comes later is left alone, with the reason, where its words or its claims are others', () =>
  withBook([twice()], async ({ book, take, store }) => {
    const [a] = copies().map((copy) => copy.report.text);
    await take({ kind: 'mend', claim: 'a#c1', fields: { what: at('ready to send troops', 0, a) } });
    await take({ kind: 'mend', claim: 'a#c1', fields: { firmness: 'pledged' } });
    const changed = OFFER.replace('to send troops', 'to send some troops');
    const other = report('b', COPIED, { report: { text: `${COPIED}\n\n${OFFER}` } });
    const text = other.report.text.replace(OFFER, changed);
    const altered = { ...other, report: { ...other.report, text, sentences: [at(changed, 0, text)] } };
    const added = await book.addReading(readingOf(altered, [{ predicate: at('is ready', 0, text) }]));
    assert.deepEqual(added.carried, []);
    assert.deepEqual(added.left, [
      { from: 'd1', why: 'its words differ' },
      { from: 'd2', why: 'one that it builds on was left alone' },
    ]);
    const unread = await book.addReading(readingOf(report('c', COPIED), []));
    assert.deepEqual(unread.left[0], { from: 'd1', why: 'the claim was not read there' });
    // Read again, it has the claim and the decisions on it.
    const { text: words } = report('c', COPIED).report;
    const reading = readingOf(report('c', COPIED), [{ predicate: at('is ready', 0, words) }]);
    const stamp = { id: 'r1', by: 'Bo', at: '2025-11-01T00:00:00.000Z', why: null };
    const again = await reread(store, unread.id, reading, '0.2.0', stamp);
    assert.deepEqual(
      again.carried.map(({ from, by }) => [from, by]),
      [
        ['d1', 'Ada'],
        ['d2', 'Ada'],
      ],
    );
  }));

test('when the date of a report is mended, dates that are reckoned from it move with it', () => {
  const text = `${OFFER} France will send troops on Thursday.`;
  const given = report('a', '', { report: { text, published: '2025-09-02' } });
  const when = {
    ...at('on Thursday', 0, text),
    from: '2025-09-04',
    to: '2025-09-04',
    granularity: 'day',
  } as const;
  const claim = { predicate: at('will send', 0, text), when, firmness: 'pledged' } as const;
  const sentences = [at(OFFER, 0, text), at('France will send troops on Thursday.', 0, text)];
  const dated = { ...given, report: { ...given.report, sentences } };
  const [first] = given.claims;
  if (first === undefined) throw new Error('a claim is wanted');
  const claims = [{ ...first, ...claim }];
  const reading = JSON.stringify(readingOf(dated, [claim]));
  return withBook([{ ...dated, claims, reading }], async ({ book, take, answers }) => {
    const before = await answers();
    const { changes } = await take({
      kind: 'mend-report',
      report: 'a',
      fields: { published: '2025-09-10', publisher: 'Danube Wire' },
    });
    assert.deepEqual(
      changes.map(({ on }) => on),
      ['report', 'claim'],
    );
    const [kept] = (await book.reportFile('a')).claims;
    assert.deepEqual([kept?.claim.when?.from, kept?.state], ['2025-09-11', 'unreviewed']);
    const [reported] = await book.reports();
    assert.deepEqual([reported?.report.publisher, reported?.report.published], ['Danube Wire', '2025-09-10']);
    // As the book knew it before.
    const [known] = (await book.list({ knownOn: '2025-09-30' })).items;
    assert.equal(known?.claims[0]?.when?.from, '2025-09-04');
    await take({ kind: 'undo', decision: 'd1' });
    assert.deepEqual(await answers(), before);
  });
});

test('when the publisher of a report is mended, grades and voices are computed again, and said', () => {
  const story = { id: 's', by: 'rule' } as const;
  const first = report('a', ALONE, { story, report: { publisher: 'dw.example' } });
  const text = 'Paris may well deploy soldiers in Ukraine, Danube Wire reported.';
  const sentence = at(text, 0, text);
  const claims = first.claims.map((claim) => ({
    ...claim,
    id: 'b#c1',
    report: 'b',
    predicate: at('may well deploy', 0, text),
    what: null,
    conditions: [],
    sources: ['org:danube-wire'],
    sentence,
    evidence: sentence,
  }));
  const cited = { ...first.report, id: 'b', publisher: 'The Continental', text, sentences: [sentence] };
  return withBook([first, { ...first, report: cited, claims, signatures: [] }], async ({ book, take }) => {
    await take({ kind: 'grade', publisher: 'Danube Wire', grade: 'C' });
    const fields = { publisher: 'Danube Wire' };
    const { recomputed } = await book.decide({ kind: 'mend-report', report: 'a', fields }, { by: 'Ada' });
    assert.deepEqual(recomputed?.grade, { before: 'F', after: 'C' });
    // The other report names this one as its source.
    const [voices] = recomputed?.voices ?? [];
    assert.deepEqual([voices?.field, voices?.before, voices?.after], ['firmness', 2, 1]);
  });
});

test('a date that was mended twice is reckoned from the last one, also a day that a condition waits for', () => {
  const told = 'France will send troops on Thursday, but only after Friday.';
  const text = `${OFFER} ${told}`;
  const given = report('a', '', { report: { text, published: '2025-09-01' } });
  const [first] = given.claims;
  if (first === undefined) throw new Error('a claim is wanted');
  const read = {
    predicate: at('will send', 0, text),
    what: at('troops', 0, text),
    when: { ...at('on Thursday', 0, text), from: '2025-09-04', to: '2025-09-04', granularity: 'day' },
    conditions: [
      { ...at('only after Friday', 0, text), kind: 'only-after', trigger: { any: ['date:2025-09-06'] } },
    ],
    firmness: 'pledged',
  } as const;
  const sentence = at(told, 0, text);
  const claims = [{ ...first, ...read, sentence, evidence: sentence }];
  const dated = { ...given, report: { ...given.report, sentences: [at(OFFER, 0, text), sentence] } };
  const kept = { ...dated, claims, reading: JSON.stringify(readingOf(dated, [read])) };
  return withBook([kept], async ({ book, take }) => {
    const datesOf = async () => {
      const [claim] = (await book.reportFile('a')).claims.map((of) => of.claim);
      return [claim?.when?.from, claim?.conditions[0]?.trigger];
    };
    await take({ kind: 'mend-report', report: 'a', fields: { published: '2025-09-08' } });
    assert.deepEqual(await datesOf(), ['2025-09-11', { any: ['date:2025-09-13'] }]);
    const fields = { published: '2025-09-15' };
    const { recomputed, decision } = await book.decide(
      { kind: 'mend-report', report: 'a', fields },
      { by: 'Ada' },
    );
    assert.deepEqual(await datesOf(), ['2025-09-18', { any: ['date:2025-09-20'] }]);
    assert.deepEqual(
      recomputed?.dates.map(({ words, before, after }) => [words, before?.from, after?.from]),
      [['on Thursday', '2025-09-11', '2025-09-18']],
    );
    assert.deepEqual(
      recomputed?.triggers.map(({ words }) => words),
      ['only after Friday'],
    );
    // Undoing says what follows, too; a date that a person has set stays.
    const undone = await book.decide({ kind: 'undo', decision }, { by: 'Ada' });
    assert.equal(undone.recomputed?.dates[0]?.after?.from, '2025-09-11');
    await take({ kind: 'mend', claim: 'a#c1', fields: { when: null } });
    await take({ kind: 'mend-report', report: 'a', fields });
    assert.deepEqual(await datesOf(), [undefined, { any: ['date:2025-09-20'] }]);
  });
});

test('an entry says who confirmed its claims, and which were mended, added, rejected or copied', () =>
  withBook([twice(), report('b', COPIED)], async ({ book, take }) => {
    const reviewed = async () => {
      const [entry] = (await book.show('state:FRA/force.land/state:UKR')).items;
      assert.ok(entry);
      const shown = [...entry.claims, ...entry.rejected].map(({ id }) => {
        const { state, mended, byHand, decisions } = entry.behind.get(id)?.review ?? assert.fail(id);
        return [id, state, mended, byHand, decisions.map(({ kind, by, from }) => `${kind} ${by} ${from}`)];
      });
      return new Map(shown.map(([id, ...of]) => [id, of]));
    };
    await take({ kind: 'mend', claim: 'a#c1', fields: { firmness: 'formal' } });
    await take({ kind: 'accept', claim: 'a#c1' }, 'Bo');
    const after = await reviewed();
    assert.deepEqual(after.get('a#c1'), [
      'accepted',
      ['firmness'],
      false,
      ['mend Ada null', 'accept Bo null'],
    ]);
    assert.deepEqual(after.get('b#c1'), ['accepted', ['firmness'], false, ['mend Ada d1', 'accept Bo d2']]);
    await take({ kind: 'undo', decision: 'd2' });
    const fields = {
      act: 'endorse',
      predicate: at('said so', 0, twice().report.text),
      actors: [FRANCE.id],
      measures: ['force.land'],
      beneficiary: [UKRAINE.id],
    } as const;
    await take({ kind: 'add', report: 'a', fields });
    await take({ kind: 'reject', claim: 'b#c1' }, 'Bo');
    const later = await reviewed();
    assert.deepEqual(later.get('a#d4'), ['accepted', [], true, ['add Ada null']]);
    assert.deepEqual(later.get('a#c1'), ['rejected', ['firmness'], false, ['mend Ada null', 'reject Bo d5']]);
    const query = { states: ['accepted'] } as const;
    const [accepted] = (await book.show('state:FRA/force.land/state:UKR', query)).items;
    assert.deepEqual([accepted?.claims.map(({ id }) => id), accepted?.rejected], [['a#d4'], []]);
  }));

test('a claim is as the last decision that holds left it, whichever is undone first', () =>
  withBook([report('a', ALONE)], async ({ book, take }) => {
    await take({ kind: 'mend', claim: 'a#c1', fields: { firmness: 'formal' } });
    await take({ kind: 'mend', claim: 'a#c1', fields: { negated: true } });
    await take({ kind: 'undo', decision: 'd1' });
    assert.equal(await stateOf(book, 'a#c1'), 'accepted');
    await take({ kind: 'undo', decision: 'd2' });
    assert.equal(await stateOf(book, 'a#c1'), 'unreviewed');
    await take({ kind: 'undo', decision: 'd4' });
    assert.equal(await stateOf(book, 'a#c1'), 'accepted');
  }));

test('as the book knew it at a date, what was decided later does not count', () =>
  withBook([report('a', ALONE)], async ({ book, take }) => {
    await take({ kind: 'mend', claim: 'a#c1', fields: { firmness: 'formal' } });
    await take({ kind: 'reject', claim: 'a#c1' });
    const firmness = async (knownOn: string) =>
      (await book.list({ knownOn })).items.map(({ state }) => state?.claim.firmness);
    assert.deepEqual(await firmness('2025-09-30'), ['offered']);
    assert.deepEqual(await firmness('2025-10-01'), ['formal']);
    assert.deepEqual(await firmness('2025-10-02'), []);
  }));

test('as the book knew it, reports are labelled, placed, named and hidden as they were then', () =>
  withBook(
    [
      report('a', ALONE, { story: { id: 's1', by: 'rule' } }),
      report('b', COPIED, { story: { id: 's2', by: 'rule' } }),
    ],
    async ({ book, take }) => {
      const known = async (day: number) => {
        const knownOn = `2025-10-${String(day).padStart(2, '0')}`;
        const internal = { labelled: [{ kind: 'marking', value: 'internal' }] } as const;
        return {
          internal: (await book.list({ knownOn, ...internal })).items.length,
          stories: (await book.stories({ knownOn })).map(({ title, reports }) => [title, ...reports]),
          removed: (await book.reports({ knownOn, state: 'removed' })).map((kept) => kept.report.id),
          cited: [...(await book.cite(['a', 'b'], { knownOn })).keys()],
        };
      };
      const label = { kind: 'marking', value: 'internal' } as const;
      await take({ kind: 'label', report: 'a', label });
      await take({ kind: 'place', report: 'b', story: 's1' });
      await take({ kind: 'name', story: 's1', title: 'Paris meeting' });
      await take({ kind: 'remove', report: 'a' });
      await take({ kind: 'undo', decision: 'd4' });
      await take({ kind: 'undo', decision: 'd1' });
      await take({ kind: 'undo', decision: 'd2' });
      const apart = [
        [null, 'a'],
        [null, 'b'],
      ];
      const none = { internal: 0, removed: [], cited: ['a', 'b'] };
      assert.deepEqual(await known(1), { ...none, internal: 1, stories: apart });
      assert.deepEqual(await known(2), { ...none, internal: 1, stories: [[null, 'a', 'b']] });
      assert.deepEqual(await known(3), { ...none, internal: 1, stories: [['Paris meeting', 'a', 'b']] });
      assert.deepEqual(await known(4), {
        internal: 0,
        removed: ['a'],
        cited: ['b'],
        stories: [['Paris meeting', 'b']],
      });
      assert.deepEqual(await known(5), { ...none, internal: 1, stories: [['Paris meeting', 'a', 'b']] });
      assert.deepEqual(await known(6), { ...none, stories: [['Paris meeting', 'a', 'b']] });
      assert.deepEqual(await known(7), {
        ...none,
        stories: [
          ['Paris meeting', 'a'],
          [null, 'b'],
        ],
      });
      assert.deepEqual((await book.list({ knownOn: '2025-09-30' })).items.length, 1);
    },
  ));

test('removing and restoring are undone one after the other', () =>
  withBook([report('a', ALONE)], async ({ take, store }) => {
    await take({ kind: 'remove', report: 'a' });
    await take({ kind: 'restore', report: 'a' });
    await take({ kind: 'undo', decision: 'd2' });
    assert.equal(await store.read((b) => b.state('a')), 'removed');
    await take({ kind: 'undo', decision: 'd1' });
    assert.equal(await store.read((b) => b.state('a')), 'present');
  }));

test('a decision is undone where it carried to a report that was removed since', () =>
  withBook(copies(), async ({ store, take, answers }) => {
    const before = await answers();
    await take({ kind: 'mend', claim: 'b#c1', fields: { firmness: 'formal' } });
    await take({ kind: 'remove', report: 'a' });
    const { carried } = await take({ kind: 'undo', decision: 'd1' });
    assert.deepEqual(
      carried.map(({ report }) => report),
      ['a'],
    );
    assert.equal(await store.read((b) => b.state('a')), 'removed');
    await take({ kind: 'undo', decision: 'd2' });
    assert.deepEqual(await answers(), before);
  }));

test('decisions that are undone, in any order that is let, leave the answers as they were', async () => {
  const [a = ''] = [twice().report.text];
  const decision = fc.oneof<fc.Arbitrary<Deciding>[]>(
    fc.record({ kind: fc.constantFrom('accept', 'reject'), claim: fc.constantFrom('a#c1', 'a#c2', 'b#c1') }),
    fc.record({
      kind: fc.constant('mend' as const),
      claim: fc.constantFrom('a#c1', 'b#c1'),
      fields: fc.constantFrom(
        { firmness: 'formal' as const },
        { negated: true },
        { measures: ['force.air'], firmness: 'considered' as const },
        { act: 'demand' as const, firmness: null },
      ),
    }),
    fc.constant({
      kind: 'add',
      report: 'a',
      fields: { act: 'reject', predicate: at('so twice', 0, a), actors: [FRANCE.id] },
    }),
    fc.constant({ kind: 'merge', claims: ['a#c1', 'a#c2'] }),
    fc.constant({ kind: 'split', claim: 'a#c2', into: [{ negated: true }, { measures: ['force.sea'] }] }),
    fc.record({ kind: fc.constantFrom('remove', 'restore'), report: fc.constantFrom('a', 'b') }),
    fc.record({
      kind: fc.constantFrom('label', 'unlabel'),
      report: fc.constant('a'),
      label: fc.record({ kind: fc.constantFrom('tag', 'marking'), value: fc.constantFrom('x', 'y') }),
    }),
    fc.record({ kind: fc.constant('note' as const), report: fc.constant('b'), text: fc.constant('a note') }),
    fc.record({
      kind: fc.constant('mend-report' as const),
      report: fc.constant('b'),
      fields: fc.constantFrom({ title: 'Another' }, { publisher: 'Danube Wire' }),
    }),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(decision, { minLength: 1, maxLength: 5 }),
      fc.infiniteStream(fc.nat()),
      (decisions, which) =>
        withBook([twice(), report('b', COPIED)], async ({ take, answers }) => {
          const before = await answers();
          let open: string[] = [];
          for (const one of decisions) {
            const taken = await unlessRefused(take(one));
            if (taken) open.push(taken.decision);
          }
          while (open.length > 0) {
            const last = open.at(-1) ?? '';
            const chosen = open[which.next().value % open.length] ?? last;
            // The last one can always be undone; another one where nobody has decided on the same since.
            const early =
              chosen !== last && (await unlessRefused(take({ kind: 'undo', decision: chosen }))) !== null;
            if (!early) await take({ kind: 'undo', decision: last });
            const undone = early ? chosen : last;
            open = open.filter((id) => id !== undone);
          }
          assert.deepEqual(await answers(), before);
        }),
    ),
    { numRuns: 25 },
  );
});

async function unlessRefused(taking: Promise<Outcome>): Promise<Outcome | null> {
  try {
    return await taking;
  } catch (error) {
    if (error instanceof UsageError) return null;
    throw error;
  }
}
