import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type Comparison, type ComparisonRow, compareStory } from '../src/book/comparison/compare-story.ts';
import { corroborationsIn } from '../src/book/comparison/corroboration.ts';
import type { BookClaim, Party, ReadReport } from '../src/book/record.ts';
import { findDates } from '../src/language/dates.ts';
import { findParagraphs } from '../src/language/paragraphs.ts';
import { findQuantities } from '../src/language/quantities.ts';
import { overlaps } from '../src/text/span.ts';
import { reportOf as bareReport, type Said, said } from './small-book.ts';
import { sourceOf } from './sources.ts';

const GROUPS: readonly Party[] = [
  ['group:35-countries', '35 countries', 35],
  ['group:thirty-one-governments', 'Thirty-one governments', 31],
  ['group:26-nations', '26 nations', 26],
  ['group:six-countries', 'Six countries', 6],
  ['group:seven-states', 'Seven states', 7],
  ['group:participants', 'participants', null],
].map(([id, name, size]) => ({ id, name, size, kind: 'group', state: null }) as Party);

/** A report with the amounts and dates that its sentences hold, as a reading has them. */
function reportOf(publisher: string, published: string, told: readonly Said[]): ReadReport {
  const read = bareReport(publisher, published, told);
  const { text, sentences } = read.report;
  const document = { ...sourceOf(text, published), sentences, paragraphs: findParagraphs(text) };
  const [quantities, dates] = [findQuantities(document), findDates(document)];
  const claims = read.claims.map((claim): BookClaim => {
    const own = { start: claim.sentence.start, end: claim.conditions[0]?.start ?? claim.sentence.end };
    return {
      ...claim,
      // What somebody expects or says claims no amount.
      quantities: claim.act === 'expect' ? [] : quantities.filter((quantity) => overlaps(quantity, own)),
      when: dates.find((date) => overlaps(date, own)) ?? null,
    };
  });
  return { ...read, parties: [...read.parties, ...GROUPS], claims };
}

const commit = (marked: string, actor: string, claim: Partial<BookClaim> = {}): Said =>
  said(marked, {
    act: 'commit',
    firmness: 'pledged',
    actors: [actor],
    measures: ['funding.any'],
    beneficiary: ['state:HTI'],
    ...claim,
  });

const compared = (...reports: readonly ReadReport[]): Comparison =>
  compareStory(reports, { id: 's1', title: '' });
const rowsIn = ({ rows }: Comparison, field: string, verdict: string): readonly ComparisonRow[] =>
  rows.filter((row) => row.field === field && row.verdict === verdict);
const only = (comparison: Comparison, field: string, verdict: string): ComparisonRow => {
  const [row, ...more] = rowsIn(comparison, field, verdict);
  assert.ok(row, `no row: ${field} ${verdict}`);
  assert.deepEqual(more, []);
  return row;
};
const values = (row: ComparisonRow) => row.values.map(({ value }) => value);
const amounts = (row: ComparisonRow) => values(row).map((value) => (value as { value: number }).value);
const who = (row: ComparisonRow) =>
  row.values.map((value) => value.in.map(({ report }) => report.replace(/ \d.*/, '')));

const wire = (...told: Said[]) => reportOf('Harbour Wire', '2025-09-04', told);
const daily = (...told: Said[]) => reportOf('Dnipro Daily', '2025-09-05', told);
const weekly = (...told: Said[]) => reportOf('The Continental', '2025-09-11', told);

describe('participants', () => {
  const met = (marked: string, group: string) => said(marked, { act: 'meet', actors: [group] });
  const pledged = (marked: string, group: string) => commit(marked, group, { measures: ['force.land'] });

  it('are those who met, not those of them who pledged', () => {
    const row = only(
      compared(
        wire(
          met('Leaders of 35 countries <met> in Paris.', 'group:35-countries'),
          pledged('26 countries <pledged> {troops}.', 'group:26-countries'),
        ),
        daily(
          met('Thirty-one governments <took part>.', 'group:thirty-one-governments'),
          pledged('26 nations <promised> {troops}.', 'group:26-nations'),
        ),
      ),
      'participants',
      'differs',
    );
    assert.deepEqual(amounts(row), [35, 31]);
    assert.equal(row.about, null);
  });

  it('are those who acted where nobody says who met', () => {
    const row = only(
      compared(
        wire(pledged('Six countries <pledged> {90 missiles}.', 'group:six-countries')),
        daily(pledged('Seven states <signed> {a memorandum}.', 'group:seven-states')),
      ),
      'participants',
      'differs',
    );
    assert.deepEqual(amounts(row), [6, 7]);
  });
});

