import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findActors } from '../src/actors/find-actors.ts';
import { attribute } from '../src/claims/attributions.ts';
import { bareClaims } from '../src/claims/bare-claims.ts';
import { withoutFailed } from '../src/claims/failed.ts';
import { evidenceForTarget, namedIn } from '../src/claims/target-evidence.ts';
import { weightsIn } from '../src/claims/weights.ts';
import type { PredictedAttribution, PredictedClaim } from '../src/document/layers.ts';
import { type Act, ROLES, type Role } from '../src/document/vocabulary.ts';
import { tokenise } from '../src/language/sentences.ts';
import { type Span, span } from '../src/text/span.ts';
import { sourceOf } from './sources.ts';

const THRESHOLDS = { actor: 0.4, target: 0.3, sourcePointer: 0.4, reporter: 0.5 };

/** The first place of some words in the text. */
function at(text: string, words: string): Span {
  const start = text.indexOf(words);
  assert.ok(start >= 0, words);
  return span(start, start + words.length);
}

/** What the model would find: a claim that points to some words with some probability. */
function claim(
  text: string,
  act: Act,
  predicate: string,
  pointed: Partial<Record<Role, Record<string, number>>>,
): PredictedClaim {
  const pieces = [...text.matchAll(/[\p{L}\p{N}]+/gu)].map((m) => span(m.index, m.index + m[0].length));
  const of = (role: Role): Float32Array =>
    Float32Array.from(pieces, (p) => pointed[role]?.[text.slice(p.start, p.end)] ?? 0);
  return {
    predicate: at(text, predicate),
    probability: 0.9,
    acts: [{ value: act, probability: 1 }],
    what: null,
    conditions: [],
    firmness: [{ value: 'pledged', probability: 0.8 }],
    negated: 0.1,
    pointers: {
      starts: Int32Array.from(pieces, ({ start }) => start),
      ends: Int32Array.from(pieces, ({ end }) => end),
      probabilities: {
        ...(Object.fromEntries(ROLES.map((role) => [role, of(role)])) as Record<Role, Float32Array>),
        quantity: new Float32Array(pieces.length),
        when: new Float32Array(pieces.length),
      },
    },
  };
}

const said = (text: string, source: string | null, cue: string, content: string): PredictedAttribution => ({
  cue: at(text, cue),
  probability: 0.9,
  source: source === null ? null : { value: at(text, source), probability: 0.9 },
  content: [at(text, content)],
  kinds: [{ value: 'indirect', probability: 1 }],
});

/** Whatever stands around them, they are claims'. */
const asCandidates = <D extends { readonly predictedClaims: readonly PredictedClaim[] }>(document: D) => ({
  ...document,
  predictedClaims: document.predictedClaims.map((predicted) => ({ ...predicted, evidence: 0 })),
});

function read(
  text: string,
  predictedClaims: PredictedClaim[],
  predictedAttributions: PredictedAttribution[] = [],
) {
  const tokenised = tokenise(sourceOf(text));
  const document = attribute(
    { ...tokenised, predictedClaims, predictedAttributions, ...findActors(tokenised) },
    THRESHOLDS,
  );
  const nameOf = (id: string): string => document.actors.find((a) => a.id === id)?.name ?? id;
  const [first] = bareClaims(asCandidates(document), { thresholds: THRESHOLDS });
  assert.ok(first);
  const attribution = document.attributions.find((a) => a.id === first.claim.attribution);
  return {
    document,
    claim: first.claim,
    actors: first.claim.actors.map(nameOf),
    targets: first.claim.targets.map(nameOf),
    source: attribution?.actors.map(nameOf) ?? null,
    reportedBy: first.claim.reportedBy.map(nameOf),
  };
}

describe('the first person in somebody’s words', () => {
  const spoken = (text: string, act: Act, predicate: string, content: string) =>
    read(
      text,
      [claim(text, act, predicate, { actor: { Iraq: 0.9, Jordan: 0.8 } })],
      [said(text, "Iraq's interior minister", 'told', content)],
    ).actors;
  const AFTER = ` Iraq's interior minister told reporters. Jordan waits.`;

  it('is who says them, and nobody beside him', () => {
    const text = `"We will never send officers,"${AFTER}`;
    assert.deepEqual(spoken(text, 'refuse', 'never send', 'We will never send officers'), ['Iraq']);
  });

  it('not of another subject, nor of what is done together', () => {
    const they = `"They will never send officers,"${AFTER}`;
    assert.deepEqual(spoken(they, 'refuse', 'never send', 'They will never send officers'), [
      'Iraq',
      'Jordan',
    ]);
    const agreed = `"We agreed to send officers,"${AFTER}`;
    assert.deepEqual(spoken(agreed, 'agree', 'agreed', 'We agreed to send officers'), ['Iraq', 'Jordan']);
  });
});

