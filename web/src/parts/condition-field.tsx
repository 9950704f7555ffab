import { useState } from 'preact/hooks';
import { plain, useAnswer } from '../api.ts';
import type { Claim, EntryPage, Profile, Span, Trigger } from '../api-types.ts';
import { texts } from '../texts.ts';
import { conditionText, namesIn, triggerFrom, triggerName } from '../trigger-words.ts';
import { KindSelect } from './kind-select.tsx';
import { SeveralField } from './several-field.tsx';

type Condition = Claim['conditions'][number];

const NO_CONDITION: Condition = { start: 0, end: 0, kind: 'if', trigger: null };
const { mend } = texts;

/** On what a claim hangs. */
export function ConditionField({
  conditions,
  text,
  within,
  isBlind,
  onChange,
}: {
  readonly conditions: readonly Condition[];
  readonly text: string | null;
  readonly within: Span;
  readonly isBlind: boolean;
  readonly onChange: (conditions: readonly Condition[]) => void;
}) {
  const known = useKnownTriggers(isBlind);
  return (
    <SeveralField
      label={texts.document.field.conditions}
      nameOf={mend.condition}
      about={conditionText}
      addLabel={mend.addCondition}
      blank={NO_CONDITION}
      parts={conditions}
      text={text}
      within={within}
      onChange={onChange}
      head={(of, set) => (
        <KindSelect
          label={mend.conditionKind}
          names={texts.conditionKinds}
          kind={of.kind}
          onChange={(kind) => set({ ...of, kind })}
        />
      )}
    >
      {(of, set) => (
        <TriggerField trigger={of.trigger} known={known} onChange={(trigger) => set({ ...of, trigger })} />
      )}
    </SeveralField>
  );
}

/** Those on which something in the book hangs, which one who codes blind is not to know, and the kinds that its profiles know. */
function useKnownTriggers(isBlind: boolean): readonly string[] {
  const { data } = useAnswer<EntryPage>(
    isBlind ? null : plain('/entries', { facets: 'yes', ids: 'few', limit: '1' }),
  );
  const inBook = (data?.facets?.condition ?? []).map(({ value }) => value.replace(/^!/, ''));
  const profiles = useAnswer<{ readonly items: readonly Profile[] }>(plain('/profiles')).data?.items ?? [];
  return [...new Set([...inBook, ...profiles.flatMap(({ triggers }) => triggers)])];
}

/** What has to come about: one of several, or all of them. */
function TriggerField({
  trigger,
  known,
  onChange,
}: {
  readonly trigger: Trigger | null;
  readonly known: readonly string[];
  readonly onChange: (trigger: Trigger | null) => void;
}) {
  const [words, setWords] = useState('');
  const isAll = trigger !== null && 'all' in trigger;
  const names = trigger === null ? [] : namesIn(trigger);
  const set = (next: readonly string[], all = isAll): void =>
    onChange(next.length === 0 ? null : all ? { all: next } : { any: next });
  const add = (): void => {
    const name = triggerFrom(words, known);
    if (name !== null && !names.includes(name)) set([...names, name]);
    setWords('');
  };
  return (
    <fieldset class="party-field">
      <legend>{mend.triggers}</legend>
      {names.length > 1 && (
        <select
          aria-label={mend.howMany}
          value={isAll ? 'all' : 'any'}
          onChange={(event) => set(names, event.currentTarget.value === 'all')}
        >
          <option value="any">{mend.any}</option>
          <option value="all">{mend.all}</option>
        </select>
      )}
      {names.map((name, i) => {
        const isDenied = name.startsWith('!');
        const plainName = triggerName(name.replace(/^!/, ''));
        return (
          <span key={name} class="trigger">
            <label>
              <input
                type="checkbox"
                aria-label={mend.deny(plainName)}
                checked={isDenied}
                onChange={() => set(names.with(i, isDenied ? name.slice(1) : `!${name}`))}
              />{' '}
              {mend.not}
            </label>
            <button
              type="button"
              aria-label={mend.take(triggerName(name))}
              onClick={() => set(names.toSpliced(i, 1))}
            >
              {plainName} <span aria-hidden="true">×</span>
            </button>
          </span>
        );
      })}
      <input
        aria-label={mend.add(mend.triggers)}
        list="triggers"
        autocomplete="off"
        value={words}
        placeholder={mend.addShort}
        onInput={(event) => setWords(event.currentTarget.value)}
        onChange={add}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || words.trim() === '') return;
          event.preventDefault();
          add();
        }}
      />
      <datalist id="triggers">
        {known.map((name) => (
          <option key={name} value={triggerName(name)} />
        ))}
      </datalist>
    </fieldset>
  );
}
