import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Amount } from '../src/book/amounts/amount.ts';
import { amountsOf } from '../src/book/amounts/amounts.ts';
import { figureAt, valueAt } from '../src/book/amounts/figure.ts';
import type { GapFilter } from '../src/book/amounts/finder.ts';
import { type Gap, gapOf } from '../src/book/amounts/gap.ts';
import type { Interval } from '../src/book/amounts/interval.ts';
import type { Link } from '../src/book/amounts/links.ts';
import { parseRates } from '../src/book/amounts/rates.ts';
import { shortened } from '../src/book/amounts/shortened.ts';
import { STAGES } from '../src/book/amounts/stage.ts';
import type { LinkDecision } from '../src/book/amounts/sums.ts';
import { wordRules } from '../src/book/amounts/word-rules.ts';
import { InputError, ResourceError } from '../src/text/errors.ts';
import { type ToldClaim, type ToldReport, toldReport } from './told-report.ts';

const GERMANY = { by: ['state:DEU'] };
const UNION = { by: ['org:european-union'] };

/** The one amount of one sentence. */
function amountIn(told: ToldClaim): Amount | undefined {
  const { report, claims } = toldReport('A', '2025-03-01', [told]);
  return amountsOf(claims, [report]).amounts[0];
}

function gap(
  told: readonly ToldReport[],
  filter: GapFilter = {},
  decisions: readonly LinkDecision[] = [],
  rates: string | null = null,
): Gap {
  const claims = told.flatMap((t) => t.claims);
  const conversion = rates === null ? null : { to: 'EUR', rates: parseRates(rates) };
  return gapOf(
    claims,
    told.map(({ report }) => report),
    filter,
    decisions,
    conversion,
  );
}

const MILLION = 1_000_000;

/** `pledged 85 delivered 25..`: the figures above nothing, in millions, least stage first, without those equal to the next. */
function written({ lines }: Gap): string {
  return lines
    .map(({ unit, per, stages }) => {
      const scale = /^[A-Z]{3}$/.test(unit) ? MILLION : 1;
      const bounds = ({ low, high, about }: Interval) =>
        `${about ? '~' : ''}${low / scale}${high === low ? '' : `..${high === null ? '' : high / scale}`}`;
      const figures = STAGES.map((stage) => [stage, bounds(stages[stage])] as const);
      return [
        per ? `${unit} a ${per}` : unit,
        ...figures.filter(([, f], i) => f !== '0' && f !== figures[i + 1]?.[1]).map((pair) => pair.join(' ')),
      ].join(' ');
    })
    .join('; ');
}

const links = ({ links: all }: Gap): readonly string[] =>
  all.map(({ kind, doubts }) => [kind, ...doubts].join(' '));