describe('firmness', () => {
  it('differs where a group of one size agreed in principle, pledged, or stands ready', () => {
    const force = { measures: ['force.land'] } as const;
    const row = only(
      compared(
        wire(
          said('26 countries <agreed in principle> {to send forces}.', {
            act: 'agree',
            firmness: 'agreed-in-principle',
            actors: ['group:26-countries'],
            ...force,
          }),
        ),
        daily(commit('26 nations <pledged> {to send forces}.', 'group:26-nations', force)),
        weekly(
          commit('26 countries <stand ready> {to send forces}.', 'group:26-countries', {
            ...force,
            firmness: 'offered',
          }),
        ),
      ),
      'firmness',
      'differs',
    );
    assert.deepEqual(values(row), ['agreed-in-principle', 'pledged', 'offered']);
  });

  it('of a group is not that of one state', () => {
    const comparison = compared(
      wire(commit('26 countries <pledged> {soldiers}.', 'group:26-countries', { measures: ['force.land'] })),
      daily(
        said('Germany <would not send> {soldiers}.', {
          act: 'refuse',
          firmness: 'pledged',
          actors: ['state:DEU'],
          measures: ['force.land'],
        }),
      ),
    );
    assert.deepEqual(rowsIn(comparison, 'firmness', 'differs'), []);
  });

  it('differs where an offer was taken back', () => {
    const row = only(
      compared(
        wire(commit('France <hinted> {at a contribution}.', 'state:FRA', { firmness: 'considered' })),
        weekly(
          said('France <dropped> {the idea of a contribution}.', {
            act: 'refuse',
            firmness: 'fulfilled',
            actors: ['state:FRA'],
            measures: ['funding.any'],
          }),
        ),
      ),
      'firmness',
      'differs',
    );
    assert.deepEqual(values(row), ['considered', 'taken-back']);
  });

  it('is narrower where so far a part was done', () => {
    const row = only(
      compared(
        wire(commit('The United States <will put up> {120 million euros}.', 'state:USA')),
        weekly(
          said('The United States <signed off> {on 80 of its 120 million euros}.', {
            act: 'perform',
            firmness: 'formal',
            actors: ['state:USA'],
            measures: ['funding.any'],
          }),
        ),
      ),
      'firmness',
      'narrower',
    );
    assert.deepEqual(values(row), ['pledged', 'formal']);
  });

  it('is that of one state on two measures twice', () => {
    const comparison = compared(
      wire(commit('France <pledged> {grain}.', 'state:FRA', { measures: ['food'] })),
      daily(
        commit('France <considered> {tariffs}.', 'state:FRA', {
          measures: ['tariff'],
          firmness: 'considered',
        }),
      ),
    );
    assert.deepEqual(comparison.rows, []);
  });
});

