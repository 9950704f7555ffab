import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import fc from 'fast-check';
import type { Outcome } from '../src/app/book/decisions/decision.ts';
import { type Book, openBook } from '../src/app/book/open-book.ts';
import { toReading } from '../src/app/reading.ts';
import { toRecord } from '../src/app/to-record.ts';
import type { ActorDecision } from '../src/book/actor-decisions/decision.ts';
import { membersAt } from '../src/book/actor-decisions/parties.ts';
import type { BookClaim, Naming, Party, PartyRole } from '../src/book/record.ts';
import { type NewReport, openStore, type Store } from '../src/store/index.ts';
import { UsageError } from '../src/text/errors.ts';
import { at, claimed, TEXT } from './claimed-sample.ts';
import { FRANCE, GERMANY, told, UKRAINE } from './store-records.ts';

const folder = mkdtempSync(join(tmpdir(), 'pledgebook-actors-'));
after(() => rmSync(folder, { recursive: true }));
let books = 0;

const party = (id: string, kind: Party['kind'], name: string): Party => ({
  id,
  kind,
  name,
  state: kind === 'state' ? id.slice('state:'.length) : null,
  size: null,
});
const NATO = party('org:nato', 'organisation', 'NATO');
const ALLIANCE = party('org:atlantic-alliance', 'organisation', 'Atlantic Alliance');
const DUTCH = party('state:NLD', 'state', 'Netherlands');
const ALLIES = party('group:allies', 'group', 'allies');
const WEIMAR = party('unknown:weimar-plus', 'unknown', 'Weimar Plus');

/** A report of one sentence with a claim: who undertakes it, and by which words that is said. */
function report(
  id: string,
  published: string,
  sentence: string,
  who: { readonly party: Party; readonly words?: string; readonly name?: string; readonly role?: PartyRole },
  claim: Partial<BookClaim> = {},
): NewReport {
  const { party: named, words, name = named.name, role = 'actors' } = who;
  const namings: readonly Naming[] =
    words === undefined ? [] : [{ ...at(words, 0, sentence), party: named.id, roles: [role], name }];
  const whole = at(sentence, 0, sentence);
  const any = told(id);
  return {
    ...any,
    report: { ...any.report, text: sentence, published, sentences: [whole] },
    parties: [FRANCE, GERMANY, UKRAINE, named],
    claims: [
      {
        id: `${id}#c1`,
        report: id,
        act: 'commit',
        predicate: whole,
        what: null,
        actors: [FRANCE.id],
        targets: [],
        beneficiary: [UKRAINE.id],
        measures: ['force.land'],
        firmness: 'pledged',
        negated: false,
        factuality: 'CT+',
        conditions: [],
        quantities: [],
        when: null,
        where: [],
        sources: [],
        sentence: whole,
        evidence: whole,
        confidence: 0.9,
        namings,
        ...{ [role]: [named.id] },
        ...claim,
      },
    ],
  };
}

interface Opened {
  readonly book: Book;
  readonly store: Store;
  /** Decides as Ada, one day after the other. */
  readonly take: (decision: ActorDecision | { kind: 'undo'; decision: string }) => Promise<Outcome>;
}

async function withBook(
  reports: readonly NewReport[],
  use: (opened: Opened) => Promise<void>,
): Promise<void> {
  const path = join(folder, `${++books}.db`);
  const store = await openStore(path);
  let day = 1;
  const now = () => `2025-10-${String(day).padStart(2, '0')}T12:00:00.000Z`;
  const book = await openBook({ book: path, now });
  try {
    await store.write((b) => b.add(reports));
    await use({
      book,
      store,
      take: (decision) => {
        day++;
        return book.decide(decision, { by: 'Ada', id: `d${day - 1}` });
      },
    });
  } finally {
    await book.close();
    await store.close();
  }
}

const ids = async (book: Book, query = {}) => (await book.list(query)).items.map(({ id }) => id);
const actorOf = (id: string) => id.slice(0, id.indexOf('/'));

const refuses = (code: string, words: RegExp) => (error: unknown) => {
  assert.ok(error instanceof UsageError, String(error));
  assert.equal(error.code, code);
  assert.match(error.message, words);
  return true;
};

