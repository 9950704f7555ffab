import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { minimalSets } from '../src/book/scenario/minimal-sets.ts';
import { controllerOf } from '../src/book/scenario/truth.ts';
import { type Outlook, whatIf } from '../src/book/scenario/what-if.ts';
import { type WhatItTakes, whatWouldItTake } from '../src/book/scenario/what-would-it-take.ts';
import { parseGoal, parseScenario } from '../src/book/scenario/words.ts';
import type { Trigger } from '../src/document/layers.ts';
import { type Act, CONDITION_KINDS } from '../src/document/vocabulary.ts';
import { UsageError } from '../src/text/errors.ts';
import { bookOf, type Told } from './scenario-book.ts';

const PAGE = readFileSync(new URL('../docs/what-if.md', import.meta.url), 'utf8');

const any = (...triggers: string[]): Trigger => ({ any: triggers });
const every = (...triggers: string[]): Trigger => ({ all: triggers });

function outlook(told: readonly Told[], scenario: string, entry = 0): Outlook {
  const found = whatIf(bookOf(told), parseScenario(scenario.split(' ').filter(Boolean))).entries[entry];
  assert.ok(found);
  return found;
}
const state = (told: Told, scenario: string) => outlook([told], scenario).state;

/** The answers in short: `in-force ceasefire !attack:RUS → state:FRA force.land`. */
const short = ({ answers }: WhatItTakes): string[] =>
  answers.map(({ reach, settings, entries }) =>
    [
      reach,
      ...settings.map(({ trigger, value }) => (value === 'yes' ? trigger : `!${trigger}`)),
      '→',
      entries.join(', '),
    ].join(' '),
  );

/** The report of 4 September 2025 from Paris, in short. */
const PARIS: readonly Told[] = [
  { actors: ['group:26-countries'], act: 'agree', firmness: 'agreed-in-principle' },
  { actors: [], on: [['only-after', any('ceasefire', 'peace-agreement')]] },
  { actors: ['state:FRA', 'state:GBR'], firmness: 'offered' },
  {
    actors: ['state:DEU'],
    act: 'defer',
    measure: 'force.any',
    firmness: null,
    on: [['only-after', any('framework-clear')]],
  },
  { actors: ['state:ITA'], act: 'refuse' },
];

describe('the states that the page gives for each kind of condition', () => {
  const rows = [...PAGE.matchAll(/^\| (\S.*?) \| `(.+?)` \| (.+?) \| (.+?) \| (.+?) \|$/gm)];
  const TABLES: readonly (readonly [Act, string])[] = [
    ['commit', 'undertaking'],
    ['defer', 'deferral'],
  ];
  for (const [act, table] of TABLES) {
    for (const kind of CONDITION_KINDS) {
      const row = rows.find(([, name, kinds]) => name === table && kinds?.split('`, `').includes(kind));
      it(`${act}, ${kind}`, () => {
        assert.ok(row);
        // An `unless` is written as it is said: what it names is the contrary of the trigger.
        const trigger = any(kind === 'unless' ? '!attack:RUS' : 'attack:RUS');
        assert.deepEqual(
          ['attack:RUS=yes', '', 'attack:RUS=no'].map((scenario) =>
            state({ actors: ['state:FRA'], act, on: [[kind, trigger]] }, scenario),
          ),
          row.slice(3, 6).map((cell) => cell.replace(' ', '-')),
        );
      });
    }
  }
});