describe('amounts', () => {
  it('differ, are the same, and count where no claim tells them', () => {
    const comparison = compared(
      wire(commit('France <will pay> {180 million euros}.', 'state:FRA')),
      daily(commit('France <will pay> {180 million euros}.', 'state:FRA')),
      weekly(
        said('Paris put the French share at 165 million euros, he <said>.', { act: 'expect', actors: [] }),
      ),
    );
    const row = only(comparison, 'amount', 'differs');
    assert.deepEqual(amounts(row), [180e6, 165e6]);
    assert.deepEqual(who(only(comparison, 'amount', 'same')), [['Harbour Wire', 'Dnipro Daily']]);
  });

  it('that are rounded are the same', () => {
    const comparison = compared(
      wire(commit('They <settled> {on 782,066 tonnes}.', 'state:FRA')),
      daily(commit('They <settled> {on 782,000 tonnes}.', 'state:FRA')),
    );
    assert.deepEqual(amounts(only(comparison, 'amount', 'same')), [782_066]);
    assert.deepEqual(rowsIn(comparison, 'amount', 'differs'), []);
  });

  it('of which a part was withdrawn are less by it', () => {
    const row = only(
      compared(
        wire(commit('Germany <chipped in> {85 million euros}.', 'state:DEU')),
        weekly(
          said('Germany <has gone back> {on 25 of the 85 million euros}.', {
            act: 'refuse',
            firmness: 'fulfilled',
            actors: ['state:DEU'],
            measures: ['funding.any'],
          }),
        ),
      ),
      'amount',
      'differs',
    );
    assert.deepEqual(amounts(row), [85e6, 60e6]);
  });

  it('of which a part was delivered are narrower', () => {
    const comparison = compared(
      wire(commit('France <would free> {46 prisoners}.', 'state:FRA', { measures: ['prisoners'] })),
      weekly(
        said('France <let> {31 detainees go}.', {
          act: 'perform',
          firmness: 'fulfilled',
          actors: ['state:FRA'],
          measures: ['prisoners'],
        }),
      ),
    );
    assert.deepEqual(amounts(only(comparison, 'amount', 'narrower')), [46, 31]);
    assert.deepEqual(rowsIn(comparison, 'amount', 'differs'), []);
  });

  it('in two currencies are not compared, but a bare dollar is any', () => {
    const of = (words: string) => commit(`France <will pay> {${words}}.`, 'state:FRA');
    assert.deepEqual(
      rowsIn(compared(wire(of('60 million euros')), daily(of('65 million yen'))), 'amount', 'differs'),
      [],
    );
    assert.deepEqual(
      amounts(only(compared(wire(of('A$150 million')), daily(of('$160 million'))), 'amount', 'differs')),
      [150e6, 160e6],
    );
  });

  it('are absent where a report of the same thing leaves them out', () => {
    const row = only(
      compared(
        wire(commit('France <pledged> {a loan}.', 'state:FRA')),
        daily(commit('France <pledged> {a loan of 14 million euros}.', 'state:FRA')),
      ),
      'amount',
      'narrower',
    );
    assert.deepEqual(row.absent, ['Harbour Wire 2025-09-04']);
  });
});

describe('conditions', () => {
  const pledge = (words: string, actor = 'state:DEU') => {
    const marked = `They <will pay> {the money} ${words}`;
    const start = 'They will pay the money '.length;
    const end = start + words.length;
    return commit(marked, actor, {
      conditions: words === '' ? [] : [{ start, end, kind: 'only-if', trigger: null }],
    });
  };

  it('are narrower than none, and differ from others', () => {
    const comparison = compared(
      wire(pledge('')),
      daily(pledge('if the Bundestag approves')),
      weekly(pledge('if Haiti publishes its audit')),
    );
    assert.deepEqual(only(comparison, 'condition', 'narrower').absent, ['Harbour Wire 2025-09-04']);
    assert.deepEqual(
      only(comparison, 'condition', 'differs').values.map((value) => value.in[0]?.quote),
      ['if the Bundestag approves', 'if Haiti publishes its audit'],
    );
  });

  it('in other words are the same', () => {
    const comparison = compared(
      wire(pledge('if the Bundestag approves')),
      daily(pledge('only once the Bundestag has approved')),
    );
    assert.deepEqual(rowsIn(comparison, 'condition', 'differs'), []);
    assert.equal(rowsIn(comparison, 'condition', 'same').length, 1);
  });
});

describe('dates', () => {
  const meet = (marked: string, claim: Partial<BookClaim> = {}) =>
    said(marked, { act: 'meet', actors: [], ...claim });

  it('of the next meeting differ', () => {
    const row = only(
      compared(
        wire(meet('The next round <opens> on October 14.')),
        daily(meet('The parties <reconvene> on October 21.')),
      ),
      'date',
      'differs',
    );
    assert.deepEqual(
      values(row).map((value) => (value as { from: string }).from),
      ['2025-10-14', '2025-10-21'],
    );
  });

  it('differ where the meeting did not take place', () => {
    const row = only(
      compared(
        wire(meet('The commissions <meet> in Guliston on September 7.')),
        weekly(meet('The session in Guliston on September 7 <fell through>.', { negated: true })),
      ),
      'date',
      'differs',
    );
    assert.deepEqual(
      values(row).map((value) => (value as { cancelled: boolean }).cancelled),
      [false, true],
    );
  });

  it('told in the same words are the same, though counted from another day', () => {
    const over = () => commit('France <will pay> {a loan over two years}.', 'state:FRA');
    const comparison = compared(wire(over()), daily(over()));
    assert.deepEqual(rowsIn(comparison, 'date', 'differs'), []);
  });
});

