import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { ScenarioBook, StateClaim } from '../src/book/scenario/entry.ts';
import { REACHES, type Reach } from '../src/book/scenario/reach.ts';
import type { Scenario, Truth } from '../src/book/scenario/truth.ts';
import { type Outlook, whatIf } from '../src/book/scenario/what-if.ts';
import { whatWouldItTake } from '../src/book/scenario/what-would-it-take.ts';
import type { Trigger } from '../src/document/layers.ts';
import { type Act, CONDITION_KINDS, type Firmness } from '../src/document/vocabulary.ts';
import { bookOf, type Told, UKRAINE } from './scenario-book.ts';

// Generated books, and the same questions answered by trying everything.

const TRIGGERS = ['ceasefire', 'backing:USA', 'approval:DEU-parliament', 'review'];
const literal = fc.constantFrom(...TRIGGERS.flatMap((trigger) => [trigger, `!${trigger}`]));
const trigger = fc.oneof(
  { weight: 1, arbitrary: fc.constant(null) },
  {
    weight: 19,
    arbitrary: fc
      .uniqueArray(literal, { minLength: 1, maxLength: 3 })
      .chain((of) => fc.constantFrom<Trigger>({ any: of }, { all: of })),
  },
);
const toldBy = (actors: readonly (readonly string[])[], acts: readonly Act[]): fc.Arbitrary<Told> =>
  fc.record({
    actors: fc.constantFrom(...actors),
    act: fc.constantFrom(...acts),
    measure: fc.constantFrom('force.land', 'force.land', 'force.any', 'training'),
    firmness: fc.constantFrom<Firmness>('offered', 'pledged', 'under-way'),
    negated: fc.constantFrom(...Array<boolean>(9).fill(false), true),
    beneficiary: fc.constantFrom([], [UKRAINE]),
    on: fc.array(fc.tuple(fc.constantFrom(...CONDITION_KINDS), trigger), { maxLength: 2 }),
  });
const books = fc
  .array(
    toldBy(
      [
        ['state:FRA'],
        ['state:GBR'],
        ['state:DEU'],
        ['state:POL'],
        ['state:FRA', 'state:GBR'],
        ['group:3-states'],
        ['group:allies'],
        [],
      ],
      [...Array<Act>(6).fill('commit'), 'agree', 'perform', 'refuse', 'defer', 'position', 'demand'],
    ),
    { minLength: 4, maxLength: 12 },
  )
  .map(bookOf);

/** Every scenario: each trigger yes, no, or not set. */
const SCENARIOS: readonly Scenario[] = TRIGGERS.reduce<readonly Scenario[]>(
  (scenarios, name) =>
    scenarios.flatMap((scenario) => [
      scenario,
      new Map([...scenario, [name, 'yes'] as const]),
      new Map([...scenario, [name, 'no'] as const]),
    ]),
  [new Map()],
);

/**
 * The value of a formula by trying: it is yes where it comes out true however the unset triggers fall, each place where one
 * stands falling by itself (this is what Kleene's logic is), no where never.
 */
function byTrying(formula: readonly Trigger[], scenario: Scenario): Truth {
  const places = formula.flatMap((part) => ('any' in part ? part.any : part.all));
  const unset = places.filter((name) => !scenario.has(name.replace('!', ''))).length;
  const results = new Set<boolean>();
  for (let fall = 0; fall < 2 ** unset; fall++) {
    let next = 0;
    const holds = (name: string): boolean => {
      const value = scenario.get(name.replace('!', ''));
      const is = value === undefined ? (fall & (1 << next++)) !== 0 : value === 'yes';
      return name.startsWith('!') ? !is : is;
    };
    const parts = formula.map((part) => {
      const values = ('any' in part ? part.any : part.all).map(holds);
      return 'any' in part ? values.includes(true) : !values.includes(false);
    });
    results.add(!parts.includes(false));
  }
  return results.size === 2 ? 'unknown' : results.has(true) ? 'yes' : 'no';
}

function stateByTrying({ act, conditions }: StateClaim, scenario: Scenario): string {
  const never: Trigger = { any: ['no scenario sets this'] };
  const formula = conditions.flatMap(({ kind, trigger }): Trigger[] => {
    const said = trigger ?? never;
    if (kind === 'until' && act !== 'defer') return byTrying([said], scenario) === 'yes' ? [{ any: [] }] : [];
    if (kind !== 'unless' || act !== 'defer' || trigger === null) return [said];
    // Not (a or b): each of them not.
    const turned = ('any' in trigger ? trigger.any : trigger.all).map((name) =>
      name.startsWith('!') ? name.slice(1) : `!${name}`,
    );
    return 'any' in trigger ? turned.map((name) => ({ all: [name] })) : [{ any: turned }];
  });
  const value = byTrying(formula, scenario);
  if (act === 'defer')
    return conditions.length === 0 ? 'open' : { yes: 'decision-due', unknown: 'waiting', no: 'open' }[value];
  return { yes: 'in-force', unknown: 'waiting', no: 'void' }[value];
}

