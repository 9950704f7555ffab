import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type Collision, collisionsOf } from '../src/book/collisions.ts';
import type { BookClaim, ReadReport } from '../src/book/record.ts';
import { related, within } from '../src/book/taxonomy.ts';
import { bookOf, reportOf, type Said, said, troops } from './small-book.ts';

const collisionsIn = (...read: readonly ReadReport[]): readonly Collision[] => {
  const { claims, reports, parties } = bookOf(...read);
  return collisionsOf(claims, reports, parties);
};
/** Kinds of the collisions between what two papers tell. */
const between = (a: Said, b: Said): readonly string[] =>
  collisionsIn(reportOf('Harbour Wire', '2025-09-04', [a]), reportOf('Pacific Desk', '2025-09-05', [b])).map(
    (c) => c.kind,
  );

type Told = Partial<BookClaim>;
const paris = (marked: string, claim: Told = {}) =>
  said(marked, { act: 'commit', firmness: 'pledged', actors: ['state:FRA'], ...troops, ...claim });
const moscow = (marked: string, claim: Told = {}) =>
  said(marked, { act: 'reject', actors: ['state:RUS'], ...troops, ...claim });
const kyiv = (marked: string, claim: Told = {}) =>
  said(marked, { act: 'demand', actors: ['state:UKR'], ...troops, ...claim });

const pledge = paris('France <will send> {troops}.');
const refusal = paris('France <will not send> {troops}.', { act: 'refuse' });

describe('what collides', () => {
  for (const [name, a, b, kind] of [
    ['a rejection with a commitment', pledge, moscow('Moscow <rejected> {Western troops}.'), 'rejection'],
    [
      'a rejection with an agreement, one measure being a kind of the other',
      paris('France and Ukraine <agreed> {on a land force}.', { act: 'agree' }),
      moscow('Moscow <rejected> {any foreign presence}.', { measures: ['force.any'] }),
      'rejection',
    ],
    [
      'a rejection with a deed',
      paris('France <has deployed> {troops}.', { act: 'perform', firmness: 'fulfilled' }),
      moscow('Moscow <condemned> {the deployment}.'),
      'rejection',
    ],
    [
      'a threat against whoever does it',
      pledge,
      moscow('Moscow <warned> {it would strike any Western troops}.', {
        act: 'threaten',
        targets: ['group:western-troops'],
      }),
      'threat',
    ],
    [
      'a demand of nobody in particular with a refusal',
      refusal,
      kyiv('Kyiv <asked> {for troops}.'),
      'demand',
    ],
    [
      'a demand of the one who refuses',
      refusal,
      kyiv('Kyiv <urged> Paris {to send troops}.', { targets: ['state:FRA'] }),
      'demand',
    ],
    [
      'a demand not to with a commitment',
      pledge,
      moscow('Moscow <urged> Paris {not to send troops}.', { act: 'demand', targets: ['state:FRA'] }),
      'demand',
    ],
    [
      'must with cannot',
      paris('Troops <must> {be in Ukraine before winter}, Macron said.', { act: 'position', firmness: null }),
      moscow('NATO troops <cannot> {be in Ukraine}, Moscow said.', { act: 'position', negated: true }),
      'position',
    ],
    [
      'cannot with a commitment',
      pledge,
      moscow('NATO troops <cannot> {be in Ukraine}.', { act: 'position', negated: true }),
      'position',
    ],
    ['must with a refusal', refusal, kyiv('Troops <must> {be sent}.', { act: 'position' }), 'position'],
    [
      'a demand for limits with an agreement that there may be none',
      paris('They <agreed> {that no limit may be placed on the army}.', {
        act: 'agree',
        measures: ['armed-forces.limits'],
      }),
      moscow('Moscow <insists> {on limits to the army}.', {
        act: 'demand',
        measures: ['armed-forces.limits'],
      }),
      'demand',
    ],
  ] as const)
    it(name, () => assert.deepEqual(between(a, b), [kind]));
});