describe('her own country', () => {
  it('acts alone, whoever was named with it before', () => {
    const text = 'Peru and Chile agreed. Chilean minister Ana Quispe said her country would send ships.';
    const pointed = { actor: { Peru: 0.9, Chile: 0.8 } };
    assert.deepEqual(read(text, [claim(text, 'commit', 'would send', pointed)]).actors, ['Chile']);
    const both = text.replace('her country', 'they');
    assert.deepEqual(read(both, [claim(both, 'commit', 'would send', pointed)]).actors, ['Peru', 'Chile']);
  });
});

describe('what a claim is directed at, and what it is about', () => {
  const towards = (act: Act, predicate: string, text: string) =>
    read(text, [
      claim(text, act, predicate, { actor: { Ana: 0.9, Quispe: 0.9 }, target: { Peru: 0.9, Chile: 0.9 } }),
    ]).targets;

  it('is not the state of the person who acts, unless something is asked of it', () => {
    const text = 'Peruvian Foreign Minister Ana Quispe spoke. Quispe rejected the plan of Peru and Chile.';
    assert.deepEqual(towards('reject', 'rejected', text), ['Chile']);
    const asked = 'Peruvian Foreign Minister Ana Quispe spoke. Quispe urged Peru and Chile to talk.';
    assert.deepEqual(towards('demand', 'urged', asked).sort(), ['Chile', 'Peru']);
  });

  it('ends where a condition begins that goes on beyond it', () => {
    const text = 'Peru will sell oil in exchange for sugar.';
    const found = claim(text, 'commit', 'will sell', { actor: { Peru: 0.9 } });
    const condition = { span: at(text, 'in exchange for sugar'), kinds: [], triggers: [] };
    const what = { value: at(text, 'oil in exchange for'), probability: 0.9 };
    const { claim: bare } = read(text, [{ ...found, what, conditions: [condition] }]);
    assert.equal(bare.what && text.slice(bare.what.start, bare.what.end), 'oil');
  });

  it('lies in the sentence of its predicate, with its article, and ends with no word that opens something else', () => {
    const text = 'Peru will sell oil before the vote and a mine as well. Chile will host the centre in Lima.';
    const about = (words: string) => {
      const what = { value: at(text, words), probability: 0.9 };
      const { claim: bare } = read(text, [{ ...claim(text, 'commit', 'will sell', {}), what }]);
      return bare.what && text.slice(bare.what.start, bare.what.end);
    };
    assert.equal(about('oil before'), 'oil');
    assert.equal(about('oil'), 'oil');
    assert.equal(about('mine as'), 'a mine');
    assert.equal(about('the centre in Lima'), null);
  });

  it('of failing to do something is one with doing it', () => {
    const text = 'They failed on Monday to agree on oil, and agreed on gas.';
    const { document } = read(
      text,
      ['failed', 'to agree', 'agreed'].map((words) => claim(text, 'agree', words, {})),
    );
    const all = document.predictedClaims.map((one) => ({ ...one, evidence: 0 }));
    assert.deepEqual(
      withoutFailed(text, all).map(({ predicate }) => text.slice(predicate.start, predicate.end)),
      ['failed', 'agreed'],
    );
  });

  it('has the conditions of its own clause', () => {
    const text = 'Peru will give ten, while Chile agreed to pay the rest, pending approval.';
    const condition = { span: at(text, 'pending approval'), kinds: [], triggers: [] };
    const both = ['will give', 'agreed'].map((words) => ({
      ...claim(text, 'commit', words, {}),
      conditions: [condition],
    }));
    const { document } = read(text, both);
    assert.deepEqual(
      bareClaims(asCandidates(document), { thresholds: THRESHOLDS }).map(
        ({ claim: { conditions } }) => conditions.length,
      ),
      [0, 1],
    );
  });
});

