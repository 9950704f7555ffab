import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { entriesOf } from '../src/book/entries.ts';
import { type FilterWords, filterFrom, passes } from '../src/book/filter.ts';
import type { Party } from '../src/book/record.ts';
import { inNameOrder, SORT_KEYS, sorted, sortingFrom } from '../src/book/sort.ts';
import { UsageError } from '../src/text/errors.ts';
import { bookOf, reportOf, said, troops } from './small-book.ts';

const MEASURES = [
  'force.land',
  'force.sea',
  'force.withdrawal',
  'arms.air-defence',
  'guarantee',
  'sanctions.energy',
];

const { claims, reports, parties } = bookOf(
  reportOf('Harbour Wire', '2025-09-04T18:40:00+02:00', [
    said('France <is ready> {to send troops} after a ceasefire, Macron said.', {
      act: 'commit',
      actors: ['state:FRA'],
      firmness: 'offered',
      sources: ['state:FRA'],
      conditions: [{ kind: 'after', start: 0, end: 1, trigger: { any: ['ceasefire', 'peace-agreement'] } }],
      ...troops,
    }),
    said('Berlin <promised> {air defence} if the Bundestag approves.', {
      act: 'commit',
      actors: ['state:DEU'],
      firmness: 'pledged',
      measures: ['arms.air-defence'],
      beneficiary: ['state:UKR'],
      conditions: [
        { kind: 'if', start: 0, end: 1, trigger: { all: ['approval:DEU-parliament', '!attack:RUS'] } },
      ],
    }),
  ]),
  reportOf('The Continental', '2026-01-07', [
    said('Germany <ruled out> {ground troops}.', {
      act: 'refuse',
      actors: ['state:DEU'],
      firmness: 'formal',
      ...troops,
    }),
    said('The Bundestag <urged> NATO {to guarantee} peace.', {
      act: 'demand',
      actors: ['body:bundestag'],
      targets: ['org:nato'],
      measures: ['guarantee'],
    }),
  ]),
);
const entries = entriesOf(claims, reports, parties);

const FRANCE = 'state:FRA/force.land/state:UKR';
const AIR_DEFENCE = 'state:DEU/arms.air-defence/state:UKR';
const NO_TROOPS = 'state:DEU/force.land/state:UKR';
const GUARANTEE = 'body:bundestag/guarantee/-';

const found = (words: FilterWords): readonly string[] =>
  entries.filter(passes(filterFrom(words, MEASURES), reports, parties)).map((e) => e.id);