describe('who agreed', () => {
  it('differs where two agreements share a side only', () => {
    const agreed = (marked: string, actors: readonly string[]) =>
      said(marked, { act: 'agree', firmness: 'pledged', actors, measures: ['fisheries'] });
    const row = only(
      compared(
        wire(agreed('France and Germany <agreed> {on access to waters}.', ['state:FRA', 'state:DEU'])),
        daily(agreed('France and Russia <agreed> {on access to waters}.', ['state:FRA', 'state:RUS'])),
      ),
      'actor',
      'differs',
    );
    assert.deepEqual(values(row), [
      ['state:DEU', 'state:FRA'],
      ['state:FRA', 'state:RUS'],
    ]);
  });
});

describe('one speaker’s quotation', () => {
  const quoted = (words: string) =>
    said(`"${words}," he <said>.`, { act: 'position', actors: [], sources: ['state:UKR'] });

  it('differs in its wording', () => {
    const row = only(
      compared(
        wire(quoted('A missile promised for June does not stop a drone in March')),
        daily(quoted('A rocket promised for June will not stop a drone in March')),
      ),
      'quote',
      'differs',
    );
    assert.equal(row.values.length, 2);
  });

  it('is the same where one paper prints a part of it', () => {
    const comparison = compared(
      wire(quoted('A missile promised for June does not stop a drone in March')),
      daily(quoted('does not stop a drone in March')),
    );
    assert.deepEqual(rowsIn(comparison, 'quote', 'differs'), []);
  });
});

describe('voices', () => {
  const pledge = (words: string, sources: readonly string[] = []) => commit(words, 'state:FRA', { sources });
  const voices = (...reports: readonly ReadReport[]) =>
    only(compared(...reports), 'amount', 'same').values[0]?.voices;

  it('are as many as reports that say it of themselves', () => {
    assert.equal(
      voices(
        wire(pledge('France <pledged> {85 million euros}.')),
        daily(pledge('Paris <will give> {85 million euros}, it is understood.')),
      ),
      2,
    );
  });

  it('count copies once', () => {
    const copied = 'France <pledged> {85 million euros} at the meeting of the donors in Grauhof on Tuesday.';
    assert.equal(voices(wire(pledge(copied)), daily(pledge(copied))), 1);
    assert.deepEqual(compared(wire(pledge(copied)), daily(pledge(copied))).copies, [
      ['Harbour Wire 2025-09-04', 'Dnipro Daily 2025-09-05'],
    ]);
  });

  it('count one ultimate source once, and whoever names a report as the source', () => {
    const [short, long] = [
      'France <pledged> {85 million euros}.',
      'Paris <will give> {85 million euros}, it is understood.',
    ];
    assert.equal(
      voices(wire(pledge(short, ['state:HTI'])), daily(pledge(long, ['state:HTI', 'org:agency']))),
      1,
    );
    assert.equal(voices(wire(pledge(short)), daily(pledge(long, ['unknown:harbour-wire']))), 1);
  });
});