describe('a transcript', () => {
  const ANSWER = "I'd send ships.";
  const interview = (asks: string, answers: string) =>
    [
      'Peruvian Foreign Minister Ana Quispe spoke to us on Monday.',
      `${asks}: Will you help?`,
      `${answers}: ${ANSWER}`,
      `${asks}: When?`,
      `${answers}: When Chile does.`,
      'The interview was held in Lima. Others would wait.',
    ].join('\n\n');

  it('is the word of those whose names stand before what they say', () => {
    for (const [asks, answers] of [
      ['Q', 'A'],
      ['QUESTION', 'MS. QUISPE'],
      ['Host', 'Ana Quispe'],
    ] as const) {
      const text = interview(asks, answers);
      const { source, actors, document } = read(text, [claim(text, 'commit', "'d send", {})]);
      assert.deepEqual([source, actors], [['Ana Quispe'], ['Ana Quispe']], answers);
      assert.deepEqual(
        document.attributions.map(({ content }) => content.map(({ start, end }) => text.slice(start, end))),
        [[`${ANSWER}\n\n`], ['When Chile does.']],
      );
    }
  });

  it('has no attribution of the model beside it that takes the label for a source', () => {
    const text = interview('Q', 'Ana Quispe');
    const found = [{ ...said(text, null, 'Ana Quispe:', ANSWER), cue: at(text, 'Ana Quispe: ') }];
    const { document } = read(text, [claim(text, 'commit', "'d send", {})], found);
    assert.equal(document.attributions.length, 2);
  });

  it('is whose the model takes it to be where a label does not say it, in every turn', () => {
    const text = interview('QUESTION', 'SPOKESPERSON').replace(
      'When Chile does.',
      'When Chile does. We wait.',
    );
    const predicted = [
      claim(text, 'commit', "'d send", { source: { Peruvian: 0.9 } }),
      claim(text, 'defer', 'wait', {}),
    ];
    const { document } = read(text, predicted);
    assert.deepEqual(
      document.attributions.map(({ actors }) => actors),
      [['state:PER'], ['state:PER']],
    );
    assert.deepEqual(read(text, [claim(text, 'defer', 'wait', {})]).document.attributions, []);
  });

  it('has its turns, and what is said in them, in the order of the text', () => {
    const text = [
      ['Ana Quispe', 'Luis Rojas', 'Ana Quispe', 'Luis Rojas'],
      ['We agree.', 'Chile said it would wait.', 'So be it.', 'Good.'],
    ]
      .reduce((names, words) => names.map((name, i) => `${name}: ${words[i]}`))
      .join('\n\n');
    const found = [said(text, 'Chile', 'said', 'it would wait')];
    const { document } = read(text, [claim(text, 'defer', 'would wait', {})], found);
    assert.deepEqual(
      document.attributions.map(({ id, source, within }) => [
        id,
        source && text.slice(source.start, source.end),
        within,
      ]),
      [
        ['a1', 'Ana Quispe', null],
        ['a2', 'Luis Rojas', null],
        ['a3', 'Chile', 'a2'],
        ['a4', 'Ana Quispe', null],
        ['a5', 'Luis Rojas', null],
      ],
    );
  });

  it('not who asks', () => {
    const text = interview('Q', 'A');
    const { source } = read(text, [claim(text, 'commit', 'help', {})]);
    assert.equal(source, null);
  });

  it('is none where each is named once', () => {
    const text = ['Peru: will send ships.', 'Chile: will wait.', 'Cuba: waits.', 'Haiti: is open.'].join(
      '\n\n',
    );
    assert.deepEqual(read(text, [claim(text, 'commit', 'will send', {})]).document.attributions, []);
  });
});

