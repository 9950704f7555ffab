import { UsageError } from '../../text/errors.ts';
import { type Scenario, triggerIn } from './truth.ts';

/** What `what-would-it-take` is asked for. */
export interface Goal {
  /** Party id (`state:DEU`, `org:nato`) or a state's code (`DEU`); null for all. */
  readonly actor: string | null;
  /** Id or family (`force.land`, `force`); null for all. */
  readonly measure: string | null;
  /** So many actors together; null where each entry is asked about by itself. */
  readonly atLeast: number | null;
}

const TRIGGER = /^!?[a-z][a-z-]*(?::\S.*)?$/;

/**
 * Words as `ceasefire=yes`, `backing:USA=no`, `other:insurance arranged=unknown`. `!attack:RUS=yes` is `attack:RUS=no`.
 * @throws UsageError `usage/scenario` where a word is no trigger with a value, or two contradict each other.
 */
export function parseScenario(words: readonly string[]): Scenario {
  const said = new Map<string, { word: string; value: 'yes' | 'no' | 'unknown' }>();
  for (const word of words) {
    const [, literal = '', value] = /^(.*)=(.*)$/s.exec(word) ?? [];
    if (value === undefined)
      throw wrongScenario(word, 'a trigger, "=" and a value are wanted, as in ceasefire=yes');
    if (!TRIGGER.test(literal)) {
      const form = 'a trigger is written as in ceasefire, backing:USA or approval:DEU-parliament';
      throw wrongScenario(word, `"${literal}" is no trigger; ${form}`);
    }
    if (value !== 'yes' && value !== 'no' && value !== 'unknown')
      throw wrongScenario(word, `the value is yes, no or unknown, not "${value}"`);
    const trigger = triggerIn(literal);
    const turned =
      literal === trigger || value === 'unknown' ? value : ({ yes: 'no', no: 'yes' } as const)[value];
    const before = said.get(trigger);
    if (before && before.value !== turned) throw wrongScenario(word, `it contradicts "${before.word}"`);
    said.set(trigger, { word, value: turned });
  }
  return new Map(
    [...said].flatMap(([trigger, { value }]) => (value === 'unknown' ? [] : [[trigger, value] as const])),
  );
}

const KEYS = 'actor=DEU, actor=org:nato, measure=force.land, count>=10';

/**
 * A goal as `actor=DEU` or `measure=force.land count>=10`, its words apart or in one.
 * @throws UsageError `usage/goal` where a word is unknown or repeated, a value wrong, or neither actor nor measure is named.
 */
export function parseGoal(goal: string | readonly string[]): Goal {
  const words = (typeof goal === 'string' ? [goal] : goal)
    .flatMap((word) => word.split(/\s+/))
    .filter(Boolean);
  const said = new Map<string, string>();
  for (const word of words) {
    const [, key = '', value = ''] = /^(actor=|measure=|count>=)(.*)$/.exec(word) ?? [];
    if (key === '') throw wrongGoal(`"${word}" is not understood`);
    if (value === '') throw wrongGoal(`"${word}" lacks its value`);
    if (said.has(key)) throw wrongGoal(`"${key}" is given twice ("${key}${said.get(key)}" and "${word}")`);
    said.set(key, value);
  }
  const [actor, measure, count] = [said.get('actor='), said.get('measure='), said.get('count>=')];
  if (actor === undefined && measure === undefined) throw wrongGoal('an actor or a measure has to be named');
  if (measure !== undefined && !/^[a-z][a-z0-9-]*(?:\.[a-z0-9-]+)*$/.test(measure))
    throw wrongGoal(`"${measure}" is no measure`);
  if (count !== undefined && !/^[1-9]\d{0,8}$/.test(count))
    throw wrongGoal(`a count is a whole number from 1 on, not "${count}"`);
  return {
    actor: actor ?? null,
    measure: measure ?? null,
    atLeast: count === undefined ? null : Number(count),
  };
}

const wrongScenario = (word: string, why: string) =>
  new UsageError('usage/scenario', `scenario word "${word}": ${why}`);
const wrongGoal = (why: string) =>
  new UsageError('usage/goal', `goal: ${why}; it is put together of ${KEYS}`);