describe('stages of an amount', () => {
  const stages: readonly (readonly [string, Partial<ToldClaim>, string])[] = [
    ['Germany <pledged> {85 million euros}.', {}, 'pledged'],
    ['Germany <is ready> {to give 85 million euros}.', { firmness: 'offered' }, 'offered'],
    [
      'Germany <agreed in principle> {to give 85 million euros}.',
      { firmness: 'agreed-in-principle' },
      'offered',
    ],
    ['Germany <signed> {a pact on 85 million euros}.', { firmness: 'formal' }, 'pledged'],
    // Earmarked is allocated, whether the reader found it pledged or done.
    ['Germany <has earmarked> {85 million euros}.', { firmness: 'pledged' }, 'allocated'],
    ['Germany <has earmarked> {85 million euros}.', { act: 'perform', firmness: 'fulfilled' }, 'allocated'],
    ['Germany <pledged> {85 million euros}, which was approved in the budget.', {}, 'allocated'],
    ['Germany <promised> {to set aside 85 million euros}.', {}, 'pledged'],
    ['Germany <pledged> {85 million euros} [once the money has been approved in the budget].', {}, 'pledged'],
    ['Denmark <sent> {24 missiles}.', { act: 'perform', firmness: 'fulfilled' }, 'delivered'],
    ['The parties <agreed> {on 85 million euros}.', { act: 'agree', firmness: 'fulfilled' }, 'pledged'],
  ];
  for (const [says, more, stage] of stages) {
    it(`${says} (${more.firmness ?? 'pledged'}): ${stage}`, () =>
      assert.equal(amountIn({ says, ...GERMANY, ...more })?.stage, stage));
  }

  it('words of another claim in the sentence tell nothing of this one', () => {
    const says = 'Germany <pledged> {85 million euros} after France had delivered.';
    const other = says
      .replace(/[<>{}]/g, '')
      .replace('had delivered', '<had delivered>')
      .replace('France', '{France}');
    const { report, claims } = toldReport('A', '2025-03-01', [
      { says, ...GERMANY },
      { says: other, by: ['state:FRA'], act: 'perform', firmness: 'fulfilled' },
    ]);
    assert.deepEqual(
      amountsOf(claims, [report]).amounts.map(({ stage }) => stage),
      ['pledged'],
    );
  });

  const none: readonly (readonly [string, Partial<ToldClaim>, string])[] = [
    ['Germany <could give> {85 million euros}.', { firmness: 'considered' }, 'considered'],
    ['Chad <asked for> {85 million euros}.', { act: 'demand', firmness: null }, 'stand'],
    ['Germany <withdrew> {85 million euros}.', { act: 'refuse', firmness: 'fulfilled' }, 'refused'],
    ['Germany <will give> {85 million euros}.', { negated: true }, 'denied'],
    ['The hosts <had set out to raise> {750 million euros}.', {}, 'sought'],
    ['The sides <undertake> {to leave no more than 25 guards at each post}.', {}, 'level'],
    ['Germany <will pay> {half of it}.', {}, 'percent'],
  ];
  for (const [says, more, why] of none) {
    it(`${says}: no stage, ${why}`, () => {
      const shown = gap([toldReport('A', '2025-03-01', [{ says, ...GERMANY, ...more }])]);
      assert.deepEqual([shown.lines, shown.notGiven.map((n) => n.why)], [[], [why]]);
    });
  }

  it('counts no countries, days and kilometres', () => {
    const says = '26 countries <pledged> {to move 30 kilometres within 10 days}.';
    const shown = gap([toldReport('A', '2025-03-01', [{ says }])]);
    assert.deepEqual([shown.lines, shown.notGiven], [[], []]);
  });
});

describe('the words of amounts', () => {
  const yaml = (patterns: string, example: string) =>
    `a:\n  reason: x\n  patterns:\n    - ${patterns}\n  examples:\n    - ${example}\n  counter-examples:\n    - nothing\n`;
  it('a rule that fires on none of its examples is refused with its line', () =>
    assert.throws(
      () => wordRules('w.yaml', ['a'], [], yaml('set aside', 'earmarked')),
      (e) =>
        e instanceof ResourceError && /w\.yaml:6: .*does not fire on its example "earmarked"/.test(e.message),
    ));
  it('<amount> is a number or money', () => {
    for (const example of ['30 of 90', '€30m of €90m', '30 of €90m'])
      assert.doesNotThrow(() => wordRules('w.yaml', ['a'], [], yaml('<amount> of <amount>', `"${example}"`)));
  });
  it('a missing rule and an unknown one are refused', () => {
    assert.throws(() => wordRules('w.yaml', ['b'], [], yaml('x', 'x')), /unknown key "a"/);
    assert.throws(() => wordRules('w.yaml', ['a', 'b'], [], yaml('x', 'x')), /"b" is missing/);
  });
});