describe('the voice of a statement', () => {
  const text = 'Peru is ready. We will send ships. We will pay. We shall wait. They waited.';
  const actors = (...pointed: readonly number[]) => {
    const tokenised = tokenise(sourceOf(text));
    const predictedClaims = ['will send', 'will pay', 'shall wait', 'waited'].map((words, i) =>
      claim(text, 'commit', words, { actor: { Peru: pointed[i] ?? 0 } }),
    );
    const document = attribute(
      {
        ...tokenised,
        predictedClaims,
        predictedAttributions: [],
        ...findActors(tokenised),
      },
      THRESHOLDS,
    );
    return bareClaims(asCandidates(document), { thresholds: THRESHOLDS }).map(
      ({ claim: { actors: ids } }) => ids.length,
    );
  };

  it('is whom most of its first persons mean', () => {
    assert.deepEqual(actors(0.9, 0.9, 0, 0).slice(0, 3), [1, 1, 1]);
  });

  it('is nobody where only one says so', () => {
    assert.deepEqual(actors(0.9, 0, 0, 0).slice(0, 3), [1, 0, 0]);
  });
});

describe('a state and who acts for it', () => {
  it('are one, also where the one is named inside the other', () => {
    const text = "Haiti's prime minister, Garry Laurent, promised to hold elections.";
    const pointed = { actor: { Haiti: 0.9, Garry: 0.8 } };
    assert.deepEqual(read(text, [claim(text, 'commit', 'promised', pointed)]).actors, ['Haiti']);
  });

  it('are those of all whom a pronoun means', () => {
    const text = 'Peru and Chile waited. Their energy ministers will meet.';
    const pointed = { actor: { Their: 0.1 } };
    assert.deepEqual(read(text, [claim(text, 'meet', 'will meet', pointed)]).actors, ['Peru', 'Chile']);
  });
});

describe('what the words say beside the pointers', () => {
  const even = (text: string, act: Act, predicate: string, ...names: string[]) =>
    read(text, [
      claim(text, act, predicate, { target: Object.fromEntries(names.map((name) => [name, 0.15])) }),
    ]).targets;

  it('of two that the model is as unsure of, the one whom the act is done to, not the place of it', () => {
    const text = 'Diplomats met officials from Syria at a hotel in Jordan.';
    assert.deepEqual(even(text, 'meet', 'met', 'Jordan', 'Syria'), ['Syria']);
    const other = 'Diplomats met officials from Jordan at a hotel in Syria.';
    assert.deepEqual(even(other, 'meet', 'met', 'Jordan', 'Syria'), ['Jordan']);
  });

  it('hardly anybody who is named before only', () => {
    const text = 'Norway has an embassy there. Diplomats urged Syria to withdraw.';
    assert.deepEqual(even(text, 'demand', 'urged', 'Norway', 'Syria'), ['Syria']);
  });

  it('by names that the weights know', () => {
    const text = 'France told Poland that it would send tanks to Ukraine.';
    const document = { ...findActors(tokenise(sourceOf(text))), attributions: [] };
    const party = (name: string) => document.actors.find((actor) => actor.name === name)?.id ?? '';
    const evidence = (name: string) =>
      evidenceForTarget(
        {
          act: 'commit',
          predicate: at(text, 'would send'),
          what: at(text, 'tanks to Ukraine'),
          actors: [party('France')],
          sentence: 0,
          sources: [party('France')],
        },
        party(name),
        document.mentions.filter(({ actor }) => actor === party(name)),
        document,
        namedIn(document),
      );
    const names = (name: string, ...wanted: string[]) =>
      assert.deepEqual(
        wanted.filter((one) => !evidence(name).has(one)),
        [],
      );
    names('Poland', 'act.commit', 'kind.state:commit', 'here', 'place.ahead');
    names('Ukraine', 'place.what', 'what:near', 'what:by.to', 'rule.state.name');
    names('France', 'source:commit', 'place.ahead');
    const known = new Set(weightsIn('target-evidence.yaml')().keys());
    for (const name of ['act.commit', 'place.what', 'what:by.to', 'rule.state.name', 'same-state'])
      assert.ok(known.has(name), name);
  });
});

