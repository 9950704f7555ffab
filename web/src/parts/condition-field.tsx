import { useRef, useState } from 'preact/hooks';
import { plain, useAnswer } from '../api.ts';
import type { Claim, ConditionKind, EntryPage, Profile, Span, Trigger } from '../api-types.ts';
import { texts } from '../texts.ts';
import { conditionText, namesIn, triggerFrom, triggerName } from '../trigger-words.ts';
import { WordsField } from './words-field.tsx';

type Condition = Claim['conditions'][number];
/** One that is being written has no words yet. */
type Draft = Omit<Condition, keyof Span> & { readonly span: Span | null; readonly key: number };

const KINDS = Object.keys(texts.conditionKinds) as readonly ConditionKind[];
const { mend } = texts;

/** On what a claim hangs: its conditions, each of which can be changed or taken away, and new ones. */
export function ConditionField({
  conditions,
  text,
  within,
  isBlind,
  onChange,
}: {
  readonly conditions: readonly Condition[];
  /** Null where the report's text is not served: then words cannot be chosen, and no condition added. */
  readonly text: string | null;
  readonly within: Span;
  readonly isBlind: boolean;
  readonly onChange: (conditions: readonly Condition[]) => void;
}) {
  const keys = useRef(0);
  const [drafts, setDrafts] = useState<readonly Draft[]>(() =>
    conditions.map(({ start, end, ...rest }) => ({ ...rest, span: { start, end }, key: keys.current++ })),
  );
  const set = (next: readonly Draft[]): void => {
    setDrafts(next);
    // One without words is no condition yet; its field keeps the form from being saved.
    onChange(next.flatMap(({ span, kind, trigger }) => (span === null ? [] : [{ ...span, kind, trigger }])));
  };
  const known = useKnownTriggers(isBlind);
  return (
    <fieldset class="party-field conditions">
      <legend>{texts.document.field.conditions}</legend>
      {drafts.map((draft, i) => (
        <fieldset key={draft.key} class="condition" aria-label={mend.condition(i + 1)}>
          <div class="row">
            <select
              aria-label={mend.conditionKind}
              value={draft.kind}
              onChange={({ currentTarget: { value } }) => {
                const kind = KINDS.find((one) => one === value);
                if (kind) set(drafts.with(i, { ...draft, kind }));
              }}
            >
              {KINDS.map((kind) => (
                <option key={kind} value={kind}>
                  {texts.conditionKinds[kind]}
                </option>
              ))}
            </select>
            <button
              type="button"
              aria-label={mend.take(`${mend.condition(i + 1)}: ${conditionText(draft)}`)}
              onClick={() => set(drafts.toSpliced(i, 1))}
            >
              {mend.takeAway} <span aria-hidden="true">×</span>
            </button>
          </div>
          {text !== null && (
            <WordsField
              label={mend.conditionWords}
              text={text}
              within={within}
              span={draft.span}
              onChange={(span) => set(drafts.with(i, { ...draft, span }))}
            />
          )}
          <TriggerField
            trigger={draft.trigger}
            known={known}
            onChange={(trigger) => set(drafts.with(i, { ...draft, trigger }))}
          />
        </fieldset>
      ))}
      {text !== null && (
        <button
          type="button"
          onClick={() => set([...drafts, { kind: 'if', trigger: null, span: null, key: keys.current++ }])}
        >
          {mend.addCondition}
        </button>
      )}
    </fieldset>
  );
}

/** Those on which something in the book hangs, which one who codes blind is not to know, and the kinds that its profiles know. */
function useKnownTriggers(isBlind: boolean): readonly string[] {
  const { data } = useAnswer<EntryPage>(isBlind ? null : plain('/entries', { facets: 'yes', limit: '1' }));
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