describe('what a scenario makes of an entry', () => {
  it('an offer in force is still an offer', () => {
    const { state, firmness } = outlook(
      [{ actors: ['state:FRA'], firmness: 'offered', on: [['after', any('ceasefire')]] }],
      'ceasefire=yes',
    );
    assert.deepEqual([state, firmness], ['in-force', 'offered']);
  });

  it('waits for what is still unknown, by the claim that says so', () => {
    const told: Told = {
      actors: ['state:DEU'],
      on: [['only-if', every('backing:USA', 'approval:DEU-parliament')]],
    };
    const { state, conditions } = outlook([told], 'backing:USA=yes');
    assert.equal(state, 'waiting');
    assert.deepEqual(
      conditions.map(({ claim, value, by }) => [claim, value, by]),
      [['report#c0', 'unknown', ['approval:DEU-parliament']]],
    );
    assert.equal(outlook([told], 'backing:USA=no').state, 'void');
    assert.deepEqual(outlook([told], 'backing:USA=no').conditions[0]?.by, ['backing:USA']);
  });

  it('unless Russia attacks, as the reader writes it: an attack makes it void', () => {
    const told: Told = { actors: ['state:FRA'], on: [['unless', any('!attack:RUS')]] };
    assert.equal(state(told, 'attack:RUS=yes'), 'void');
    assert.equal(state(told, 'attack:RUS=no'), 'in-force');
  });

  it('a condition that was not understood is unknown in every scenario, and keeps its place in the text', () => {
    const { state, conditions } = outlook([{ actors: ['state:FRA'], on: [['if', null]] }], 'ceasefire=yes');
    assert.equal(state, 'waiting');
    assert.deepEqual(conditions[0]?.condition, { kind: 'if', trigger: null, start: 0, end: 1 });
    assert.equal(outlook([{ actors: ['state:FRA'], on: [['until', null]] }], '').state, 'in-force');
  });

  it('the last undertaking counts, not a stand after it; where it is denied, nothing is undertaken', () => {
    const told: Told[] = [
      { actors: ['state:FRA'], on: [['after', any('ceasefire')]] },
      { actors: ['state:FRA'], firmness: 'under-way' },
      { actors: ['state:FRA'], act: 'demand' },
    ];
    assert.deepEqual(
      [outlook(told, '').state, outlook(told, '').claim, outlook(told, '').firmness],
      ['in-force', 'report#c1', 'under-way'],
    );
    assert.equal(
      outlook([...told, { actors: ['state:FRA'], act: 'agree', negated: true }], '').state,
      'open',
    );
    assert.equal(outlook(told.slice(2), '').state, 'open');
  });

  it('a decision left open without a condition is open', () => {
    assert.equal(state({ actors: ['state:USA'], act: 'defer' }, 'ceasefire=yes'), 'open');
  });

  it('a deferral is due when what it was put off until has come', () => {
    const told: Told = { actors: ['state:USA'], act: 'defer', on: [['until', any('review')]] };
    assert.deepEqual([state(told, ''), state(told, 'review=yes')], ['waiting', 'decision-due']);
  });

  it('a deferral `unless` is due when all that it holds for has ended', () => {
    const told: Told = {
      actors: ['state:USA'],
      act: 'defer',
      on: [['unless', any('!review', '!ceasefire')]],
    };
    assert.equal(state(told, 'review=yes'), 'waiting');
    assert.equal(state(told, 'review=yes ceasefire=yes'), 'decision-due');
  });

  it('names what is set for nothing', () => {
    assert.deepEqual(whatIf(bookOf(PARIS), parseScenario(['ceasefire=no', 'backing:usa=yes'])).idle, [
      'backing:usa',
    ]);
  });
});