describe('against brute force over all assignments', () => {
  it('what-if', () => {
    fc.assert(
      fc.property(books, (book) => {
        for (const scenario of SCENARIOS) {
          for (const [i, { state }] of whatIf(book, scenario).entries.entries()) {
            const present = book.entries[i]?.claims.findLast(
              ({ act }) => !['position', 'demand'].includes(act),
            );
            const is = !present || present.negated ? 'open' : stateByTrying(present, scenario);
            assert.equal(state, is);
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  it('what is settled stays so, whatever else comes to be known, unless it lasts until something', () => {
    fc.assert(
      fc.property(books, fc.constantFrom(...SCENARIOS), fc.constantFrom(...SCENARIOS), (book, some, more) => {
        const later = whatIf(book, new Map([...more, ...some])).entries;
        for (const [i, now] of whatIf(book, some).entries.entries()) {
          const lasts = now.conditions.some(({ condition }) => condition.kind === 'until');
          if (now.state !== 'waiting' && !lasts) assert.equal(later[i]?.state, now.state);
          if (now.state === 'void') assert.equal(later[i]?.state, 'void');
        }
      }),
    );
  });

  const goals = fc.record({
    actor: fc.constantFrom(null, null, null, 'DEU', 'state:FRA', 'group:allies'),
    measure: fc.constantFrom('force.land', 'force.land', 'force', 'force.any', 'training'),
    atLeast: fc.constantFrom(null, 1, 2, 3),
  });

  /** Whether the outlooks lead so far: with a count all together, else the one. */
  function leads(
    book: ScenarioBook,
    outlooks: readonly Outlook[],
    least: number | null,
    reach: Reach,
  ): boolean {
    const there = outlooks.filter(
      ({ state, act, possiblyAlsoWaiting }) =>
        (state === 'in-force' &&
          act !== 'refuse' &&
          (reach !== 'in-force' || possiblyAlsoWaiting.length === 0)) ||
        (state === 'decision-due' && reach === 'decision-due'),
    );
    if (least === null) return there.length > 0;
    const actors = new Set(there.map(({ entry }) => entry.replace(/ .*/, '')));
    let sum = 0;
    for (const actor of actors) {
      if (actor.startsWith('state:')) sum += 1;
      else if (reach !== 'in-force') sum += book.parties.get(actor)?.size ?? 1000;
    }
    return sum >= least;
  }

  const nameOf = (scenario: Scenario): string =>
    [...scenario]
      .map(([name, value]) => (value === 'yes' ? name : `!${name}`))
      .toSorted()
      .join(' ');

  /** Tries every scenario, and keeps those of which no part leads as far; each with how far it leads at most. */
  function answersByTrying(
    book: ScenarioBook,
    asked: readonly string[],
    least: number | null,
    outlooksOf: ReadonlyMap<Scenario, readonly Outlook[]>,
  ): string[] {
    const found = new Map<string, Reach>();
    for (const reach of REACHES) {
      const leading = SCENARIOS.filter((scenario) =>
        leads(
          book,
          (outlooksOf.get(scenario) ?? []).filter(({ entry }) => asked.includes(entry)),
          least,
          reach,
        ),
      );
      for (const scenario of leading) {
        const hasPart = leading.some(
          (part) =>
            part.size < scenario.size && [...part].every(([name, value]) => scenario.get(name) === value),
        );
        if (!hasPart && !found.has(nameOf(scenario))) found.set(nameOf(scenario), reach);
      }
    }
    return [...found].map(([name, reach]) => `${reach} ${name}`);
  }

  it('what-would-it-take', () => {
    let several = 0;
    fc.assert(
      fc.property(books, goals, (book, goal) => {
        const outlooksOf = new Map(SCENARIOS.map((scenario) => [scenario, whatIf(book, scenario).entries]));
        const meant = book.entries
          .filter(
            ({ actor, measure }) =>
              (goal.actor === null || actor.endsWith(goal.actor)) &&
              (goal.measure.startsWith('force') && goal.measure !== 'force.land'
                ? measure.startsWith('force')
                : measure === goal.measure),
          )
          .map(({ id }) => id);
        const expected =
          goal.atLeast === null
            ? meant.flatMap((id) => answersByTrying(book, [id], null, outlooksOf).map((a) => `${a} → ${id}`))
            : answersByTrying(book, meant, goal.atLeast, outlooksOf);
        const { answers, rest } = whatWouldItTake(book, goal, 1000);
        const got = answers.flatMap(({ settings, reach, entries }) => {
          const set = settings
            .map(({ trigger, value }) => (value === 'yes' ? trigger : `!${trigger}`))
            .join(' ');
          return goal.atLeast === null ? entries.map((id) => `${reach} ${set} → ${id}`) : [`${reach} ${set}`];
        });
        assert.equal(rest, 'none');
        assert.deepEqual(got.toSorted(), expected.toSorted());
        if (got.length > 1) several++;
        const sizes = answers.map(({ settings }) => settings.length);
        assert.deepEqual(
          sizes,
          sizes.toSorted((a, b) => a - b),
        );
        for (const limit of [1, 2, 3]) {
          const some = whatWouldItTake(book, goal, limit);
          assert.deepEqual(
            some.answers.map(({ settings }) => settings.length),
            sizes.slice(0, limit),
          );
          assert.equal(some.rest, answers.length > limit ? 'more' : 'none');
        }
      }),
      { numRuns: 300 },
    );
    // Else the books would be too poor to show anything.
    assert.ok(several > 20, `${several} of 300`);
  });
});