const RUTTE = [
  report('a', '2023-05-04', 'Mark Rutte will send tanks.', {
    party: DUTCH,
    words: 'Mark Rutte',
    name: 'Mark Rutte',
  }),
  report('b', '2024-11-04', 'Rutte will send trainers.', {
    party: DUTCH,
    words: 'Rutte',
    name: 'Mark Rutte',
  }),
  report('c', '2024-11-05', 'The Netherlands will send jets.', { party: DUTCH, words: 'The Netherlands' }),
  report('d', '2024-11-06', 'NATO will send boats.', { party: NATO, words: 'NATO' }),
];

test('a claim says by which words its parties are named: in its sentence, by a name, of a source by its cue', () => {
  const { claims } = toRecord(toReading(claimed), '2026-01-01T00:00:00.000Z');
  const named = (i: number) =>
    claims[i]?.namings?.map(({ start, end, ...rest }) => ({ ...rest, words: TEXT.slice(start, end) }));
  assert.deepEqual(named(0), [
    { party: 'org:european-union', roles: ['actors'], name: 'European Union', words: 'European Union' },
    { party: 'state:FRA', roles: ['sources'], name: 'Emmanuel Macron', words: 'Macron' },
  ]);
  const later = at('he said');
  const he = { start: later.start, end: later.start + 2, actor: 'person:emmanuel-macron', rule: 'pronoun' };
  const again = toRecord(toReading({ ...claimed, mentions: [...claimed.mentions, he] }), '2026-01-01');
  // `he said` stands beside the third claim, `Macron` two sentences before it.
  assert.deepEqual(
    again.claims[2]?.namings?.map(({ start }) => start),
    [later.start],
  );
  assert.deepEqual(again.claims[0]?.namings?.[1]?.start, at('Macron').start);
});

test('an alias means an actor, and each claim says which words matched, by which decision', () =>
  withBook(
    [
      report('a', '2025-03-01', 'Paris will send troops.', { party: FRANCE, words: 'Paris' }),
      report('b', '2025-03-02', 'France will send troops.', { party: FRANCE, words: 'France' }),
    ],
    async ({ book, take }) => {
      const { touched } = await take({
        kind: 'alias',
        name: 'the Paris',
        actor: 'org:city',
        parties: [party('org:city', 'organisation', 'City of Paris')],
      });
      assert.deepEqual(touched, [
        {
          claim: 'a#c1',
          sentence: 'Paris will send troops.',
          before: { actors: ['state:FRA'] },
          after: { actors: ['org:city'] },
        },
      ]);
      const { items, parties } = await book.show('org:city/force.land/state:UKR');
      const [claim] = items[0]?.claims ?? [];
      assert.deepEqual(claim?.replacements, [
        { role: 'actors', before: 'state:FRA', after: 'org:city', words: 'Paris', decisions: ['d1'] },
      ]);
      assert.equal(claim?.namings?.[0]?.party, 'org:city');
      assert.equal(parties.get('org:city')?.name, 'City of Paris');
      assert.deepEqual(await ids(book, { actor: ['the paris'] }), ['org:city/force.land/state:UKR']);
      // What others are told by other words stays.
      assert.deepEqual(await ids(book, { actor: ['FRA'] }), ['state:FRA/force.land/state:UKR']);
    },
  ));

test('an office holds from date to date, for its holder and for its title', () =>
  withBook(
    [
      ...RUTTE,
      report('e', '2025-01-01', 'The NATO secretary general will send maps.', {
        party: FRANCE,
        words: 'The NATO secretary general',
      }),
    ],
    async ({ book, take }) => {
      const office = 'NATO secretary general';
      const { touched } = await take({
        kind: 'office',
        person: 'Mark Rutte',
        office,
        actor: 'org:nato',
        from: '2024-10',
      });
      assert.deepEqual(
        touched?.map(({ claim }) => claim),
        ['b#c1', 'e#c1'],
      );
      const claims = (await book.show('org:nato/force.land/state:UKR')).items[0]?.claims.map(({ id }) => id);
      assert.deepEqual(claims, ['b#c1', 'd#c1', 'e#c1']);
      assert.deepEqual((await ids(book, { actor: ['mark rutte'] })).map(actorOf), ['org:nato']);
    },
  ));