describe('a condition laid on all of a measure', () => {
  const possibly = (told: readonly Told[], scenario: string, entry: number) =>
    outlook(told, scenario, entry).possiblyAlsoWaiting.map(({ value, by, claims }) => [
      value,
      ...by,
      ...claims,
    ]);

  it('shows beside the state of each entry that it may cover', () => {
    const [, , laid, france] = [0, 1, 'report#c1', 1] as const;
    assert.deepEqual(possibly(PARIS, '', france), [['unknown', 'ceasefire', 'peace-agreement', laid]]);
    assert.equal(outlook(PARIS, '', france).state, 'in-force');
    assert.deepEqual(possibly(PARIS, 'ceasefire=no peace-agreement=no', france), [
      ['no', 'ceasefire', 'peace-agreement', laid],
    ]);
    assert.deepEqual(possibly(PARIS, 'ceasefire=yes', france), []);
  });

  it('covers a wider measure too, but no refusal', () => {
    const ids = whatIf(bookOf(PARIS), parseScenario(['framework-clear=yes'])).entries;
    assert.deepEqual(
      ids.map(({ entry, state, possiblyAlsoWaiting }) => [entry, state, possiblyAlsoWaiting.length]),
      [
        ['group:26-countries force.land', 'in-force', 1],
        ['state:FRA force.land', 'in-force', 1],
        ['state:GBR force.land', 'in-force', 1],
        ['state:DEU force.any', 'decision-due', 1],
        ['state:ITA force.land', 'in-force', 0],
      ],
    );
  });

  const pledge: Told = { actors: ['state:FRA'] };
  const on = [['only-after', any('ceasefire')]] as const;
  const covered = (laying: Told, by: Told = pledge) => possibly([by, laying], '', 0).length === 1;

  it('by a position or a demand of anyone, or by an undertaking of a group or of nobody named', () => {
    assert.ok(covered({ actors: ['state:POL'], act: 'position', on }));
    assert.ok(covered({ actors: ['state:POL'], act: 'demand', on }));
    assert.ok(covered({ actors: ['group:26-countries'], on }));
    assert.ok(covered({ actors: ['coalition:willing'], act: 'agree', on }));
    assert.ok(covered({ actors: [], on }));
    // Poland's own pledge says nothing of France's.
    assert.ok(!covered({ actors: ['state:POL'], on }));
    assert.ok(!covered({ actors: ['state:RUS'], act: 'reject', on }));
  });

  it('a demand of one named covers that one', () => {
    assert.ok(!covered({ actors: ['state:POL'], act: 'demand', targets: ['state:DEU'], on }));
    assert.ok(covered({ actors: ['state:POL'], act: 'demand', targets: ['state:FRA'], on }));
    assert.ok(covered({ actors: ['state:POL'], act: 'demand', targets: ['group:allies'], on }));
  });

  it('not on another measure, for another beneficiary, by a condition of another kind, or on what is done', () => {
    const laying: Told = { actors: [], on };
    assert.ok(!covered({ ...laying, measure: 'force.sea' }));
    assert.ok(covered({ ...laying, measure: 'force.any' }));
    assert.ok(!covered({ ...laying, beneficiary: ['state:MDA'] }));
    assert.ok(covered({ ...laying, beneficiary: [] }));
    assert.ok(!covered({ ...laying, on: [['after', any('ceasefire')]] }));
    assert.ok(!covered(laying, { ...pledge, firmness: 'under-way' }));
    assert.ok(!covered(laying, { ...pledge, act: 'perform', firmness: 'fulfilled' }));
    assert.ok(!covered({ ...laying, measure: 'other' }, { ...pledge, measure: 'other' }));
  });

  it('where it is left open for whom, only by a report that tells of the same', () => {
    const elsewhere: Told = { actors: [], beneficiary: [], report: 'another', on };
    assert.ok(!covered(elsewhere));
    const named = (told: Told) =>
      possibly([pledge, elsewhere, { ...told, report: 'another' }], '', 0).length === 1;
    assert.ok(named({ actors: ['state:DEU'], act: 'meet', targets: ['state:UKR'] }));
    assert.ok(!named({ actors: ['state:DEU'], act: 'meet', beneficiary: ['state:MDA'] }));
  });

  it('is not said twice where the entry says it itself', () => {
    assert.deepEqual(
      possibly(
        [
          { ...pledge, on },
          { actors: [], on },
        ],
        '',
        0,
      ),
      [],
    );
    assert.deepEqual(
      possibly([pledge, { actors: [], on }, { actors: ['state:POL'], act: 'position', on }], '', 0),
      [['unknown', 'ceasefire', 'report#c1', 'report#c2']],
    );
  });
});