describe('whom the pointers lead to', () => {
  it('those above the threshold, and the first at half of it', () => {
    const text = 'France and Poland will send tanks to Ukraine, not to Georgia.';
    const one = read(text, [
      claim(text, 'commit', 'will send', {
        actor: { France: 0.9, Poland: 0.5, Georgia: 0.1 },
        target: { Ukraine: 0.2, Georgia: 0.16 },
      }),
    ]);
    assert.deepEqual([one.actors, one.targets], [['France', 'Poland'], ['Ukraine']]);
    const passive = 'Tanks will be sent to Ukraine by France.';
    const none = read(passive, [claim(passive, 'commit', 'will be sent', { actor: { France: 0.19 } })]);
    assert.deepEqual(none.actors, []);
  });

  it('the subject, where they lead to nobody; no document, and nobody to whom something is done', () => {
    const subjectOf = (text: string, predicate: string, seen = 0.1) => {
      const actor = Object.fromEntries(
        ['France', 'Italy', 'Poland', 'agreement'].map((name) => [name, seen]),
      );
      return read(text, [claim(text, 'commit', predicate, { actor })]).actors;
    };
    const three = 'France, Italy and Poland will soon send tanks.';
    assert.deepEqual(subjectOf(three, 'send'), ['France', 'Italy', 'Poland']);
    assert.deepEqual(subjectOf(three, 'send', 0.01), [], 'whom the model thinks nothing of');
    assert.deepEqual(subjectOf('France has been helped.', 'helped'), []);
    assert.deepEqual(subjectOf('The agreement provides for tanks.', 'provides'), []);
    assert.deepEqual(subjectOf('France waits. Tanks will come.', 'come'), []);
  });

  it('by whom something is done, where they lead to nobody or are in doubt', () => {
    const text = 'France objected after curbs were imposed today by Poland and Spain.';
    const by = (actor: Record<string, number>, of = text) =>
      read(of, [claim(of, 'perform', 'imposed', { actor })]).actors;
    assert.deepEqual(by({}), ['Poland', 'Spain']);
    assert.deepEqual(by({ France: 0.5 }), ['Poland', 'Spain']);
    assert.deepEqual(by({ France: 0.9 }), ['France']);
    assert.deepEqual(by({}, 'Curbs were imposed by Polish moves.'), [], 'what is Polish is not Poland');
  });

  it('who gives is from whom it comes', () => {
    const text = 'Mali will receive 300 million euros from France under the accord.';
    const actors = (words: string) => read(text, [claim(text, 'commit', words, { actor: {} })]).actors;
    assert.deepEqual(actors('will receive'), ['France']);
    const asked = 'Mali will receive the man who fled from France.';
    assert.deepEqual(read(asked, [claim(asked, 'commit', 'will receive', { actor: {} })]).actors, []);
  });

  it('of a position, whose word it is', () => {
    const text = 'Poland said that France must leave.';
    const whose = (act: Act, source = 'Poland') =>
      read(
        text,
        [claim(text, act, 'must', { actor: { France: 0.9 } })],
        [said(text, source, 'said', 'France must leave')],
      ).actors;
    assert.deepEqual(whose('position'), ['Poland']);
    assert.deepEqual(whose('commit'), ['France']);
  });

  it('with whom something is agreed is one of those who agree', () => {
    const text = 'Kenya signed a 1.5 billion dollar accord with Ethiopia, which borders Somalia.';
    const pointed = { actor: { Kenya: 0.9 }, target: { Ethiopia: 0.9 } };
    const agreed = read(text, [claim(text, 'agree', 'signed', pointed)]);
    assert.deepEqual([agreed.actors, agreed.targets], [['Kenya', 'Ethiopia'], []]);
    const met = read(text, [claim(text, 'meet', 'signed', pointed)]);
    assert.deepEqual([met.actors, met.targets], [['Kenya'], ['Ethiopia']]);
    const other = 'Kenya agreed that it would trade with Ethiopia.';
    const that = read(other, [claim(other, 'agree', 'agreed', { actor: { Kenya: 0.9 } })]);
    assert.deepEqual(that.actors, ['Kenya']);
  });

  it('acts may need another threshold for those towards whom they are done', () => {
    const text = 'France says that Poland must act.';
    const predicted = (act: Act) =>
      claim(text, act, 'must', { actor: { France: 0.9 }, target: { Poland: 0.2 } });
    const targetsOf = (act: Act) => {
      const tokenised = tokenise(sourceOf(text));
      const thresholds = { ...THRESHOLDS, targets: { position: 0.8 } };
      const layers = {
        ...tokenised,
        predictedAttributions: [],
        ...findActors(tokenised),
      };
      const document = attribute({ ...layers, predictedClaims: [predicted(act)] }, thresholds);
      return bareClaims(asCandidates(document), { thresholds }).map(
        (reasoned) => reasoned.claim.targets.length,
      );
    };
    assert.deepEqual([targetsOf('demand'), targetsOf('position')], [[1], [0]]);
  });

  it('whom a pronoun takes up in its sentence, where they half see it', () => {
    const text =
      'The Coalition of the Willing met. Germany said they had come. Poland and Italy said they will send tanks.';
    const actorsOf = (actor: Record<string, number>) =>
      read(text, [claim(text, 'commit', 'will send', { actor })]).actors;
    assert.deepEqual(actorsOf({ Germany: 0.8, Poland: 0.2, Italy: 0.15 }), ['Poland', 'Italy']);
    assert.deepEqual(actorsOf({ Germany: 0.8, Poland: 0.2, Italy: 0.05 }), ['Germany']);
    const named = 'Germany spoke. Poland will send tanks.';
    assert.deepEqual(
      read(named, [claim(named, 'commit', 'will send', { actor: { Germany: 0.8, Poland: 0.2 } })]).actors,
      ['Germany'],
    );
  });

  it('whoever is named in one breath with them, at a fifth of it', () => {
    const actorsOf = (text: string, actor: Record<string, number>) =>
      read(text, [claim(text, 'agree', 'signed', { actor })]).actors;
    const three = 'The pact was signed by France, Italy and Poland, and welcomed by Spain.';
    const sure = { France: 0.9, Spain: 0.1 };
    assert.deepEqual(actorsOf(three, { ...sure, Italy: 0.1, Poland: 0.1 }), ['France', 'Italy', 'Poland']);
    assert.deepEqual(actorsOf(three, { ...sure, Italy: 0.07, Poland: 0.1 }), ['France']);
    assert.deepEqual(actorsOf('France signed, and Italy waits.', { France: 0.9, Italy: 0.2 }), ['France']);
  });

  it('all whom one phrase means', () => {
    const text = 'France and Poland met. Both countries will send tanks.';
    const { actors } = read(text, [claim(text, 'commit', 'send', { actor: { Both: 0.1 } })]);
    assert.deepEqual(actors, ['France', 'Poland']);
  });

  it('one, where two act for the same state', () => {
    const text = 'Paris will pay, French President Emmanuel Macron said.';
    const { actors } = read(text, [
      claim(text, 'commit', 'will pay', { actor: { Paris: 0.9, Macron: 0.8 } }),
    ]);
    assert.equal(actors.length, 1);
  });

  it('not the one who says it, where something is done and by whom is not said', () => {
    const actorsOf = (predicate: string, act: Act = 'commit', content = `foreign troops ${predicate}`) => {
      const text = `Macron said ${content} soon.`;
      const pointer = { actor: { Macron: 0.9 } };
      return read(text, [claim(text, act, predicate, pointer)], [said(text, 'Macron', 'said', content)])
        .actors.length;
    };
    assert.equal(actorsOf('would be deployed'), 0);
    assert.equal(actorsOf('had\nnot yet been sent', 'perform'), 0);
    assert.equal(actorsOf('must be deployed', 'demand'), 1, 'who demands is said');
    assert.equal(actorsOf('was prepared', 'commit', 'he was prepared'), 1, 'no passive');
    assert.equal(actorsOf('would deploy', 'commit', 'he would deploy'), 1);
  });

  it('a firmness for undertakings only', () => {
    const text = 'Russia rejected the plan.';
    assert.equal(read(text, [claim(text, 'reject', 'rejected', {})]).claim.firmness, null);
    assert.equal(read(text, [claim(text, 'refuse', 'rejected', {})]).claim.firmness, 'pledged');
  });
});