test('an old id answers with the one that it was merged into, in every view', () =>
  withBook(
    [
      report('a', '2025-03-01', 'The Atlantic Alliance will send troops.', { party: ALLIANCE }),
      report('b', '2025-03-02', 'NATO will send troops.', { party: NATO }),
      report(
        'c',
        '2025-03-03',
        'France will send troops if the Atlantic Alliance backs it.',
        { party: FRANCE },
        {
          conditions: [{ start: 24, end: 57, kind: 'if', trigger: { any: ['backing:Atlantic Alliance'] } }],
        },
      ),
    ],
    async ({ book, take }) => {
      const before = await ids(book);
      const { touched } = await take({ kind: 'merge-actors', actors: [NATO.id, ALLIANCE.id] });
      assert.equal(touched?.length, 2);
      const entry = 'org:nato/force.land/state:UKR';
      assert.deepEqual(
        (await book.show('org:atlantic-alliance/force.land/state:UKR')).items.map(({ id }) => id),
        [entry],
      );
      for (const word of ['org:atlantic-alliance', 'atlantic-alliance', 'Atlantic Alliance', 'nato'])
        assert.deepEqual(await ids(book, { actor: [word] }), [entry], word);
      assert.deepEqual(
        (await book.whatWouldItTake('actor=org:atlantic-alliance')).answers,
        (await book.whatWouldItTake('actor=org:nato')).answers,
      );
      const [, own] = (await book.whatIf(['backing:NATO=yes'])).entries;
      assert.equal(own?.state, 'in-force');
      assert.deepEqual(
        (await book.list({ condition: ['backing:NATO'] })).items.map(({ actor }) => actor),
        ['state:FRA'],
      );
      assert.deepEqual((await book.collisions({ actor: ['atlantic-alliance'] })).items, []);
      assert.deepEqual(
        (await book.diff('2025-02-01', '2025-03-02')).items.map(({ entry }) => entry),
        [entry],
      );
      await take({ kind: 'undo', decision: 'd1' });
      assert.deepEqual(await ids(book), before);
    },
  ));

test('of an actor claims are split off by report, words and date, also after a merge', () =>
  withBook(
    [
      report('a', '2025-03-01', 'The allies will send troops.', { party: ALLIANCE, words: 'The allies' }),
      report('b', '2025-03-02', 'The Atlantic Alliance will send troops.', { party: ALLIANCE }),
      report('c', '2025-06-02', 'NATO will send troops.', { party: NATO }),
    ],
    async ({ book, take }) => {
      await take({ kind: 'merge-actors', actors: [NATO.id, ALLIANCE.id] });
      const split = { kind: 'split-actor', actor: NATO.id, to: GERMANY.id } as const;
      const moved = async (more: Partial<Extract<ActorDecision, { kind: 'split-actor' }>>) =>
        (await book.preview({ ...split, ...more }, { by: 'Ada' })).touched?.map(({ claim }) => claim);
      assert.deepEqual(await moved({ words: ['the allies'] }), ['a#c1']);
      assert.deepEqual(await moved({ reports: ['b', 'c'] }), ['b#c1', 'c#c1']);
      assert.deepEqual(await moved({ reports: ['b', 'c'], until: '2025-03' }), ['b#c1']);
      await take({ ...split, from: '2025-06' });
      // Germany, NATO
      assert.deepEqual((await ids(book)).map(actorOf), ['state:DEU', 'org:nato']);
      // Without the merge the split is of the one that it names.
      await take({ kind: 'undo', decision: 'd1' });
      assert.deepEqual((await ids(book)).map(actorOf), ['org:atlantic-alliance', 'state:DEU']);
    },
  ));