describe('what it would take', () => {
  const take = (told: readonly Told[], goal: string, limit?: number) =>
    whatWouldItTake(bookOf(told), parseGoal(goal), limit);

  it('in Paris: a clear framework for Germany’s decision; for certain of France, a ceasefire or peace', () => {
    assert.deepEqual(short(take(PARIS, 'actor=DEU')), ['decision-due framework-clear → state:DEU force.any']);
    assert.deepEqual(short(take(PARIS, 'actor=state:FRA')), [
      'possibly-in-force → state:FRA force.land',
      'in-force ceasefire → state:FRA force.land',
      'in-force peace-agreement → state:FRA force.land',
    ]);
  });

  it('says who has each trigger in hand', () => {
    const berlin: Told = {
      actors: ['state:DEU'],
      on: [['only-if', every('backing:USA', 'approval:DEU-parliament')]],
    };
    assert.deepEqual(take([berlin], 'actor=DEU').answers[0]?.settings, [
      { trigger: 'approval:DEU-parliament', value: 'yes', controller: 'DEU-parliament' },
      { trigger: 'backing:USA', value: 'yes', controller: 'USA' },
    ]);
    assert.deepEqual(
      ['!attack:RUS', 'ceasefire', 'approval:*', 'date:2026-01-01', 'other:insurance arranged'].map(
        controllerOf,
      ),
      ['RUS', null, null, null, null],
    );
  });

  it('counts a group of n as 0 to n, never as n', () => {
    const after = [['after', any('ceasefire')]] as const;
    const told: Told[] = [
      { actors: ['group:26-countries'], on: after },
      { actors: ['state:FRA'], on: after },
      { actors: ['state:GBR'] },
    ];
    const counts = (goal: string) =>
      take(told, goal).answers.map(({ reach, settings, count }) => [
        reach,
        settings.map(({ trigger }) => trigger).join(),
        count?.low,
        count?.high,
      ]);
    assert.deepEqual(counts('measure=force.land count>=1'), [['in-force', '', 1, 1]]);
    assert.deepEqual(counts('measure=force.land count>=2'), [['in-force', 'ceasefire', 2, 28]]);
    assert.deepEqual(counts('measure=force.land count>=10'), [['possibly-in-force', 'ceasefire', 2, 28]]);
    assert.deepEqual(counts('measure=force count>=29'), []);
    assert.deepEqual(take([{ actors: ['group:allies'] }], 'measure=force count>=29').answers[0]?.count, {
      low: 0,
      high: null,
      withDecisions: null,
    });
  });

  it('counts an actor once, and a parliament with its state', () => {
    const told: Told[] = [
      { actors: ['state:DEU'] },
      { actors: ['state:DEU'], measure: 'force.sea' },
      { actors: ['body:bundestag@DEU'] },
    ];
    assert.deepEqual(short(take(told, 'measure=force count>=2')), []);
  });

  it('never counts a refusal, and says what is out of reach', () => {
    const told: Told[] = [
      { actors: ['state:ITA'], act: 'refuse' },
      { actors: ['state:USA'], act: 'defer' },
      { actors: ['state:AUT'], on: [['if', null]] },
      {
        actors: ['state:IRL'],
        on: [
          ['if', any('ceasefire')],
          ['provided', any('!ceasefire')],
        ],
      },
      { actors: ['state:RUS'], act: 'reject' },
      { actors: ['state:NOR'] },
    ];
    const { answers, beyond } = take(told, 'measure=force.land count>=1');
    assert.deepEqual(answers[0]?.entries, ['state:NOR force.land']);
    assert.deepEqual(
      beyond.map(({ entry, why }) => `${entry.slice(6, 9)} ${why}`),
      [
        'ITA refused',
        'USA left-open',
        'AUT condition-without-trigger',
        'IRL contradiction',
        'RUS nothing-undertaken',
      ],
    );
  });

  it('keeps to its limit and says that there are more', () => {
    const told: Told[] = ['FRA', 'GBR', 'DEU', 'POL'].map((code) => ({
      actors: [`state:${code}`],
      on: [['pending', any(`approval:${code}-parliament`)]],
    }));
    const goal = 'measure=force.land count>=2';
    assert.deepEqual([take(told, goal).answers.length, take(told, goal).rest], [6, 'none']);
    assert.deepEqual([take(told, goal, 5).answers.length, take(told, goal, 5).rest], [5, 'more']);
    assert.deepEqual([take(told, goal, 6).answers.length, take(told, goal, 6).rest], [6, 'none']);
  });

  it('says that it gave up searching', () => {
    const unit = { weight: 1, ways: [{ clauses: [['a'], ['b'], ['c']], notCome: [] }] };
    assert.deepEqual(minimalSets([unit], 1, 9, 2), { sets: [], rest: 'not-searched' });
    assert.deepEqual(minimalSets([unit], 1, 9), { sets: [['a', 'b', 'c']], rest: 'none' });
  });
});

