import { FIRMNESS, type Firmness } from '../document/vocabulary.ts';
import { UsageError } from '../text/errors.ts';
import { slice } from '../text/span.ts';
import type { Entry } from './entries.ts';
import { isFrom, toldOn } from './moment.ts';
import type { BookClaim, Party, Report } from './record.ts';
import { reportOf, sceneOf } from './scene.ts';
import { within } from './taxonomy.ts';
import { dateFrom } from './time.ts';

/** What a user writes: `actor: ['FRA', 'org:nato']`, `firmness: 'offered..pledged'`. Of several words for one thing, one has to fit. */
export interface FilterWords {
  readonly actor?: readonly string[];
  readonly measure?: readonly string[];
  readonly target?: readonly string[];
  readonly firmness?: string;
  readonly condition?: readonly string[];
  readonly source?: readonly string[];
  readonly publisher?: readonly string[];
  readonly since?: string;
  readonly text?: string;
}

export interface Filter extends Omit<FilterWords, 'firmness'> {
  /** Both ends included. */
  readonly firmness?: { readonly from: Firmness; readonly to: Firmness };
}

/**
 * @param measures all that the book's profiles name, so that a misspelt one is not just found nowhere
 * @throws UsageError `usage/measure`, `usage/firmness`, `usage/condition`, `usage/date`, `usage/filter` (an empty word)
 */
export function filterFrom(words: FilterWords, measures: readonly string[]): Filter {
  const { firmness, ...rest } = words;
  for (const [name, value] of Object.entries(words)) {
    if ([value].flat().some((word: string) => word.trim() === ''))
      throw new UsageError('usage/filter', `the filter "${name}" has no words`);
  }
  for (const word of words.measure ?? []) checkMeasure(word, measures);
  for (const word of words.condition ?? []) checkTrigger(word);
  if (words.since !== undefined) dateFrom(words.since);
  return { ...rest, ...(firmness !== undefined && { firmness: firmnessFrom(firmness) }) };
}

function checkMeasure(word: string, measures: readonly string[]): void {
  if (measures.some((id) => within(id, word))) return;
  const families = [...new Set(measures.map((id) => id.replace(/\..*/, '')))].sort();
  const near = measures.filter((id) => id.split('.').some((part) => part.startsWith(word.slice(0, NEAR))));
  const known = near.length > 0 ? `near it are ${near.join(', ')}` : `there are ${families.join(', ')}`;
  throw new UsageError('usage/measure', `there is no measure or family "${word}"; ${known}`);
}

/** Letters that a misspelt word is taken to begin with. */
const NEAR = 3;

/** `ceasefire`, `approval`, `approval:DEU-parliament`, `!attack:RUS`, `date:2026-01-01`, `other:insurance arranged` */
function checkTrigger(word: string): void {
  if (!/^!?[a-z][a-z-]*(?::\S.*)?$/.test(word)) {
    throw new UsageError(
      'usage/condition',
      `"${word}" is no trigger; write its kind (approval), or kind and actor (approval:DEU-parliament, !attack:RUS)`,
    );
  }
}

/** `pledged`, `offered..formal`, `pledged..`, `..offered` */
function firmnessFrom(word: string): { from: Firmness; to: Firmness } {
  const [from = '', to = from, ...more] = word.split('..');
  const ends = [from || FIRMNESS[0], to || 'fulfilled'].map((end) => FIRMNESS.find((f) => f === end));
  const [low, high] = ends;
  if (low === undefined || high === undefined || more.length > 0) {
    throw new UsageError(
      'usage/firmness',
      `"${word}" is no firmness; write one of ${FIRMNESS.join(', ')}, or a range: offered..formal, pledged..`,
    );
  }
  if (FIRMNESS.indexOf(low) > FIRMNESS.indexOf(high))
    throw new UsageError('usage/firmness', `${low} is firmer than ${high}; write ${high}..${low}`);
  return { from: low, to: high };
}