describe('the same money', () => {
  const pledge = { says: 'Germany <pledged> {85 million euros}.', ...GERMANY };
  it('is counted once: told by another paper, announced again, set aside, paid', () => {
    const shown = gap([
      toldReport('A', '2025-03-01', [pledge]),
      toldReport('B', '2025-03-02', [pledge]),
      toldReport('C', '2025-06-01', [pledge]),
      toldReport('D', '2025-07-01', [{ ...pledge, says: 'Germany <has set aside> {85 million euros}.' }]),
      toldReport('E', '2025-08-01', [
        { ...pledge, says: 'Germany <has paid> {its 85 million euros}.', for: [] },
      ]),
    ]);
    assert.equal(written(shown), 'EUR delivered 85');
    const [sum] = shown.sums;
    assert.deepEqual(
      sum?.amounts.map(({ telling }) => telling),
      ['first', 'repeat', 'renewal', 'progress', 'progress'],
    );
    assert.deepEqual(shown.lines[0]?.stages.allocated.claims, ['D 2025-07-01#c1', 'E 2025-08-01#c1']);
    assert.deepEqual(
      [shown.lines[0]?.stages.pledged.from, shown.lines[0]?.stages.delivered.from],
      ['2025-03-01', '2025-08-01'],
    );
  });

  it('is not that of another giver, another beneficiary later, or another currency', () => {
    const later = (more: Partial<ToldClaim>) =>
      written(
        gap([
          toldReport('A', '2025-03-01', [pledge]),
          toldReport('B', '2025-06-01', [{ ...pledge, ...more }]),
        ]),
      );
    assert.equal(later({ by: ['state:FRA'] }), 'EUR pledged 170');
    assert.equal(later({ for: ['state:MDA'] }), 'EUR pledged 170');
    assert.equal(
      later({ says: 'Germany <pledged> {85 million dollars}.' }),
      'EUR pledged 85; USD pledged 85',
    );
  });

  const doubtful: readonly (readonly [string, Partial<ToldClaim>, string, string])[] = [
    ['who gives it is not said', { by: [] }, '2025-03-02', 'same giver'],
    ['for whom is not said, much later', { for: [] }, '2025-06-01', 'same beneficiary-unsaid'],
    ['for whom differs on the same day', { for: ['state:MDA'] }, '2025-03-01', 'same beneficiary'],
    ['for what differs', { measures: ['debt-relief'] }, '2025-03-01', 'same measure'],
    ['new money', { says: 'Germany <pledged> {a further 85 million euros}.' }, '2025-06-01', 'same further'],
    ['a bound', { says: 'Germany <pledged> {up to 85 million euros}.' }, '2025-03-01', 'same bounds'],
    ['rounded', { says: 'Germany <pledged> {85.02 million euros}.' }, '2025-03-01', 'same rounded'],
    ['reports differ', { says: 'Germany <pledged> {95 million euros}.' }, '2025-03-01', 'same differs'],
  ];
  for (const [name, more, date, expected] of doubtful) {
    it(`is a question where ${name}, and the figure has room for both answers`, () => {
      const told = [toldReport('A', '2025-03-01', [pledge]), toldReport('B', date, [{ ...pledge, ...more }])];
      const shown = gap(told);
      assert.deepEqual(links(shown), [expected]);
      const [link] = shown.links;
      assert.ok(link);
      const decide = (verdict: LinkDecision['verdict']) =>
        gap(told, {}, [{ amount: link.sum, other: link.other, verdict }]);
      assert.deepEqual([decide('same').sums.length, decide('apart').sums.length], [1, 2]);
      assert.deepEqual([links(decide('same')), links(decide('apart'))], [[], []]);
    });
  }

  it('two figures of one report are no difference between reports', () => {
    const both = [
      { says: 'Germany <pledged> {85 million euros}.', ...GERMANY },
      { says: 'Germany <pledged> {20 million euros} for radars.', ...GERMANY },
    ];
    const told = [toldReport('A', '2025-03-01', both), toldReport('B', '2025-03-01', both.slice(1))];
    assert.equal(written(gap(told)), 'EUR pledged 105');
  });
});