describe('words', () => {
  it('of a scenario', () => {
    const words = ['ceasefire=yes', 'backing:USA=no', '!attack:RUS=yes', 'review=unknown', 'other:a = b=yes'];
    assert.deepEqual(
      [...parseScenario(words)],
      [
        ['ceasefire', 'yes'],
        ['backing:USA', 'no'],
        ['attack:RUS', 'no'],
        ['other:a = b', 'yes'],
      ],
    );
  });

  it('of a scenario that are wrong', () => {
    const refused = (words: readonly string[], message: RegExp) =>
      assert.throws(
        () => parseScenario(words),
        (error) =>
          error instanceof UsageError && error.code === 'usage/scenario' && message.test(error.message),
      );
    refused(['ceasefire'], /"ceasefire": a trigger, "=" and a value/);
    refused(['ceasefire=maybe'], /the value is yes, no or unknown, not "maybe"/);
    refused(['Ceasefire=yes'], /"Ceasefire" is no trigger/);
    refused(['backing:=yes'], /"backing:" is no trigger/);
    refused(['attack:RUS=yes', '!attack:RUS=yes'], /"!attack:RUS=yes": it contradicts "attack:RUS=yes"/);
  });

  it('of a goal', () => {
    assert.deepEqual(parseGoal('actor=DEU'), { actor: 'DEU', measure: null, atLeast: null });
    assert.deepEqual(parseGoal(['measure=force.land', 'count>=10']), {
      actor: null,
      measure: 'force.land',
      atLeast: 10,
    });
  });

  it('of the goals on the page', () => {
    const goals = [...PAGE.matchAll(/^\| `((?:actor|measure)=[^`]+)` \|/gm)].map(([, goal = '']) => goal);
    assert.ok(goals.length > 3);
    for (const goal of goals) assert.doesNotThrow(() => parseGoal(goal), goal);
  });

  it('of a goal that are wrong', () => {
    const refused = (goal: string, message: RegExp) =>
      assert.throws(
        () => parseGoal(goal),
        (error) => error instanceof UsageError && error.code === 'usage/goal' && message.test(error.message),
      );
    refused('', /an actor or a measure has to be named/);
    refused('count>=3', /an actor or a measure has to be named/);
    refused('actor=', /"actor=" lacks its value/);
    refused('actor=DEU actor=FRA', /"actor=" is given twice/);
    refused('who=DEU', /"who=DEU" is not understood; it is put together of actor=DEU/);
    refused('measure=force.land count>=0', /whole number from 1 on, not "0"/);
    refused('measure=force.land count>=ten', /not "ten"/);
    refused('measure=Land', /"Land" is no measure/);
    refused('measure=force.land count=10', /"count=10" is not understood/);
  });
});
