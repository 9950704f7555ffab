import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { isAbout } from '../src/book/against.ts';
import { entriesOf, withoutEntry } from '../src/book/entries.ts';
import { possibleCollision, stanceOf } from '../src/book/opposition.ts';
import type { BookClaim, ReadReport } from '../src/book/record.ts';
import { sceneOf } from '../src/book/scene.ts';
import { ACTS, type Act, FIRMNESS } from '../src/document/vocabulary.ts';
import { StageError } from '../src/text/errors.ts';
import { bookOf, reportOf, said, troops } from './small-book.ts';

const entriesIn = (...read: readonly ReadReport[]) => {
  const { claims, reports, parties } = bookOf(...read);
  return entriesOf(claims, reports, parties);
};
const entry = (id: string, ...read: readonly ReadReport[]) => {
  const found = entriesIn(...read).find((e) => e.id === id);
  assert.ok(found, `no entry ${id}`);
  return found;
};
const stepsOf = (id: string, ...read: readonly ReadReport[]) => entry(id, ...read).history.map((t) => t.step);

const FRANCE = 'state:FRA/force.land/state:UKR';
const france = (marked: string, claim: Partial<BookClaim>) =>
  said(marked, { act: 'commit', actors: ['state:FRA'], ...troops, ...claim });
const ready = france('France <is ready> {to send troops}.', { firmness: 'offered' });
const pledges = france('France <will send> {troops}.', { firmness: 'pledged' });
const sent = france('France <has sent> {troops}.', { act: 'perform', firmness: 'fulfilled' });
const rulesOut = france('France <ruled out> {sending troops}.', { act: 'refuse', firmness: 'pledged' });
const russia = (marked: string, claim: Partial<BookClaim> & Pick<BookClaim, 'act'>) =>
  said(marked, { actors: ['state:RUS'], ...troops, ...claim });

describe('entries', () => {
  it('one for each actor, measure and beneficiary of a claim', () => {
    const joint = said('France and Britain <would set up> {hubs and send troops}.', {
      act: 'commit',
      actors: ['state:FRA', 'state:GBR'],
      measures: ['basing', 'force.land'],
      beneficiary: ['state:UKR'],
    });
    assert.deepEqual(
      entriesIn(reportOf('Harbour Wire', '2026-01-06', [joint])).map((e) => e.id),
      ['state:FRA/basing/state:UKR', FRANCE, 'state:GBR/basing/state:UKR', 'state:GBR/force.land/state:UKR'],
    );
  });

  it('a group undertakes for itself, not for its members', () => {
    const group = said('26 countries <agreed> {to send troops}.', {
      act: 'agree',
      actors: ['group:26-countries'],
      ...troops,
    });
    assert.deepEqual(
      entriesIn(reportOf('Harbour Wire', '2025-09-04', [group])).map((e) => e.actor),
      ['group:26-countries'],
    );
  });

  it('what names no beneficiary or no measure has an entry too', () => {
    const vague = france('France <will act>.', { measures: [], beneficiary: [] });
    assert.deepEqual(
      entriesIn(reportOf('Harbour Wire', '2025-09-04', [vague])).map((e) => [e.id, e.beneficiary]),
      [['state:FRA/other/-', null]],
    );
  });

  it('undertakings are the history, stands and expectations are kept beside', () => {
    const calls = france('France <called on> {others to send troops}.', { act: 'demand' });
    const expects = said('Washington <expects> {France to send troops}.', {
      act: 'expect',
      actors: ['state:USA'],
      targets: ['state:FRA'],
      ...troops,
    });
    const found = entry(FRANCE, reportOf('Harbour Wire', '2025-09-04', [ready, calls, expects]));
    assert.deepEqual(
      [
        found.history.map((t) => t.claim.act),
        found.stands.map((c) => c.act),
        found.expected.map((c) => c.act),
      ],
      [['commit'], ['demand'], ['expect']],
    );
    assert.equal(found.claims.length, 3);
  });

  it('says which claims no entry holds', () => {
    const met = said('The leaders <met>.', {
      act: 'meet',
      actors: ['state:FRA'],
      measures: ['negotiations'],
    });
    const passive = said('{Troops} <would be deployed>.', { act: 'commit', actors: [], ...troops });
    const { claims, reports, parties } = bookOf(
      reportOf('Harbour Wire', '2025-09-04', [met, passive, ready]),
    );
    const left = withoutEntry(claims, entriesOf(claims, reports, parties));
    assert.deepEqual(
      left.map((c) => c.act),
      ['meet', 'commit'],
    );
    assert.deepEqual(
      left.flatMap((c) => c.actors),
      ['state:FRA'],
    );
  });

  it('refuses a claim without its report', () => {
    const { claims, parties } = bookOf(reportOf('Harbour Wire', '2025-09-04', [ready]));
    assert.throws(() => entriesOf(claims, [], parties), StageError);
  });
});

