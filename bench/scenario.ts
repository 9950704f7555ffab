/**
 * node bench/scenario.ts [--rounds 5] [--slow 0]
 *
 * What-if and what-would-it-take over two generated books of 1,000 entries and 60 triggers. Exit 1 where what-if takes more
 * than it may; that this would be noticed is shown by `--slow MS`, with which each question takes so much longer.
 */
import process from 'node:process';
import { parseArgs } from 'node:util';
import type { BookClaim } from '../src/book/record.ts';
import type { ScenarioBook } from '../src/book/scenario/entry.ts';
import type { Scenario } from '../src/book/scenario/truth.ts';
import { whatIf } from '../src/book/scenario/what-if.ts';
import { whatWouldItTake } from '../src/book/scenario/what-would-it-take.ts';
import { parseGoal } from '../src/book/scenario/words.ts';
import type { Trigger } from '../src/document/layers.ts';
import { type Act, CONDITION_KINDS } from '../src/document/vocabulary.ts';
import { claimOf } from '../test/scenario-book.ts';
import { measure, median, slowed } from './rounds.ts';
import { atMost } from './tables.ts';

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '5' }, slow: { type: 'string', default: '0' } },
});
const [rounds, slow] = [Number(values.rounds), Number(values.slow)];

/** Milliseconds. */
const MOST = 1000;
const ENTRIES = 1000;
/** Shared ones, as a ceasefire is, and one of each actor's own, as its parliament's approval. */
const SHARED = [
  'ceasefire',
  'peace-agreement',
  'backing:USA',
  'framework-clear',
  'attack:RUS',
  'negotiations',
];
const OWN = 54;
const MEASURES = [
  'force.land',
  'force.sea',
  'force.any',
  'arms.missiles',
  'arms.any',
  'training',
  'funding.any',
];
const ACTS: readonly Act[] = ['commit', 'commit', 'commit', 'agree', 'defer', 'refuse', 'position', 'demand'];

/** Numbers from 0 to below 1, the same each time (a linear congruential generator, Numerical Recipes' constants). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** @param always an entry always hangs on something, half the time on two things */
function generated(always: boolean): ScenarioBook {
  const next = numbers(7);
  const pick = <T>(of: readonly T[]): T => of[Math.floor(next() * of.length)] as T;
  const trigger = (actor: number): Trigger => {
    const own = `approval:A${actor % OWN}-parliament`;
    const of = [...new Set([next() < 0.4 ? own : pick(SHARED), next() < 0.3 ? pick(SHARED) : own])];
    return next() < 0.5 ? { any: of } : { all: of };
  };
  const conditions = (actor: number): BookClaim['conditions'] =>
    Array.from({ length: (always ? 1 : 0) + Math.floor(next() * 2) }, () => ({
      start: 0,
      end: 0,
      kind: pick(CONDITION_KINDS.filter((kind) => !always || kind !== 'until')),
      trigger: trigger(actor),
    }));
  const entries = Array.from({ length: ENTRIES }, (_, i) => {
    const [actor, measure] = [`state:A${i % 150}`, MEASURES[Math.floor(i / 150)] ?? 'other'];
    const claims = Array.from(
      { length: 1 + Math.floor(next() * 4) },
      (_, c): BookClaim => ({
        ...claimOf({ actors: [actor], act: pick(ACTS), measure }, i * 10 + c),
        conditions: conditions(i % 150),
      }),
    );
    return { id: `e${i}`, actor, measure, beneficiary: 'state:UKR', claims };
  });
  return { entries, claims: entries.flatMap(({ claims }) => claims), parties: new Map() };
}

const books = [generated(false), generated(true)] as const;
const scenario: Scenario = new Map([
  ['ceasefire', 'yes'],
  ['backing:USA', 'no'],
  ['approval:A3-parliament', 'yes'],
]);
const goals = ['actor=A3', 'measure=force.land', 'measure=force.land count>=10', 'measure=force count>=40'];
const questions = [
  { name: 'what-if', read: (book: ScenarioBook) => whatIf(book, scenario) },
  ...goals.map((goal) => ({
    name: `what-would-it-take ${goal}`,
    read: (book: ScenarioBook) => whatWouldItTake(book, parseGoal(goal)),
  })),
].map((question) => (slow > 0 ? slowed(question, slow) : question));

let kept = true;
for (const [i, book] of books.entries()) {
  const triggers = new Set(
    book.claims.flatMap(({ conditions }) =>
      conditions.flatMap(({ trigger }) => Object.values(trigger ?? {}).flat()),
    ),
  ).size;
  console.log(
    `Book ${i + 1}: ${book.entries.length} entries, ${triggers} triggers, ${book.claims.length} claims`,
  );
  await measure(questions, [book], 1);
  const times = await measure(questions, [book], rounds);
  for (const { name } of questions) {
    const { elapsed = [], processor = [] } = times.get(name) ?? {};
    console.log(
      `  ${name}: ${median(elapsed).toFixed(0)} ms, ${median(processor).toFixed(0)} of a processor`,
    );
  }
  const check = atMost('what-if, ms', median(times.get('what-if')?.elapsed ?? []), MOST);
  console.log(`  ${check.kept ? 'kept' : '**missed**'}: ${check.what}`);
  kept &&= check.kept;
  for (const goal of goals) {
    const { answers, rest } = whatWouldItTake(book, parseGoal(goal));
    const sizes = answers.map(({ settings }) => settings.length).join(' ');
    console.log(`  ${goal}: sizes ${sizes || 'none'}; rest ${rest}`);
  }
}
process.exitCode = kept ? 0 : 1;