/** What the filter asks of an entry's actor and measure, without the entry itself. */
export interface KeyTests {
  readonly actor: (id: string) => boolean;
  readonly measure: (id: string) => boolean;
}

export function keyTests({ actor, measure }: Filter, party: (id: string) => Party | undefined): KeyTests {
  return {
    actor: (id) => actor === undefined || actor.some((word) => names(word, id, party(id))),
    measure: (id) => measure === undefined || measure.some((word) => within(id, word)),
  };
}

/** Whether an entry passes all that the filter asks. */
export function passes(
  filter: Filter,
  reports: readonly Report[],
  parties: readonly Party[],
): (entry: Entry<unknown>) => boolean {
  const scene = sceneOf([], reports, parties);
  const isNamed = (id: string, words: readonly string[]) =>
    words.some((word) => names(word, id, scene.parties.get(id)));
  const { target, firmness, condition, source, publisher, since, text } = filter;
  const key = keyTests(filter, (id) => scene.parties.get(id));
  const wanted = text?.toLowerCase();
  const tests: readonly (((entry: Entry<unknown>) => boolean) | undefined)[] = [
    (e) => key.actor(e.actor) && key.measure(e.measure),
    target && ((e) => targetsOf(e).some((id) => isNamed(id, target))),
    firmness && ((e) => isFirm(e, firmness)),
    condition && ((e) => condition.some((word) => e.conditions.some((c) => hangsOn(c.trigger, word)))),
    source &&
      ((e) =>
        e.sources.some((id) => isNamed(id, source)) ||
        e.claims.some((c) => isPublisher(reportOf(c, scene).publisher, source))),
    publisher && ((e) => e.claims.some((c) => isPublisher(reportOf(c, scene).publisher, publisher))),
    since === undefined ? undefined : (e) => e.claims.some((c) => isFrom(toldOn(reportOf(c, scene)), since)),
    wanted === undefined
      ? undefined
      : (e) =>
          e.claims.some((c) => slice(reportOf(c, scene).text, c.sentence).toLowerCase().includes(wanted)),
  ];
  return (entry) => tests.every((test) => test === undefined || test(entry));
}

/**
 * Whether a word means a party: by id, by the code of a state (its parliament is another actor), or by name, whatever the
 * case; also by those that it has by decisions.
 */
export function names(word: string, id: string, party: Party | undefined): boolean {
  const lower = word.toLowerCase();
  return [id, party?.name, ...(party?.aliases ?? [])].some(
    (name) => name?.toLowerCase() === lower || name?.slice(name.indexOf(':') + 1).toLowerCase() === lower,
  );
}

const targetsOf = ({ beneficiary, claims }: Entry<unknown>): readonly string[] => [
  ...(beneficiary === null ? [] : [beneficiary]),
  ...claims.flatMap((c) => (c.act === 'expect' ? [] : c.targets)),
];

/** How firmly the actor is bound now; a firm refusal binds to nothing. */
function isFirm({ state }: Entry<unknown>, { from, to }: { from: Firmness; to: Firmness }): boolean {
  if (state === null || state.direction !== 'for' || state.claim.firmness === null) return false;
  const at = FIRMNESS.indexOf(state.claim.firmness);
  return FIRMNESS.indexOf(from) <= at && at <= FIRMNESS.indexOf(to);
}

/** `approval` for every approval, `approval:DEU-parliament` for that one; `!` has to fit only where it is written. */
function hangsOn(trigger: BookClaim['conditions'][number]['trigger'], word: string): boolean {
  if (trigger === null) return false;
  return ('any' in trigger ? trigger.any : trigger.all).some((name) => {
    const said = word.startsWith('!') ? name : name.replace(/^!/, '');
    return said === word || said.startsWith(`${word}:`);
  });
}

/** Whether one of these words means the publisher, whatever the case. */
export const isPublisher = (publisher: string | null, words: readonly string[]): boolean =>
  words.some((word) => publisher?.toLowerCase() === word.toLowerCase());