test('an id that lost all its claims answers with those that have them', () =>
  withBook(
    [
      report('a', '2025-03-01', 'Weimar Plus will send troops.', { party: WEIMAR, words: 'Weimar Plus' }),
      report('b', '2025-04-01', 'Weimar Plus will send troops.', { party: WEIMAR, words: 'Weimar Plus' }),
    ],
    async ({ book, take }) => {
      await take({ kind: 'split-actor', actor: WEIMAR.id, to: FRANCE.id, until: '2025-03' });
      assert.deepEqual((await ids(book, { actor: [WEIMAR.id] })).map(actorOf), [WEIMAR.id]);
      await take({ kind: 'split-actor', actor: WEIMAR.id, to: GERMANY.id, from: '2025-04' });
      const now = await book.show(`${WEIMAR.id}/force.land/state:UKR`);
      assert.deepEqual(
        now.items.map(({ actor }) => actor),
        ['state:DEU', 'state:FRA'],
      );
      assert.deepEqual((await ids(book, { actor: [WEIMAR.id] })).map(actorOf), ['state:FRA', 'state:DEU']);
    },
  ));

test('a coalition has its members when something was told, and they have none of its undertakings', () =>
  withBook(
    [
      report('a', '2025-01-10', 'Weimar Plus will send troops.', { party: WEIMAR, words: 'Weimar Plus' }),
      report('b', '2025-04-01', 'Weimar+ will send troops.', { party: WEIMAR, words: 'Weimar+' }),
    ],
    async ({ book, take }) => {
      const coalition = {
        kind: 'coalition',
        actor: 'coalition:weimar-plus',
        names: ['Weimar Plus', 'Weimar+'],
        members: [{ party: FRANCE.id }, { party: GERMANY.id, from: '2025-02' }],
      } as const;
      await take(coalition);
      const { items, parties } = await book.list();
      assert.deepEqual(
        items.map(({ actor, claims }) => [actor, claims.length]),
        [['coalition:weimar-plus', 2]],
      );
      const known = parties.get('coalition:weimar-plus');
      assert.deepEqual([known?.kind, known?.name], ['coalition', 'Weimar Plus']);
      const members = (day: string) => membersAt(known ?? {}, day).map((member) => member.party);
      assert.deepEqual(members('2025-01-10'), ['state:FRA']);
      assert.deepEqual(members('2025-04-01'), ['state:FRA', 'state:DEU']);
      assert.deepEqual(await ids(book, { actor: ['FRA'] }), []);
      assert.deepEqual((await ids(book, { actor: ['weimar+'] })).map(actorOf), ['coalition:weimar-plus']);
      // Another decision on it changes who is in it, and is undone by itself.
      const { touched } = await take({ ...coalition, members: [{ party: FRANCE.id }] });
      assert.deepEqual(
        touched?.map(({ claim, before, after }) => [claim, before.members, after.members]),
        [
          [
            'b#c1',
            { 'coalition:weimar-plus': ['state:FRA', 'state:DEU'] },
            { 'coalition:weimar-plus': ['state:FRA'] },
          ],
        ],
      );
    },
  ));

test('a decision on an actor holds for reports that come later, and not for what the book knew before', () =>
  withBook(RUTTE.slice(0, 1), async ({ book, store, take }) => {
    await take({
      kind: 'alias',
      name: 'Mark Rutte',
      actor: NATO.id,
      from: '2024-10-01',
      until: '2025-12-31',
      parties: [NATO],
    });
    await store.write((b) => b.add(RUTTE.slice(1, 2)));
    assert.deepEqual((await ids(book)).map(actorOf), ['org:nato', 'state:NLD']);
    assert.deepEqual((await ids(book, { knownOn: '2025-09-30' })).map(actorOf), ['state:NLD']);
    assert.deepEqual((await ids(book, { asOf: '2024-01-01' })).map(actorOf), ['state:NLD']);
    await take({ kind: 'undo', decision: 'd1' });
    assert.deepEqual((await ids(book)).map(actorOf), ['state:NLD']);
    assert.deepEqual((await ids(book, { knownOn: '2025-10-02' })).map(actorOf), ['org:nato', 'state:NLD']);
    // What is read and what a person set stay what they are.
    const [kept] = (await book.reportFile('b')).claims;
    assert.deepEqual(kept?.claim.actors, ['state:NLD']);
  }));