describe('what does not', () => {
  for (const [name, a, b] of [
    ['the same actor', pledge, moscow('Paris <rejected> {ground troops}.', { actors: ['state:FRA'] })],
    [
      'nobody named',
      paris('{Troops} <would be deployed>.', { actors: [] }),
      moscow('Moscow <rejected> {troops}.'),
    ],
    ['another measure', pledge, moscow('Moscow <rejected> {new missiles}.', { measures: ['arms.missiles'] })],
    [
      'taking forces out, though of one family',
      paris('France <will withdraw> {its troops}.', { measures: ['force.withdrawal'] }),
      moscow('Moscow <rejected> {foreign troops}.', { measures: ['force.any'] }),
    ],
    [
      'what no profile names',
      paris('France <will act>.', { measures: ['other'] }),
      moscow('Moscow <rejects> {the act}.', { measures: ['other'] }),
    ],
    [
      'another beneficiary',
      pledge,
      moscow('Moscow <rejected> {troops for Haiti}.', { beneficiary: ['state:HTI'] }),
    ],
    [
      'a rejection of somebody else’s troops',
      pledge,
      moscow('Moscow <rejected> {British troops}.', { targets: ['state:GBR'] }),
    ],
    [
      'a demand of somebody else',
      refusal,
      kyiv('Kyiv <urged> London {to send troops}.', { targets: ['state:GBR'] }),
    ],
    [
      'a threat to do the same as the other does',
      paris('France <will impose> {sanctions on Russia}.', {
        measures: ['sanctions.any'],
        beneficiary: ['state:RUS'],
      }),
      said('Washington <threatened> {sanctions on Russian oil}.', {
        act: 'threaten',
        actors: ['state:USA'],
        beneficiary: ['state:RUS'],
        measures: ['sanctions.energy'],
      }),
    ],
    [
      'a rejection that is denied',
      pledge,
      moscow('Moscow <is not opposed> {to Western troops}.', { negated: true }),
    ],
    [
      'a commitment that is denied',
      paris('France <has not promised> {troops}.', { negated: true }),
      moscow('Moscow <rejected> {Western troops}.'),
    ],
    [
      'two who both want no limits',
      paris('They <agreed> {that no limit may be placed on the army}.', {
        measures: ['armed-forces.limits'],
      }),
      kyiv('Kyiv <rejects> {limits to its army}.', { act: 'reject', measures: ['armed-forces.limits'] }),
    ],
    ['words that only point back', pledge, moscow('Moscow <dismissed> {the offer}.')],
    ['a rejection without an object', pledge, moscow('Moscow <balked>.')],
    [
      'a complaint about how it is done',
      pledge,
      kyiv('Kyiv <complained> {that the troops were too few}.', { act: 'reject' }),
    ],
    [
      'leave that is asked for it',
      refusal,
      kyiv('Parliament <must> {approve every deployment}.', { act: 'position' }),
    ],
  ] as const)
    it(name, () => assert.deepEqual(between(a, b), []));
});

describe('a claim that names no beneficiary', () => {
  const rejects = (more: Told = {}) =>
    moscow('Moscow <rejected> {foreign forces}.', { beneficiary: [], ...more });

  it('is about the one that its report speaks of', () => {
    const speaksOfUkraine = kyiv('Kyiv <welcomed> {missiles}.', {
      act: 'endorse',
      measures: ['arms.missiles'],
    });
    const wire = reportOf('Harbour Wire', '2025-09-04', [pledge]);
    assert.equal(collisionsIn(wire, reportOf('Pacific Desk', '2025-09-05', [rejects()])).length, 0);
    assert.equal(
      collisionsIn(wire, reportOf('Pacific Desk', '2025-09-05', [rejects(), speaksOfUkraine])).length,
      1,
    );
  });

  it('or has to be directed at the other, where neither names one', () => {
    const quota = (claim: Told) => ({ measures: ['fisheries'], beneficiary: [], ...claim });
    const share = paris('France <will take> {half of the mackerel}.', quota({}));
    assert.deepEqual(between(share, moscow('Moscow <rejected> {a catch of cod}.', quota({}))), []);
    assert.deepEqual(
      between(share, moscow('Moscow <rejected> {that catch}.', quota({ targets: ['state:FRA'] }))),
      ['rejection'],
    );
  });
});

