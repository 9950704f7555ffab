import type { ComponentChildren } from 'preact';
import type { WhatIf } from '../api-types.ts';
import { change } from '../router.ts';
import { texts } from '../texts.ts';
import { triggerTitle } from '../trigger-words.ts';

const VALUES = ['yes', 'unknown', 'no'] as const;
type Value = (typeof VALUES)[number];

/** `ceasefire=yes` as name and value; a name may hold an equals sign, a value does not. */
const settingOf = (words: string): readonly [string, string] => {
  const at = words.lastIndexOf('=');
  return [words.slice(0, at), words.slice(at + 1)];
};

/** What may happen, each yes, no or still open. */
export function Switches({
  triggers,
  settings,
  children,
}: {
  readonly triggers: WhatIf['triggers'];
  readonly settings: readonly string[];
  /** What comes of them. */
  readonly children: ComponentChildren;
}) {
  const set = new Map(settings.map(settingOf));
  const known = new Set(triggers.map(({ trigger }) => trigger));
  const others = [...set.keys()]
    .filter((name) => !known.has(name))
    .map((trigger) => ({ trigger, entries: 0 }));
  const flip = (trigger: string, value: Value): void => {
    const rest = settings.filter((words) => settingOf(words)[0] !== trigger);
    change({ set: value === 'unknown' ? rest : [...rest, `${trigger}=${value}`] }, { replace: true });
  };
  return (
    <section class="switches">
      <h2>{texts.whatIf.switches}</h2>
      {children}
      {[...triggers, ...others].map(({ trigger, entries }) => (
        <fieldset key={trigger}>
          <legend>
            {triggerTitle(trigger)}
            <span class="soft"> {texts.whatIf.hanging(entries)}</span>
          </legend>
          <div class="switch">
            {VALUES.map((value) => (
              <label key={value} class={`value-${value}`}>
                <input
                  type="radio"
                  name={trigger}
                  checked={(set.get(trigger) ?? 'unknown') === value}
                  onChange={() => flip(trigger, value)}
                />
                <span>{texts.whatIf.values[value]}</span>
              </label>
            ))}
          </div>
        </fieldset>
      ))}
      {settings.length > 0 && (
        <button type="button" onClick={() => change({ set: null })}>
          {texts.whatIf.reset}
        </button>
      )}
    </section>
  );
}