test('of two roles that one party has by different words, the one is changed that the words are of', () =>
  withBook(
    [
      report(
        'a',
        '2025-03-01',
        'The Netherlands will send tanks, Mark Rutte said.',
        { party: DUTCH, words: 'Mark Rutte', name: 'Mark Rutte', role: 'sources' },
        { actors: [DUTCH.id] },
      ),
    ],
    async ({ book, take }) => {
      await take({ kind: 'alias', name: 'Mark Rutte', actor: NATO.id, parties: [NATO] });
      const [claim] = (await book.list()).items[0]?.claims ?? [];
      assert.deepEqual([claim?.actors, claim?.sources], [['state:NLD'], ['org:nato']]);
      assert.deepEqual(await ids(book, { source: ['Mark Rutte'] }), ['state:NLD/force.land/state:UKR']);
    },
  ));

test('a preview changes nothing, and says what would be', () =>
  withBook(RUTTE, async ({ book, take }) => {
    const decision: ActorDecision = { kind: 'merge-actors', actors: [NATO.id, DUTCH.id] };
    const before = await ids(book);
    const { touched } = await book.preview(decision, { by: 'Ada' });
    assert.deepEqual(await ids(book), before);
    assert.deepEqual(await book.decisions(), []);
    assert.deepEqual((await take(decision)).touched, touched);
    // Of any other decision, too.
    const rejected = await book.preview({ kind: 'reject', claim: 'd#c1' }, { by: 'Ada' });
    assert.equal(rejected.changes.length, 1);
    assert.equal((await book.reportFile('d')).claims[0]?.state, 'unreviewed');
    // And of what would be refused it is said.
    await assert.rejects(book.preview(decision, { by: 'Ada' }), refuses('usage/actor', /one already/));
  }));

test('a claim may name whom a decision has brought into the book', () =>
  withBook(RUTTE, async ({ book, take }) => {
    const coalition = 'coalition:weimar-plus';
    await take({
      kind: 'coalition',
      actor: coalition,
      names: ['Weimar Plus'],
      members: [{ party: FRANCE.id }],
    });
    await book.decide({ kind: 'mend', claim: 'c#c1', fields: { actors: [coalition] } }, { by: 'Ada' });
    assert.ok((await ids(book)).includes(`${coalition}/force.land/state:UKR`));
  }));

test('a coalition counts as so many as was decided, else as those who are named', () =>
  withBook(
    [report('a', '2025-01-10', 'Weimar Plus will send troops.', { party: WEIMAR, words: 'Weimar Plus' })],
    async ({ book, take }) => {
      const actor = 'coalition:weimar-plus';
      const coalition = { kind: 'coalition', actor, names: ['Weimar Plus'] } as const;
      const high = async () =>
        (await book.whatWouldItTake(['measure=force.land', 'count>=1'])).answers.map(
          ({ count }) => count?.high,
        );
      await take({ ...coalition, members: [] });
      assert.deepEqual(await high(), [null]);
      const members = [{ party: FRANCE.id }, { party: GERMANY.id, until: '2025-02' }];
      await take({ ...coalition, members });
      assert.deepEqual(await high(), [2]);
      const { decision } = await take({ ...coalition, members, size: 9 });
      assert.deepEqual(await high(), [9]);
      const { parties } = await book.list();
      assert.equal(parties.get(actor)?.size, 9);
      await take({ kind: 'undo', decision });
      assert.deepEqual(await high(), [2]);
      // One of them is several, of whom nobody says how many.
      await take({ ...coalition, members: [...members, { party: 'group:allies' }], parties: [ALLIES] });
      assert.deepEqual(await high(), [null]);
      assert.equal((await take({ ...coalition, members, size: 1 })).kind, 'coalition');
    },
  ));