describe('whose word a claim is', () => {
  const text =
    'Two EU diplomats told AFP that Hungarian Foreign Minister Peter Szijjarto had said Hungary would pay.';
  const outer = said(
    text,
    'Two EU diplomats',
    'told',
    'Hungarian Foreign Minister Peter Szijjarto had said Hungary would pay',
  );
  const inner = said(text, 'Hungarian Foreign Minister Peter Szijjarto', 'said', 'Hungary would pay');

  it('the innermost of those that hold it; the outer ones and the agency report it', () => {
    const { source, reportedBy } = read(text, [claim(text, 'commit', 'would pay', {})], [outer, inner]);
    assert.deepEqual(source, ['Peter Szijjarto']);
    assert.equal(reportedBy.length, 2);
    assert.match(reportedBy.join(), /AFP|Agence/);
  });

  it('the report itself, where none holds it and nobody is pointed to', () => {
    const plain = 'Hungary will pay. France said it would help.';
    const other = said(plain, 'France', 'said', 'it would help');
    assert.equal(read(plain, [claim(plain, 'commit', 'will pay', {})], [other]).source, null);
  });

  it('the speaker of the sentence before, where the model points to it and no cue is there', () => {
    const on = 'France said it would help. It would also send engineers.';
    const before = said(on, 'France', 'said', 'it would help');
    const { source } = read(
      on,
      [claim(on, 'commit', 'would also send', { source: { France: 0.7 } })],
      [before],
    );
    assert.deepEqual(source, ['France']);
  });

  it('whom the model points to, where the words leave open for whom somebody speaks', () => {
    const open = 'Argentina wants more time. It would not pay now, Quirke said.';
    const quirke = said(open, 'Quirke', 'said', 'It would not pay now');
    const { source } = read(
      open,
      [claim(open, 'refuse', 'would not pay', { source: { Argentina: 0.8 } })],
      [quirke],
    );
    assert.ok(source?.includes('Argentina'), `${source}`);
  });
});

