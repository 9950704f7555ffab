import type { ConditionKind, Trigger } from './api-types.ts';
import { dateText } from './format.ts';
import { nameOf } from './names.ts';
import { texts } from './texts.ts';

const { triggers } = texts;

/** Where it stands alone. */
export const triggerTitle = (id: string): string => {
  const name = triggerName(id);
  return name.charAt(0).toUpperCase() + name.slice(1);
};

/** `approval:DEU-parliament` as `Germany’s parliament approves`, `!attack:RUS` as `not: Russia attacks`. */
export function triggerName(id: string): string {
  if (id.startsWith('!')) return triggers.not(triggerName(id.slice(1)));
  const [kind = '', ...rest] = id.split(':');
  const of = rest.join(':');
  if (kind === 'other') return `“${of}”`;
  if (of === '') return kind.replaceAll('-', ' ');
  if (kind === 'date') return triggers.date(dateText(of));
  const [, state, part] = /^([A-Z]{3})(?:-(.+))?$/.exec(of) ?? [];
  const whose = of === '*' ? triggers.anybody : state === undefined ? nameOf(of) : nameOf(`state:${state}`);
  const who = part === undefined ? whose : triggers.of(whose, part.replaceAll('-', ' '));
  switch (kind) {
    case 'approval':
    case 'backing':
    case 'attack':
    case 'election':
      return triggers[kind](who);
    default:
      return `${kind.replaceAll('-', ' ')}: ${who}`;
  }
}

/**
 * What a person writes: the name by which a trigger is shown, or its normal form (`approval:DEU-parliament`, `date:2026-01-01`);
 * other words are a trigger of their own. Null of no words.
 */
export function triggerFrom(written: string, known: readonly string[]): string | null {
  const words = written.trim();
  if (words === '') return null;
  const lower = words.toLowerCase();
  const found = known.find((id) => id === words || triggerName(id).toLowerCase() === lower);
  if (found !== undefined) return found;
  return /^!?[a-z][a-z-]*:\S/.test(words) ? words : `other:${words}`;
}

export const namesIn = (trigger: Trigger): readonly string[] =>
  'any' in trigger ? trigger.any : trigger.all;

/** `only after ceasefire or peace agreement` */
export function conditionText({
  kind,
  trigger,
}: {
  readonly kind: ConditionKind;
  readonly trigger: Trigger | null;
}): string {
  const hangs =
    trigger === null
      ? triggers.unclear
      : namesIn(trigger)
          .map(triggerName)
          .join('any' in trigger ? triggers.or : triggers.and);
  return `${texts.conditionKinds[kind]} ${hangs}`;
}