describe('a whole and its parts', () => {
  const parts: readonly (readonly [string, readonly ToldClaim[], string, readonly string[]])[] = [
    [
      'of the',
      [{ says: 'Germany <has paid> {25 million euros of the 85 million euros}.', ...GERMANY }],
      'EUR pledged 85 delivered 25',
      ['part'],
    ],
    [
      'things too',
      [
        {
          says: 'Denmark <sent> {24 of its 30 missiles}.',
          by: ['state:DNK'],
          act: 'perform',
          firmness: 'fulfilled',
          measures: ['arms.missiles'],
        },
      ],
      'missile pledged 30 delivered 24',
      ['part'],
    ],
    [
      'of which',
      [
        {
          says: 'Donors <pledged> {612 million euros, of which 402 million in grants}.',
          by: ['group:donors'],
        },
      ],
      'EUR pledged 612',
      ['part'],
    ],
    [
      'a year of several',
      [
        {
          says: 'Norway <pledged> {2 billion euros over four years, 500 million of it in 2026}.',
          by: ['state:NOR'],
        },
      ],
      'EUR pledged 2000',
      ['part'],
    ],
    [
      'a tranche',
      [
        { says: 'The Union <pledged> {2 billion euros}.', ...UNION },
        { says: 'It <has paid> {a first tranche of 500 million euros}.', ...UNION },
      ],
      'EUR pledged 2000 delivered 500',
      ['part'],
    ],
    [
      'what is left',
      [
        { says: 'The Union <signed off on> {financing for 80 of its 120 million euros}.', ...UNION },
        { says: 'The Union <will pay> {the remaining 40 million euros}.', ...UNION },
      ],
      'EUR pledged 120 allocated 80',
      ['part', 'part'],
    ],
    [
      "a member's share",
      [
        { says: 'The Union <pledged> {2 billion euros}.', ...UNION },
        { says: 'Germany <will give> {500 million euros as its share of the sum}.', ...GERMANY },
      ],
      'EUR pledged 2000',
      ['part'],
    ],
    [
      'perhaps in what a group gave',
      [
        { says: 'Donors <pledged> {612 million euros}.', by: ['group:donors'] },
        { says: 'Germany <chipped in> {85 million euros}.', ...GERMANY },
      ],
      'EUR pledged 612..697',
      ['part group'],
    ],
    [
      'so much a year is no sum',
      [{ says: 'Germany <pledged> {500 million euros a year}.', ...GERMANY }],
      'EUR a year pledged 500',
      [],
    ],
  ];
  for (const [name, told, figures, expected] of parts) {
    it(name, () => {
      const shown = gap([toldReport('A', '2025-03-01', told)]);
      assert.deepEqual([written(shown), links(shown)], [figures, expected]);
    });
  }

  it('a later, smaller delivery may be of what was promised', () => {
    const told = [
      toldReport('A', '2025-03-01', [{ says: 'Germany <pledged> {85 million euros}.', ...GERMANY }]),
      toldReport('B', '2025-06-01', [{ says: 'Germany <has paid> {25 million euros}.', ...GERMANY }]),
    ];
    const shown = gap(told);
    assert.deepEqual([written(shown), links(shown)], ['EUR pledged 85..110 delivered 25', ['part progress']]);
    const [link] = shown.links;
    assert.ok(link);
    const part = gap(told, {}, [{ amount: link.sum, other: link.other, verdict: 'part' }]);
    assert.equal(written(part), 'EUR pledged 85 delivered 25');
  });

  it('of what several give, one of them gives nothing to all of it', () => {
    const told = [
      toldReport('A', '2025-03-01', [
        { says: 'They <pledged> {30 missiles}.', by: ['state:DEU', 'state:FRA'] },
      ]),
    ];
    assert.equal(written(gap(told, { actors: ['state:DEU'] })), 'missile pledged 0..30');
    assert.equal(written(gap(told, { actors: ['state:DEU', 'state:FRA'] })), 'missile pledged 30');
    assert.equal(written(gap(told, { actors: ['state:ESP'] })), '');
  });
});

describe('what a figure rests on', () => {
  const whole = gap([
    toldReport('A', '2025-03-01', [
      { says: 'Germany <has paid> {25 million euros of the 85 million euros}.', ...GERMANY },
      { says: 'Norway <pledged> {300 tanks}.', by: ['state:NOR'], measures: ['arms.tanks'] },
    ]),
  ]);

  it('is given of one figure, with the whole that a sum is part of', () => {
    const { sums, links: own, notGiven, ...rest } = shortened(whole, { restsOn: 'funding EUR delivered' });
    const figure = whole.lines.find(({ unit }) => unit === 'EUR')?.stages.delivered;
    assert.equal(figure?.sums.length, 1);
    assert.deepEqual(
      sums.map(({ low }) => low / MILLION),
      [25, 85],
    );
    assert.ok(sums.some(({ id }) => id === figure?.sums[0]));
    assert.deepEqual(own, whole.links);
    assert.deepEqual(notGiven, []);
    const { sums: _, links: __, notGiven: ___, ...all } = shortened(whole, {});
    assert.deepEqual(rest, all);
  });

  it('is of no figure nothing', () => {
    const { sums, links: own, lines } = shortened(whole, { few: 2, restsOn: 'nothing' });
    assert.deepEqual([sums, own], [[], []]);
    assert.deepEqual(
      lines.map(({ unit }) => unit),
      ['tank', 'EUR'],
    );
  });
});

