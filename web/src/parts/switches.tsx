import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { WhatIf } from '../api-types.ts';
import { change } from '../router.ts';
import { texts } from '../texts.ts';
import { triggerTitle } from '../trigger-words.ts';
import { Some } from './some.tsx';

const VALUES = ['yes', 'unknown', 'no'] as const;
type Value = (typeof VALUES)[number];
type Trigger = WhatIf['triggers'][number];

/** On which most hangs; others are found by their words. */
const NEAR = 20;

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
  // What the link sets is near, and what was set while others were looked for; what is flipped stays where it is.
  const [asked, setAsked] = useState(() => new Set(set.keys()));
  const [wanted, setWanted] = useState('');
  const known = new Set(triggers.map(({ trigger }) => trigger));
  const others = [...set.keys()]
    .filter((name) => !known.has(name))
    .map((trigger) => ({ trigger, entries: 0 }));
  const flip = (trigger: string, value: Value): void => {
    const rest = settings.filter((words) => settingOf(words)[0] !== trigger);
    change({ set: value === 'unknown' ? rest : [...rest, `${trigger}=${value}`] }, { replace: true });
  };
  const all = [...triggers, ...others];
  const isNear = ({ trigger }: Trigger, i: number): boolean => i < NEAR || asked.has(trigger);
  const isWanted = ({ trigger }: Trigger): boolean =>
    triggerTitle(trigger).toLowerCase().includes(wanted.trim().toLowerCase());
  const each = ({ trigger, entries }: Trigger) => (
    <Switch
      key={trigger}
      trigger={trigger}
      entries={entries}
      value={set.get(trigger) ?? 'unknown'}
      onFlip={(value) => flip(trigger, value)}
    />
  );
  return (
    <section class="switches">
      <h2>{texts.whatIf.switches}</h2>
      {children}
      {all.length > NEAR && (
        <input
          type="search"
          value={wanted}
          placeholder={texts.whatIf.find}
          aria-label={texts.whatIf.find}
          onInput={({ currentTarget: { value } }) => {
            setWanted(value);
            if (value.trim() === '') setAsked(new Set(set.keys()));
          }}
        />
      )}
      {wanted.trim() === '' ? (
        <>
          {all.filter(isNear).map(each)}
          <Some of={all.filter((one, i) => !isNear(one, i))} first={0}>
            {each}
          </Some>
        </>
      ) : (
        <Some key={wanted} of={all.filter(isWanted)}>
          {each}
        </Some>
      )}
      {settings.length > 0 && (
        <button type="button" onClick={() => change({ set: null })}>
          {texts.whatIf.reset}
        </button>
      )}
    </section>
  );
}

function Switch({
  trigger,
  entries,
  value: now,
  onFlip,
}: Trigger & { readonly value: string; readonly onFlip: (value: Value) => void }) {
  return (
    <fieldset>
      <legend>
        {triggerTitle(trigger)}
        <span class="soft"> {texts.whatIf.hanging(entries)}</span>
      </legend>
      <div class="switch">
        {VALUES.map((value) => (
          <label key={value} class={`value-${value}`}>
            <input type="radio" name={trigger} checked={now === value} onChange={() => onFlip(value)} />
            <span>{texts.whatIf.values[value]}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