describe('conditions', () => {
  const text =
    'Troops would come only after a ceasefire and then away from the front lines, and until spring.';
  const found = (...words: string[]): string[] => {
    const conditions = words.map((part) => ({
      span: at(text, part),
      kinds: [{ value: 'only-after', probability: 0.9 }] as const,
      triggers: [],
    }));
    const { claim: read1 } = read(text, [{ ...claim(text, 'commit', 'would come', {}), conditions }]);
    return read1.conditions.map(({ start, end }) => text.slice(start, end));
  };

  it('after the first are words with a marker of their own', () => {
    assert.deepEqual(found('only after a ceasefire', 'then away', 'front lines', 'until spring'), [
      'only after a ceasefire',
      'until spring',
    ]);
  });

  it('a single one need not have one', () => {
    assert.deepEqual(found('front lines'), ['front lines']);
  });
});

describe('attributions', () => {
  it('nest where a longer content holds the cue', () => {
    const text = 'Reuters reported that Macron said France would pay.';
    const { document } = read(
      text,
      [claim(text, 'commit', 'would pay', {})],
      [
        said(text, 'Reuters', 'reported', 'Macron said France would pay'),
        said(text, 'Macron', 'said', 'France would pay'),
      ],
    );
    assert.deepEqual(
      document.attributions.map((a) => a.within),
      [null, 'a1'],
    );
  });

  it('are of whom a paper cites, in its words', () => {
    const text = 'Peru will send two ships, Andes Courier reported, citing a Peruvian official.';
    const { document, source, reportedBy } = read(
      text,
      [claim(text, 'commit', 'will send', {})],
      [said(text, 'Andes Courier', 'reported', 'Peru will send two ships')],
    );
    assert.deepEqual(source, ['Peru']);
    assert.deepEqual(reportedBy, ['Andes Courier']);
    assert.deepEqual(
      document.attributions.map(({ id, within, cue }) => [id, within, cue && text.slice(cue.start, cue.end)]),
      [
        ['a1', 'a2', 'citing'],
        ['a2', null, 'reported'],
      ],
    );
  });

  it('are not of whose colleague somebody is', () => {
    const text = 'Ana Quispe waits. Her Greek colleague said Athens would pay.';
    const found = said(text, 'Her Greek colleague', 'said', 'Athens would pay');
    assert.deepEqual(read(text, [claim(text, 'commit', 'would pay', {})], [found]).source, ['Greece']);
  });

  it('are of a party without what is said of it, and of all of a list', () => {
    for (const [source, whose] of [
      ['Peru, a neighbour of Chile,', ['Peru']],
      ['Peru, Chile and Brazil', ['Peru', 'Chile', 'Brazil']],
    ] as const) {
      const text = `${source} said Athens would pay.`;
      const found = said(text, source, 'said', 'Athens would pay');
      assert.deepEqual(read(text, [claim(text, 'commit', 'would pay', {})], [found]).source, whose);
    }
  });

  it('are of a name without the comma behind it', () => {
    const text = 'Kenya, which leads the force, said it would stay.';
    const found = said(text, 'Kenya,', 'said', 'it would stay');
    const { document } = read(text, [claim(text, 'commit', 'would stay', {})], [found]);
    assert.deepEqual(document.attributions[0]?.source, at(text, 'Kenya'));
  });

  it('stay those of a person, a state, and of who cites a text', () => {
    for (const [text, speaker] of [
      ['Peru will wait, Ana Quispe said, citing a Chilean official.', 'Ana Quispe'],
      ['Peru will wait, Chile said, citing a Peruvian official.', 'Chile'],
      ['Peru will wait, Andes Courier said, citing the draft agreement.', 'Andes Courier'],
    ] as const) {
      const { source } = read(
        text,
        [claim(text, 'defer', 'will wait', {})],
        [said(text, speaker, 'said', 'Peru will wait')],
      );
      assert.deepEqual(source, [speaker], text);
    }
  });

  it('are of all of a list of whom the model takes the last, where the list is the subject', () => {
    for (const [text, whose] of [
      ['Peru, Chile and Greece agreed, but said Athens would pay.', ['Peru', 'Chile', 'Greece']],
      ['Peru and Greece said Athens would pay.', ['Peru', 'Greece']],
      ['After talks with Peru and Greece said Athens would pay.', ['Greece']],
    ] as const) {
      const found = said(text, 'Greece', 'said', 'Athens would pay');
      assert.deepEqual(read(text, [claim(text, 'commit', 'would pay', {})], [found]).source, whose, text);
    }
  });

  it('are of a state that is cited, not of one that says whose something is', () => {
    for (const [words, whose] of [
      ['citing Chile.', 'Chile'],
      ['citing Chile and others.', 'Chile'],
      ['citing Chile law.', 'Andes Courier'],
    ] as const) {
      const text = `Peru will wait, Andes Courier said, ${words}`;
      const found = said(text, 'Andes Courier', 'said', 'Peru will wait');
      assert.deepEqual(read(text, [claim(text, 'defer', 'will wait', {})], [found]).source, [whose], text);
    }
  });

  it('are of whom a paper quotes, where it stands behind him', () => {
    const text = 'Ana Quispe of Peru was quoted by Andes Courier as saying Athens would pay.';
    const { source, reportedBy } = read(
      text,
      [claim(text, 'commit', 'would pay', {})],
      [said(text, 'Andes Courier', 'as saying', 'Athens would pay')],
    );
    assert.deepEqual([source, reportedBy], [['Ana Quispe'], ['Andes Courier']]);
  });

  it('are of nobody else where they are those of a witness, of the press, or of a legislator', () => {
    for (const speaker of [
      'two people familiar with the matter',
      'a person briefed on the plan',
      'a source with direct knowledge',
      'sources close to the government',
      'local media',
      'Peruvian state media',
      'a Labour lawmaker',
      'the ambassador to Peru',
    ]) {
      const text = `Peru will send two ships, ${speaker} said.`;
      const { source } = read(
        text,
        [claim(text, 'commit', 'will send', { source: { Peru: 0.9 } })],
        [said(text, speaker, 'said', 'Peru will send two ships')],
      );
      assert.ok(!source?.includes('Peru'), `${speaker}: ${source}`);
    }
  });

  it('are of the label before a post where the model takes it for the cue', () => {
    const text = 'Foreign Ministry of Peru: We will send two ships.';
    const { source } = read(
      text,
      [claim(text, 'commit', 'will send', {})],
      [said(text, null, 'Foreign Ministry of Peru', 'We will send two ships')],
    );
    assert.deepEqual(source, ['Peru']);
  });

  it('go on from a speaker whose cue stands later in the sentence', () => {
    const text = 'A Peruvian official confirmed its backing for the pact and said delegates would come.';
    const { source, claim: read1 } = read(
      text,
      [claim(text, 'endorse', 'backing', { source: { official: 0.7 } })],
      [said(text, 'A Peruvian official', 'said', 'delegates would come')],
    );
    assert.deepEqual([source, read1.attribution], [['Peru'], 'a1']);
  });

  it('without content are none', () => {
    const text = 'France would pay, officials said.';
    const { document } = read(
      text,
      [claim(text, 'commit', 'would pay', {})],
      [{ ...said(text, 'officials', 'said', 'France'), content: [] }],
    );
    assert.deepEqual(document.attributions, []);
  });
});