describe('reports that are one voice', () => {
  const pledge = (words: string, sources: readonly string[] = []) => commit(words, 'state:FRA', { sources });
  const together = (...reports: readonly ReadReport[]) => {
    const comparison = compared(...reports);
    return only(comparison, 'amount', 'same').values[0]?.together.map(({ reports: ids, ties }) => [
      ids.map((id) => id.slice(0, -' 2025-09-04'.length)),
      ties.map((tie) => (tie.why === 'passage' ? tie.why : `${tie.why} ${tie.source}`)),
    ]);
  };
  const copied = 'France <pledged> {85 million euros} at the meeting of the donors in Grauhof on Tuesday.';

  it('are named with what makes them one', () => {
    assert.deepEqual(together(wire(pledge(copied)), daily(pledge(copied))), [
      [['Harbour Wire', 'Dnipro Daily'], ['passage']],
    ]);
    assert.deepEqual(
      together(
        wire(pledge('France <pledged> {85 million euros}.', ['state:HTI'])),
        daily(pledge('Paris <will give> {85 million euros}, it is understood.', ['state:HTI', 'org:agency'])),
      ),
      [[['Harbour Wire', 'Dnipro Daily'], ['source state:HTI']]],
    );
    assert.deepEqual(
      together(
        wire(pledge('France <pledged> {85 million euros}.')),
        daily(pledge('Paris <will give> {85 million euros}, it is said.', ['unknown:harbour-wire'])),
      ),
      [[['Harbour Wire', 'Dnipro Daily'], ['cites unknown:harbour-wire']]],
    );
  });

  it('are one by way of a third, and independent ones are not named', () => {
    assert.deepEqual(
      together(
        wire(pledge(copied)),
        daily(pledge(copied, ['state:HTI'])),
        weekly(pledge('Paris <will give> {85 million euros}, it is understood.', ['state:HTI'])),
      ),
      [
        [
          ['Harbour Wire', 'Dnipro Daily', 'The Continental'],
          ['passage', 'source state:HTI'],
        ],
      ],
    );
    assert.deepEqual(
      together(
        wire(pledge('France <pledged> {85 million euros}.')),
        daily(pledge('Paris <will give> {85 million euros}, it is understood.')),
      ),
      [],
    );
  });

  it('lead to parties by their names', () => {
    const { names } = compared(wire(pledge(copied, ['state:HTI'])), daily(pledge(copied, ['state:HTI'])));
    assert.deepEqual([names['state:FRA'], names['state:HTI']], ['France', 'Haiti']);
  });
});

describe('what stands behind a claim of a story', () => {
  const behind = (...reports: readonly ReadReport[]) =>
    [...corroborationsIn(reports).values()].map(({ voices, reports: telling, contradicting, comparable }) => [
      voices,
      telling,
      contradicting,
      comparable,
    ]);
  const pledge = (marked: string, claim: Partial<BookClaim> = {}) => commit(marked, 'state:FRA', claim);
  const offer = pledge('France <may give> {85 million euros}.', { firmness: 'offered' });
  const copied = 'France <pledged> {85 million euros} at the meeting of the donors in Grauhof on Tuesday.';

  it('counts independent voices for it and against it', () => {
    const other = pledge('Paris <will give> {85 million euros}, it is understood.');
    assert.deepEqual(behind(wire(pledge(copied)), daily(other), weekly(offer)), [
      [2, 2, 1, true],
      [2, 2, 1, true],
      [1, 1, 2, true],
    ]);
  });

  it('counts copies once', () => {
    assert.deepEqual(behind(wire(pledge(copied)), daily(pledge(copied))), [
      [1, 2, 0, true],
      [1, 2, 0, true],
    ]);
  });

  it('compares a claim with nobody else’s', () => {
    const german = commit('Germany <pledged> {a loan}.', 'state:DEU');
    assert.deepEqual(behind(wire(offer), daily(german)), [
      [1, 1, 0, false],
      [1, 1, 0, false],
    ]);
  });
});

describe('the comparison of a story', () => {
  const reports = [
    wire(
      commit('France <pledged> {85 million euros}.', 'state:FRA'),
      commit('Germany <pledged> {a loan}.', 'state:DEU'),
    ),
    daily(commit('France <will give> {95 million euros}.', 'state:FRA')),
    weekly(commit('France <offered> {90 million euros}.', 'state:FRA', { firmness: 'offered' })),
  ];

  it('quotes the report at each place, and tells the earliest first', () => {
    const texts = new Map(reports.map(({ report }) => [report.id, report.text]));
    const { rows } = compared(...reports);
    assert.ok(rows.length > 0);
    for (const { values: told } of rows) {
      for (const { in: places, earliest } of told) {
        assert.equal(earliest, places[0]?.report);
        for (const { report, start, end, quote } of places)
          assert.equal(texts.get(report)?.slice(start, end), quote);
      }
    }
  });

  it('does not hang on the order of the reports', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(reports, { minLength: 3 }), (shuffled) => {
        assert.deepEqual(compared(...shuffled), compared(...reports));
      }),
      { numRuns: 10 },
    );
  });

  it('prints nothing of what one report tells alone', () => {
    assert.deepEqual(
      compared(...reports).rows.filter(({ about }) => about?.actor === 'state:DEU'),
      [],
    );
  });
});