describe('rates', () => {
  const CSV = 'date,from,to,rate,source\n2025-03-01,USD,EUR,0.96,ECB\n2025-06-01,EUR,USD,1.25,"ECB, daily"\n';
  const usd = (name: string, date: string, verb: string) =>
    toldReport(name, date, [{ says: `Germany <${verb}> {100 million dollars}.`, ...GERMANY }]);

  it('convert each amount at the last rate before its day, and say which', () => {
    const shown = gap([usd('A', '2025-03-05', 'pledged'), usd('B', '2025-07-01', 'has paid')], {}, [], CSV);
    const { pledged, delivered } = shown.lines[0]?.stages ?? {};
    assert.deepEqual([pledged?.low, pledged?.converted?.low, delivered?.converted?.low], [100e6, 96e6, 80e6]);
    assert.deepEqual(
      delivered?.converted?.rates.map(({ on, rate }) => [on, rate.rate, rate.date, rate.source]),
      [['2025-07-01', 1.25, '2025-06-01', 'ECB, daily']],
    );
  });
  it('leave out what has none, and say so', () => {
    const shown = gap([usd('A', '2025-01-05', 'pledged')], {}, [], CSV);
    const converted = shown.lines[0]?.stages.pledged.converted;
    assert.deepEqual([converted?.low, converted?.high, converted?.missing.length], [0, null, 1]);
  });
  it('convert neither things nor their own currency', () => {
    const things = toldReport('A', '2025-03-05', [
      { says: 'Germany <pledged> {30 missiles}.', ...GERMANY },
      { says: 'Germany <pledged> {85 million euros}.', ...GERMANY },
    ]);
    for (const { stages } of gap([things], {}, [], CSV).lines) assert.equal(stages.pledged.converted, null);
  });

  const wrong: readonly (readonly [string, RegExp])[] = [
    ['', /r\.csv:1: .*missing: date, from, to, rate, source/],
    ['date,from,to,rate\n', /missing: source/],
    ['date,from,to,rate,source\n2025-02-30,USD,EUR,0.9,ECB', /r\.csv:2: "2025-02-30" is no date/],
    ['date,from,to,rate,source\n\n2025-03-01,dollar,EUR,0.9,ECB', /r\.csv:3: "dollar" is no currency/],
    ['date,from,to,rate,source\n2025-03-01,USD,EUR,"0,9",ECB', /r\.csv:2: "0,9" is no rate/],
    ['date,from,to,rate,source\n2025-03-01,USD,EUR,0,ECB', /"0" is no rate/],
    ['date,from,to,rate,source\n2025-03-01,EUR,EUR,1,ECB', /both EUR/],
    ['date,from,to,rate,source\n2025-03-01,USD,EUR,0.9,', /source is missing/],
    ['date,from,to,rate,source\n2025-03-01,USD,EUR,0.9', /4 cells where 5/],
    [
      'date,from,to,rate,source\n2025-03-01,USD,EUR,0.9,A\n2025-03-01,USD,EUR,0.8,B',
      /r\.csv:3: .*another rate in line 2/,
    ],
    ['date,from,to,rate,source\n2025-03-01,USD,EUR,0.9,"A', /r\.csv:2: a quotation mark/],
  ];
  for (const [csv, message] of wrong) {
    it(`${JSON.stringify(csv.slice(25))}: ${message.source}`, () =>
      assert.throws(
        () => parseRates(csv, 'r.csv'),
        (e) => e instanceof InputError && e.code === 'input/rates' && message.test(e.message),
      ));
  }
  it('are read with other ends of lines, orders of columns and quotation marks', () => {
    const rates = parseRates('\uFEFFsource,rate,to,from,date\r\n"a ""b""\n c",2,EUR,USD,2025\r\n');
    assert.deepEqual(rates, [{ date: '2025', from: 'USD', to: 'EUR', rate: 2, source: 'a "b"\n c' }]);
  });
});