describe('filters of a list', () => {
  for (const [words, expected] of [
    [{}, [GUARANTEE, AIR_DEFENCE, NO_TROOPS, FRANCE]],
    [{ actor: ['DEU'] }, [AIR_DEFENCE, NO_TROOPS]],
    [{ actor: ['state:DEU', 'france'] }, [AIR_DEFENCE, NO_TROOPS, FRANCE]],
    [{ actor: ['Bundestag'] }, [GUARANTEE]],
    [{ actor: ['HTI'] }, []],
    [{ measure: ['force'] }, [NO_TROOPS, FRANCE]],
    [{ measure: ['arms.air-defence', 'guarantee'] }, [GUARANTEE, AIR_DEFENCE]],
    [{ target: ['UKR'] }, [AIR_DEFENCE, NO_TROOPS, FRANCE]],
    [{ target: ['NATO'] }, [GUARANTEE]],
    [{ firmness: 'offered' }, [FRANCE]],
    [{ firmness: 'offered..pledged' }, [AIR_DEFENCE, FRANCE]],
    // A formal refusal binds to nothing.
    [{ firmness: 'pledged..' }, [AIR_DEFENCE]],
    [{ firmness: '..offered' }, [FRANCE]],
    [{ condition: ['ceasefire'] }, [FRANCE]],
    [{ condition: ['approval'] }, [AIR_DEFENCE]],
    [{ condition: ['approval:USA-parliament'] }, []],
    [{ condition: ['attack:RUS'] }, [AIR_DEFENCE]],
    [{ condition: ['!attack:RUS'] }, [AIR_DEFENCE]],
    [{ condition: ['!ceasefire'] }, []],
    [{ source: ['FRA'] }, [FRANCE]],
    [{ source: ['the continental'] }, [GUARANTEE, NO_TROOPS]],
    [{ publisher: ['the continental'] }, [GUARANTEE, NO_TROOPS]],
    // Who speaks is no publisher.
    [{ publisher: ['FRA'] }, []],
    [{ since: '2025-09-05' }, [GUARANTEE, NO_TROOPS]],
    [{ since: '2025-09-04' }, [GUARANTEE, AIR_DEFENCE, NO_TROOPS, FRANCE]],
    [{ text: 'GROUND troops' }, [NO_TROOPS]],
    [{ actor: ['DEU'], measure: ['force'], text: 'troops' }, [NO_TROOPS]],
    [{ actor: ['FRA'], measure: ['guarantee'] }, []],
  ] as const)
    it(JSON.stringify(words), () => assert.deepEqual(found(words), expected));

  for (const [words, message] of [
    [{ measure: ['forse'] }, /no measure or family "forse"; near it are force\.land/],
    [{ measure: ['quota'] }, /there are arms, force, guarantee, sanctions$/],
    [{ firmness: 'firm' }, /"firm" is no firmness; write one of considered, offered/],
    [{ firmness: 'pledged..offered' }, /pledged is firmer than offered; write offered\.\.pledged/],
    [{ firmness: 'a..b..c' }, /is no firmness/],
    [{ condition: ['A ceasefire'] }, /"A ceasefire" is no trigger/],
    [{ since: 'Friday' }, /"Friday" is no date/],
    [{ actor: ['FRA', ' '] }, /the filter "actor" has no words/],
    [{ text: '' }, /the filter "text" has no words/],
  ] as const) {
    it(`refuses ${JSON.stringify(words)}`, () => {
      assert.throws(
        () => filterFrom(words, MEASURES),
        (error) => error instanceof UsageError && message.test(error.message),
      );
    });
  }

  it('two filters leave what both leave', () => {
    const words = fc.record(
      {
        actor: fc.subarray(['DEU', 'FRA', 'Bundestag'], { minLength: 1 }),
        measure: fc.subarray(['force', 'arms', 'guarantee'], { minLength: 1 }),
        firmness: fc.constantFrom('offered', 'offered..', '..pledged'),
        since: fc.constantFrom('2025', '2025-09-05', '2026-02'),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(words, (all) => {
        const each = Object.entries(all).map(([name, value]) => found({ [name]: value }));
        assert.deepEqual(
          found(all),
          found({}).filter((id) => each.every((ids) => ids.includes(id))),
        );
      }),
    );
  });
});

describe('sorting', () => {
  const order = (word: string) => sorted(entries, sortingFrom(word), { reports, parties }).map((e) => e.id);

  it('by each key, both ways', () => {
    assert.deepEqual(order('firmness'), [GUARANTEE, NO_TROOPS, FRANCE, AIR_DEFENCE]);
    assert.deepEqual(order('-firmness'), [AIR_DEFENCE, FRANCE, GUARANTEE, NO_TROOPS]);
    assert.deepEqual(order('-date'), [GUARANTEE, NO_TROOPS, AIR_DEFENCE, FRANCE]);
    assert.deepEqual(order('beneficiary'), [GUARANTEE, AIR_DEFENCE, NO_TROOPS, FRANCE]);
    assert.deepEqual(order('measure'), [AIR_DEFENCE, NO_TROOPS, FRANCE, GUARANTEE]);
    assert.deepEqual(order('-actor'), [AIR_DEFENCE, NO_TROOPS, FRANCE, GUARANTEE]);
  });

  it('by the names that are shown, whatever their accents, capitals and ids', () => {
    const named = (id: string, name: string): Party => ({ id, kind: 'state', name, state: null, size: null });
    const others = [
      named('state:FRA', 'Zealand'),
      named('state:DEU', 'Ålborg'),
      named('body:bundestag', 'eu'),
    ];
    const order = (word: string, parties: readonly Party[]) =>
      sorted(entries, sortingFrom(word), { reports, parties }).map((e) => e.id);
    assert.deepEqual(order('actor', others), [AIR_DEFENCE, NO_TROOPS, GUARANTEE, FRANCE]);
    assert.deepEqual(order('-actor', others), [FRANCE, GUARANTEE, AIR_DEFENCE, NO_TROOPS]);
    assert.deepEqual(inNameOrder(['force.air', 'force.any', 'arms.any'], new Map()), [
      'arms.any',
      'force.any',
      'force.air',
    ]);
  });

  it('loses none and does not hang on the order before', () => {
    for (const key of SORT_KEYS) {
      assert.equal(new Set(order(key)).size, entries.length);
      assert.deepEqual(
        sorted(entries.toReversed(), sortingFrom(key), { reports, parties }).map((e) => e.id),
        order(key),
      );
    }
  });

  it('refuses an unknown key', () => {
    assert.throws(() => sortingFrom('colour'), /cannot sort by "colour"; sort by actor, measure/);
  });
});