describe('one collision', () => {
  const january = reportOf('The Continental', '2026-01-07', [
    paris('France <committed itself> {to station troops}.', { firmness: 'formal' }),
  ]);
  const september = reportOf('Harbour Wire', '2025-09-04', [pledge]);
  const desk = reportOf('Pacific Desk', '2025-09-05', [moscow('Moscow <rejected> {Western troops}.')]);

  it('holds all claims of its two sides, the newest first seen', () => {
    const [found, ...more] = collisionsIn(january, september, desk);
    assert.deepEqual(more, []);
    assert.equal(found?.stand.report, desk.report.id);
    assert.equal(found?.against.report, january.report.id);
    assert.deepEqual(
      found?.opposed.map((c) => c.report),
      [september.report.id, january.report.id],
    );
  });

  it('keeps its id when more reports come in', () => {
    const [before] = collisionsIn(september, desk);
    const [after] = collisionsIn(desk, january, september);
    assert.equal(before?.id, 'rejection/state:RUS/state:FRA/force/state:UKR');
    assert.equal(after?.id, before?.id);
  });

  it('is one, though the claims share measures of two families', () => {
    const both = { measures: ['force.land', 'training'] };
    const a = paris('France <will send> {troops and trainers}.', both);
    assert.deepEqual(between(a, moscow('Moscow <rejected> {troops and trainers}.', both)), ['rejection']);
  });
});

describe('taxonomy', () => {
  it('goes by dotted prefix, whole words only', () => {
    assert.ok(within('force.land', 'force'));
    assert.ok(within('force.land', 'force.any'));
    assert.ok(within('arms.missiles.cruise', 'arms.missiles'));
    assert.ok(!within('sanctions-relief', 'sanctions'));
    assert.ok(!within('force', 'force.land'));
    assert.ok(!within('force.withdrawal', 'force.any'));
    assert.ok(within('force.withdrawal', 'force'));
  });

  it('of some claims: the same as of all, whole, and no other', () => {
    const some = (values: readonly string[], max: number) =>
      fc.uniqueArray(fc.constantFrom(...values), { minLength: max > 1 ? 1 : 0, maxLength: max });
    const states = ['state:FRA', 'state:RUS', 'state:UKR', 'group:26-countries'];
    const claim = fc.record({
      act: fc.constantFrom('commit', 'reject', 'threaten', 'demand', 'refuse', 'position'),
      negated: fc.boolean(),
      actors: some(states, 2),
      targets: some(states, 1),
      beneficiary: fc.oneof(fc.constant([]), some(['state:UKR', 'state:POL'], 2)),
      measures: some(['force.land', 'force.any', 'arms.any', 'tariff'], 2),
    });
    const told = fc.array(fc.tuple(claim, fc.boolean()), { minLength: 2, maxLength: 14 });
    let found = 0;
    fc.assert(
      fc.property(told, (drawn) => {
        const read = drawn.map(([fields], i) =>
          reportOf(`Paper ${i}`, `2025-09-${10 + i}`, [
            said('They <speak of> {the troops}.', { firmness: null, ...fields }),
          ]),
        );
        const { claims, reports, parties } = bookOf(...read);
        const held = new Set(claims.flatMap(({ id }, i) => (drawn[i]?.[1] ? [id] : [])));
        const all = collisionsOf(claims, reports, parties);
        const wanted = all.filter(({ stands, opposed }) =>
          [...stands, ...opposed].some(({ id }) => held.has(id)),
        );
        assert.deepEqual(collisionsOf(claims, reports, parties, { held }), wanted);
        found += wanted.length;
      }),
      { numRuns: 300 },
    );
    assert.ok(found > 50, `${found} collisions`);
  });

  it('relation is mutual', () => {
    const id = fc.constantFrom(
      'force',
      'force.land',
      'force.sea',
      'force.any',
      'force.withdrawal',
      'arms.any',
      'other',
    );
    fc.assert(fc.property(id, id, (a, b) => assert.equal(related(a, b), related(b, a))));
    assert.ok(!related('force.land', 'force.sea'));
    assert.ok(!related('other', 'other'));
  });
});