describe('whatever is told', () => {
  const GIVERS = ['state:DEU', 'state:FRA', 'group:donors', 'org:european-union'];
  const VERBS = [
    '<pledged> {',
    '<offered> {',
    '<has earmarked> {',
    '<has paid> {',
    '<will give> {the remaining ',
  ];
  // Ten times as much each: so few parts never come to more than a whole.
  const amount = fc.constantFrom(
    '10',
    '100',
    '1001',
    'up to 1000',
    'more than 100',
    'about 1000',
    'a further 10',
  );
  const claim = fc
    .record({
      by: fc.subarray(GIVERS, { maxLength: 2 }),
      for: fc.constantFrom<readonly string[]>(['state:UKR'], ['state:MDA'], []),
      verb: fc.constantFrom(...VERBS),
      part: fc.option(fc.constantFrom('of its', 'out of'), { freq: 3 }),
      amount,
      whole: fc.constantFrom('100', '1000', '10000'),
    })
    .map(({ verb, amount: figure, part, whole, ...who }): ToldClaim => {
      const of = part === null ? '' : ` ${part} ${whole} million euros`;
      return { ...who, says: `They ${verb}${figure} million euros${of}}.` };
    });
  const reports = fc
    .array(
      fc.record({
        date: fc.constantFrom('2025-03-01', '2025-03-02', '2025-06-01', '2025-09-01'),
        claims: fc.array(claim, { minLength: 1, maxLength: 3 }),
      }),
      { minLength: 1, maxLength: 4 },
    )
    .map((all) => all.map(({ date, claims }, i) => toldReport(`P${i}`, date, claims)));

  const figuresOf = (shown: Gap) => shown.lines.flatMap(({ stages }) => STAGES.map((stage) => stages[stage]));
  const isWithin = (a: Interval, b: Interval) =>
    a.low >= b.low && (b.high === null || (a.high !== null && a.high <= b.high));

  it('the order of reports does not matter', () =>
    fc.assert(
      fc.property(
        reports.chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
        ),
        ([all, shuffled]) => assert.deepEqual(gap(shuffled), gap(all)),
      ),
    ));

  it('figures have their bounds in order, never grow from stage to stage, and lead to claims', () =>
    fc.assert(
      fc.property(reports, (all) => {
        const ids = new Set(all.flatMap(({ claims }) => claims.map(({ id }) => id)));
        for (const { stages } of gap(all).lines) {
          let before: Interval | null = null;
          for (const stage of STAGES) {
            const figure = stages[stage];
            assert.ok(figure.high === null || figure.low <= figure.high);
            assert.ok(figure.claims.every((id) => ids.has(id)));
            assert.equal(figure.high === 0, figure.claims.length === 0);
            if (before)
              assert.ok(figure.low <= before.low && isWithin({ ...figure, low: before.low }, before));
            before = figure;
          }
        }
      }),
    ));

  it('whatever is decided about the doubtful links, each figure stays within its bounds', () =>
    fc.assert(
      fc.property(reports, fc.infiniteStream(fc.boolean()), (all, answers) => {
        const shown = gap(all);
        // One link a sum: answers that contradict each other have no figure.
        const answered = new Set<string>();
        const decided = shown.links.flatMap((link): Link[] => {
          const isFree = !answered.has(link.sum) && !answered.has(link.other);
          if (link.doubts.length > 0 && !(isFree && answers.next().value === true)) return [];
          answered.add(link.sum).add(link.other);
          return [{ ...link, doubts: [] }];
        });
        for (const stage of STAGES) {
          const before = figureAt(shown.sums, shown.links, stage, valueAt);
          const after = figureAt(shown.sums, decided, stage, valueAt);
          assert.ok(isWithin(after, before), `${stage}: ${JSON.stringify([after, before])}`);
        }
      }),
      { numRuns: 60 },
    ));

  it('a whole and its parts never come to more than the whole', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 400 }),
        fc.array(fc.tuple(fc.integer({ min: 1, max: 400 }), fc.constantFrom(...VERBS.slice(0, 4))), {
          maxLength: 5,
        }),
        (whole, parts) => {
          const told = parts.map(([part, verb], i) =>
            toldReport(`P${i}`, `2025-0${i + 1}-01`, [
              { says: `Germany ${verb}${part} million euros of its ${whole} million euros}.`, ...GERMANY },
            ]),
          );
          const first = toldReport('W', '2025-01-01', [
            { says: `Germany <pledged> {${whole} million euros}.`, ...GERMANY },
          ]);
          const asParts = told.filter((_, i) => (parts[i]?.[0] ?? whole) < whole);
          for (const figure of figuresOf(gap([first, ...asParts]))) {
            assert.ok(figure.high !== null && figure.high <= whole * MILLION);
          }
        },
      ),
    ));

  it('bounds of what has nothing to do with each other add', () =>
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(fc.constantFrom('', 'up to ', 'at least ', 'about '), fc.integer({ min: 1, max: 999 })),
          {
            minLength: 1,
            maxLength: 6,
          },
        ),
        (pledges) => {
          const told = pledges.map(([bound, n], i) =>
            toldReport(`P${i}`, '2025-03-01', [
              {
                says: `They <pledged> {${bound}${n} million euros}.`,
                by: [`state:A${String.fromCharCode(65 + i)}A`],
              },
            ]),
          );
          const low = pledges.reduce((sum, [bound, n]) => sum + (bound === 'up to ' ? 0 : n), 0);
          const high = pledges.reduce((sum, [, n]) => sum + n, 0);
          const figure = gap(told).lines[0]?.stages.pledged;
          assert.equal(figure?.low, low * MILLION);
          assert.equal(
            figure?.high,
            pledges.some(([bound]) => bound === 'at least ') ? null : high * MILLION,
          );
          assert.equal(
            figure?.about,
            pledges.some(([bound]) => bound === 'about '),
          );
        },
      ),
    ));
});