test('what is wrong with a decision on actors is said', () =>
  withBook(RUTTE, async ({ take }) => {
    const alias = { kind: 'alias', name: 'Rutte', actor: NATO.id } as const;
    const cases: readonly (readonly [ActorDecision, string, RegExp])[] = [
      [{ ...alias, actor: 'org:nobody' }, 'usage/actor', /knows nobody by the id "org:nobody"/],
      [{ ...alias, name: '…' }, 'usage/actor', /no words/],
      [{ ...alias, from: 'autumn' }, 'usage/term', /"autumn" is no date/],
      [{ ...alias, from: '2025', until: '2024-12' }, 'usage/term', /2024-12 is before 2025/],
      [{ kind: 'merge-actors', actors: [NATO.id, NATO.id] }, 'usage/actor', /two actors at least/],
      [{ kind: 'split-actor', actor: NATO.id, to: FRANCE.id }, 'usage/actor', /say which claims of org:nato/],
      [
        { kind: 'split-actor', actor: NATO.id, to: FRANCE.id, reports: ['z'] },
        'usage/report',
        /no report "z"/,
      ],
      [
        { kind: 'coalition', actor: NATO.id, names: ['NATO'], members: [{ party: NATO.id }] },
        'usage/actor',
        /member of itself/,
      ],
      [{ kind: 'coalition', actor: NATO.id, names: [], members: [] }, 'usage/actor', /needs a name/],
      [
        {
          kind: 'coalition',
          actor: NATO.id,
          names: ['NATO'],
          members: [{ party: FRANCE.id }, { party: GERMANY.id }],
          size: 1,
        },
        'usage/actor',
        /2 members are named, which are more than its size, 1; leave/,
      ],
      [
        { kind: 'coalition', actor: NATO.id, names: ['NATO'], members: [], size: 0.5 },
        'usage/actor',
        /"0.5" is no number of members/,
      ],
    ];
    for (const [decision, code, words] of cases) await assert.rejects(take(decision), refuses(code, words));
  }));

test('merges that undoing brings back against each other lead in no circle', () =>
  withBook(RUTTE, async ({ book, take }) => {
    await take({ kind: 'merge-actors', actors: [NATO.id, DUTCH.id] });
    await take({ kind: 'undo', decision: 'd1' });
    await take({ kind: 'merge-actors', actors: [DUTCH.id, NATO.id] });
    await take({ kind: 'undo', decision: 'd2' });
    assert.deepEqual((await ids(book)).map(actorOf), ['org:nato']);
  }));

function unlessRefused(error: unknown): null {
  if (error instanceof UsageError) return null;
  throw error;
}

test('decisions on actors that are undone in any order leave the answers as they were', async () => {
  const actors = [FRANCE, GERMANY, UKRAINE, DUTCH, NATO].map(({ id }) => id);
  const actor = fc.constantFrom(...actors);
  const decision = fc.oneof<fc.Arbitrary<ActorDecision>[]>(
    fc.record({
      kind: fc.constant('alias' as const),
      name: fc.constantFrom('Rutte', 'Netherlands', 'NATO'),
      actor,
    }),
    fc.record({ kind: fc.constant('merge-actors' as const), actors: fc.tuple(actor, actor) }),
    fc.record({
      kind: fc.constant('split-actor' as const),
      actor,
      to: actor,
      reports: fc.constantFrom(['a'], ['b', 'c']),
    }),
    fc.record({
      kind: fc.constant('coalition' as const),
      actor,
      names: fc.constant(['the allies']),
      members: fc.array(fc.record({ party: actor })),
    }),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(decision, { minLength: 1, maxLength: 6 }),
      fc.infiniteStream(fc.nat()),
      (decisions, which) =>
        withBook(RUTTE, async ({ book, take }) => {
          const answers = async () => [(await book.list()).items, (await book.whatIf([])).entries];
          const before = await answers();
          const open: string[] = [];
          for (const one of decisions) {
            const seen = await book.preview(one, { by: 'Ada' }).catch(unlessRefused);
            const taken = await take(one).catch(unlessRefused);
            assert.deepEqual(taken?.touched, seen?.touched);
            if (taken) open.push(taken.decision);
          }
          while (open.length > 0) {
            const [id = ''] = open.splice(which.next().value % open.length, 1);
            await take({ kind: 'undo', decision: id });
          }
          assert.deepEqual(await answers(), before);
        }),
    ),
    { numRuns: 15 },
  );
});