describe('history', () => {
  it('is in the order of publication, whatever the order of learning, and of place within a report', () => {
    const late = reportOf('Harbour Wire', '2025-09-04T18:40:00+02:00', [ready], '2026-03-01T00:00:00Z');
    const early = reportOf('The Continental', '2026-01-06', [pledges, sent], '2026-01-07T00:00:00Z');
    assert.deepEqual(
      entry(FRANCE, early, late).history.map((t) => t.claim.firmness),
      ['offered', 'pledged', 'fulfilled'],
    );
  });

  it('an undated report counts from when it was learned', () => {
    const undated = reportOf('A leaflet', null, [sent], '2025-12-01T00:00:00Z');
    const january = reportOf('The Continental', '2026-01-06', [pledges]);
    assert.deepEqual(
      entry(FRANCE, january, undated).history.map((t) => t.claim.firmness),
      ['fulfilled', 'pledged'],
    );
  });

  const september = (...told: Parameters<typeof reportOf>[2]) => reportOf('Harbour Wire', '2025-09-04', told);
  const december = (...told: Parameters<typeof reportOf>[2]) => reportOf('Rhein-Kurier', '2025-12-16', told);

  for (const [name, first, second, step] of [
    ['offered, then pledged', ready, pledges, 'firmer'],
    ['pledged, then offered', pledges, ready, 'weaker'],
    ['pledged twice', pledges, pledges, 'same'],
    ['pledged, then ruled out', pledges, rulesOut, 'taken-back'],
    ['ruled out, then offered', rulesOut, ready, 'firmer'],
    ['pledged, then done', pledges, sent, 'fulfilled'],
    [
      'pledged, then said never to have been',
      pledges,
      france('France <has promised> {no troops}.', { negated: true }),
      'contradicted',
    ],
    [
      'pledged, then put off',
      pledges,
      france('France <will decide> {on troops}.', { act: 'defer' }),
      'weaker',
    ],
    [
      'pledged, then not before parliament approves: still open',
      pledges,
      france('France <will not send> {troops} before parliament approves.', {
        act: 'refuse',
        firmness: 'pledged',
        conditions: [{ kind: 'only-after', start: 0, end: 1, trigger: { any: ['approval:FRA-parliament'] } }],
      }),
      'weaker',
    ],
  ] as const) {
    it(`${name}: ${step}`, () => {
      assert.deepEqual(stepsOf(FRANCE, september(first), december(second)), [null, step]);
    });
  }

  it('two papers on one meeting differ; the actor has not moved', () => {
    const morning = reportOf('Dnipro Daily', '2025-09-05T09:10:00+03:00', [pledges]);
    assert.deepEqual(stepsOf(FRANCE, september(ready), morning), [null, 'differs']);
    const denied = reportOf('Dnipro Daily', '2025-09-05T09:10:00+03:00', [rulesOut]);
    assert.deepEqual(stepsOf(FRANCE, september(ready), denied), [null, 'contradicted']);
  });

  it('what was done on the day after is a change, though told within a day', () => {
    const signed = france('France <signed> {a declaration on troops} [on Friday].', {
      firmness: 'formal',
      when: { start: 0, end: 0, from: '2025-09-05', to: '2025-09-05', granularity: 'day' },
    });
    assert.deepEqual(stepsOf(FRANCE, september(ready), reportOf('Dnipro Daily', '2025-09-05', [signed])), [
      null,
      'firmer',
    ]);
  });

  it('one report tells of parts, not of a change of mind, unless it says so', () => {
    assert.deepEqual(stepsOf(FRANCE, september(pledges, ready)), [null, 'differs']);
    assert.deepEqual(stepsOf(FRANCE, september(pledges, rulesOut)), [null, 'taken-back']);
  });

  it('the state is the last undertaking; the last change stays seen when it is told again', () => {
    const again = reportOf('The Continental', '2026-01-07', [rulesOut]);
    const { state } = entry(FRANCE, september(pledges), december(rulesOut), again);
    assert.equal(state?.claim.report, again.report.id);
    assert.equal(state?.direction, 'against');
    assert.equal(state?.change?.step, 'taken-back');
  });

  it('conditions are those of what binds, each once, with the claims that state it', () => {
    const after = { kind: 'after', start: 0, end: 1, trigger: { any: ['ceasefire'] } } as const;
    const waits = france('France <will send> {troops} after a ceasefire.', {
      firmness: 'pledged',
      conditions: [after],
    });
    const { conditions } = entry(FRANCE, september(waits), december(waits), september(ready));
    assert.deepEqual(
      conditions.map((c) => [c.kind, c.trigger, c.claims.length]),
      [['after', { any: ['ceasefire'] }, 2]],
    );
  });
});

describe('who stands against an entry', () => {
  const offer = reportOf('Harbour Wire', '2025-09-04', [ready]);
  const against = (...told: Parameters<typeof reportOf>[2]) =>
    entry(FRANCE, offer, reportOf('Pacific Desk', '2025-09-05', told)).against.map((c) => c.act);

  it('rejections and threats of others, also against the whole family', () => {
    const rejects = russia('Moscow <rejected> {the deployment of foreign forces}.', {
      act: 'reject',
      measures: ['force.any'],
    });
    const warns = russia('Moscow <warned> {it would strike any Western troops}.', {
      act: 'threaten',
      targets: ['group:western-troops'],
    });
    assert.deepEqual(against(rejects, warns), ['reject', 'threaten']);
  });

  it('not its own actor, not another beneficiary, not another measure', () => {
    assert.deepEqual(
      against(
        france('Paris <rejected> {foreign troops}.', { act: 'reject' }),
        russia('Moscow <rejected> {foreign troops in Haiti}.', { act: 'reject', beneficiary: ['state:HTI'] }),
        russia('Moscow <rejected> {new missiles}.', { act: 'reject', measures: ['arms.missiles'] }),
        russia('Moscow <rejected> {a withdrawal of forces}.', {
          act: 'reject',
          measures: ['force.withdrawal'],
        }),
      ),
      [],
    );
  });
});

describe('properties of entries', () => {
  const claims = fc.array(
    fc.record({
      act: fc.constantFrom(...ACTS),
      actors: fc.subarray(['state:FRA', 'state:RUS', 'state:DEU']),
      measures: fc.subarray(['force.land', 'force.any', 'arms.any']),
      beneficiary: fc.subarray(['state:UKR', 'state:HTI']),
      firmness: fc.constantFrom(null, ...FIRMNESS),
      negated: fc.boolean(),
    }),
    { maxLength: 6 },
  );
  const reports = fc.array(fc.record({ claims, day: fc.integer({ min: 1, max: 28 }) }), { maxLength: 5 });

  it('each claim is in an entry or said to be in none; the order of reports does not matter', () => {
    fc.assert(
      fc.property(reports, (drawn) => {
        const all = drawn.map((r, i) =>
          reportOf(
            `Paper ${i}`,
            `2025-09-${String(r.day).padStart(2, '0')}`,
            r.claims.map((c) => said('They <do> {something about troops}.', c)),
          ),
        );
        const entries = entriesIn(...all);
        assert.deepEqual(entriesIn(...all.toReversed()), entries);
        const every = all.flatMap((r) => r.claims);
        const left = new Set(withoutEntry(every, entries));
        for (const claim of every)
          assert.notEqual(
            left.has(claim),
            entries.some((e) => e.claims.includes(claim)),
          );
        for (const e of entries) assert.equal(e.history[0]?.step ?? null, null);
      }),
    );
  });

  it('what stands against an entry is each rejection or threat that collides with what it undertakes', () => {
    const rival = fc.array(
      fc.record({
        act: fc.constantFrom<Act>('commit', 'refuse', 'reject', 'threaten', 'expect'),
        actors: fc.subarray(['state:FRA', 'state:RUS', 'group:allies'], { minLength: 1 }),
        targets: fc.subarray(['state:FRA', 'state:RUS', 'group:allies']),
        measures: fc.subarray(['force.land', 'force.any', 'arms.any']),
        beneficiary: fc.subarray(['state:UKR', 'state:HTI']),
        negated: fc.boolean(),
      }),
      { maxLength: 4 },
    );
    let met = 0;
    fc.assert(
      fc.property(fc.array(rival, { maxLength: 4 }), (drawn) => {
        const all = drawn.map((claims, i) =>
          reportOf(
            `Paper ${i}`,
            `2025-09-0${i + 1}`,
            claims.map((c) => said('They <do> {something about troops}.', c)),
          ),
        );
        const { claims, reports, parties } = bookOf(...all);
        const scene = sceneOf(claims, reports, parties);
        const stances = claims.flatMap((claim) => stanceOf(claim, scene) ?? []);
        for (const entry of entriesOf(claims, reports, parties)) {
          const own = new Set(entry.claims);
          const opposed = stances.filter(
            ({ claim }) => own.has(claim) && claim.act === 'commit' && !claim.negated,
          );
          const against = stances.filter(
            (stance) =>
              (stance.claim.act === 'reject' || stance.claim.act === 'threaten') &&
              isAbout(stance.claim, entry) &&
              opposed.some(
                (other) =>
                  other.favours !== stance.favours &&
                  possibleCollision(stance.claim, other.claim, scene) !== null,
              ),
          );
          assert.deepEqual(
            entry.against,
            against.map(({ claim }) => claim),
          );
          met += against.length;
        }
      }),
      { numRuns: 300 },
    );
    assert.ok(met > 0);
  });
});
