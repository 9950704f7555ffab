import { useEffect, useRef, useState } from 'preact/hooks';
import { plain, useAnswer } from '../api.ts';
import type { Act, Claim, Measure, Party, Span } from '../api-types.ts';
import { learn, measureName } from '../names.ts';
import { texts } from '../texts.ts';
import { ConditionField } from './condition-field.tsx';
import { PartyField } from './party-field.tsx';
import { isFirmness } from './standing-mark.tsx';
import { WhenField } from './when-field.tsx';
import { WordsField } from './words-field.tsx';

/** Only these have a firmness. */
const UNDERTAKINGS: readonly Act[] = ['commit', 'agree', 'perform', 'refuse'];
const isFactuality = (word: string): word is Claim['factuality'] => Object.hasOwn(texts.factuality, word);
const isAct = (word: string): word is Act => Object.hasOwn(texts.acts, word);

export interface Mended {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly parties: readonly Party[];
}

/** What a form begins with; of a new claim act and words may be open. */
export type Draft = Pick<
  Claim,
  | 'firmness'
  | 'negated'
  | 'actors'
  | 'targets'
  | 'beneficiary'
  | 'sources'
  | 'measures'
  | 'conditions'
  | 'what'
  | 'factuality'
  | 'when'
> & { readonly act: Act | null; readonly predicate: Span | null };

/** Of a claim by hand. */
export const NOTHING_SAID: Draft = {
  act: null,
  predicate: null,
  firmness: null,
  negated: false,
  actors: [],
  targets: [],
  beneficiary: [],
  sources: [],
  measures: [],
  conditions: [],
  what: null,
  factuality: 'CT+',
  when: null,
};

const FIELDS = Object.keys(NOTHING_SAID) as readonly (keyof Draft)[];

/** What a person sets of a claim. Only what differs from how it was is sent. */
export function MendForm({
  claim,
  text,
  sentence,
  isNew = false,
  isBlind = false,
  onSave,
  onCancel,
}: {
  readonly claim: Draft;
  /** Null where the report's text is not served: then words cannot be chosen. */
  readonly text: string | null;
  /** Where words are looked for first. */
  readonly sentence: Span;
  readonly isNew?: boolean;
  /** Nothing is offered that comes of what was read. */
  readonly isBlind?: boolean;
  readonly onSave: (mended: Mended) => void;
  readonly onCancel: () => void;
}) {
  const [draft, setDraft] = useState<Draft>(claim);
  const [added, setAdded] = useState<readonly Party[]>([]);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector<HTMLElement>('select')?.focus(), []);
  const set = (fields: Partial<Draft>): void => setDraft((before) => ({ ...before, ...fields }));
  const parties = (field: 'actors' | 'targets' | 'beneficiary' | 'sources') => (
    <PartyField
      label={texts.document.field[field]}
      ids={draft[field]}
      isBlind={isBlind}
      onChange={(ids, party) => {
        set({ [field]: ids });
        if (party === null) return;
        learn({ parties: [party] });
        setAdded((before) => [...before, party]);
      }}
    />
  );
  const save = (event: Event): void => {
    event.preventDefault();
    const fields = Object.fromEntries(
      FIELDS.filter((name) => isNew || JSON.stringify(draft[name]) !== JSON.stringify(claim[name])).map(
        (name) => [name, draft[name]],
      ),
    );
    if (Object.keys(fields).length === 0) {
      onCancel();
      return;
    }
    const used = Object.values(fields).flat();
    onSave({ fields, parties: added.filter(({ id }) => used.includes(id)) });
  };
  return (
    <form
      ref={form}
      class="mend"
      aria-label={texts.review.mend}
      onSubmit={save}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onCancel();
        // In a list of choices Enter would open it; the space bar does that, too.
        if (event.key === 'Enter' && event.target instanceof HTMLSelectElement) {
          event.preventDefault();
          form.current?.requestSubmit();
        }
      }}
    >
      <div class="row">
        <label>
          {texts.document.field.act}{' '}
          <select
            required
            value={draft.act ?? ''}
            onChange={({ currentTarget: { value } }) =>
              isAct(value) && set({ act: value, ...(!UNDERTAKINGS.includes(value) && { firmness: null }) })
            }
          >
            {draft.act === null && <option value="">{texts.mend.choose}</option>}
            {Object.entries(texts.acts).map(([act, [one]]) => (
              <option key={act} value={act}>
                {one}
              </option>
            ))}
          </select>
        </label>
        <label>
          {texts.document.field.firmness}{' '}
          <select
            value={draft.firmness ?? ''}
            disabled={draft.act === null || !UNDERTAKINGS.includes(draft.act)}
            onChange={({ currentTarget: { value } }) => set({ firmness: isFirmness(value) ? value : null })}
          >
            <option value="">{texts.mend.none}</option>
            {Object.entries(texts.firmness).map(([firmness, words]) => (
              <option key={firmness} value={firmness}>
                {words}
              </option>
            ))}
          </select>
        </label>
        <label>
          <input
            type="checkbox"
            checked={draft.negated}
            onChange={(event) => set({ negated: event.currentTarget.checked })}
          />{' '}
          {texts.document.negated}
        </label>
        <label>
          {texts.document.field.factuality}{' '}
          <select
            value={draft.factuality}
            onChange={({ currentTarget: { value } }) => isFactuality(value) && set({ factuality: value })}
          >
            {Object.entries(texts.factuality).map(([factuality, words]) => (
              <option key={factuality} value={factuality}>
                {words}
              </option>
            ))}
          </select>
        </label>
      </div>
      {parties('actors')}
      {parties('targets')}
      {parties('beneficiary')}
      {parties('sources')}
      <MeasureField ids={draft.measures} onChange={(measures) => set({ measures })} />
      {text !== null && (
        <>
          <WordsField
            label={texts.mend.predicate}
            text={text}
            span={draft.predicate}
            within={sentence}
            onChange={(span) => span && set({ predicate: span })}
          />
          <WordsField
            label={texts.document.field.what}
            text={text}
            span={draft.what}
            within={sentence}
            onChange={(what) => set({ what })}
            canBeNone
          />
          <WhenField when={draft.when} text={text} within={sentence} onChange={(when) => set({ when })} />
        </>
      )}
      <ConditionField
        conditions={draft.conditions}
        text={text}
        within={sentence}
        isBlind={isBlind}
        onChange={(conditions) => set({ conditions })}
      />
      <p class="row">
        <button type="submit" class="primary">
          {texts.mend.save} <kbd>Enter</kbd>
        </button>
        <button type="button" onClick={onCancel}>
          {texts.mend.cancel} <kbd>Esc</kbd>
        </button>
      </p>
    </form>
  );
}

function MeasureField({
  ids,
  onChange,
}: {
  readonly ids: readonly string[];
  readonly onChange: (ids: readonly string[]) => void;
}) {
  const known = useAnswer<{ readonly items: readonly Measure[] }>(plain('/measures')).data?.items ?? [];
  return (
    <fieldset class="party-field">
      <legend>{texts.document.field.measures}</legend>
      {ids.map((id) => (
        <button
          key={id}
          type="button"
          aria-label={texts.mend.take(measureName(id))}
          onClick={() => onChange(ids.filter((one) => one !== id))}
        >
          {measureName(id)} <span aria-hidden="true">×</span>
        </button>
      ))}
      <select
        value=""
        aria-label={texts.mend.add(texts.document.field.measures)}
        onChange={({ currentTarget: { value } }) => value && onChange([...ids, value])}
      >
        <option value="">{texts.mend.addShort}</option>
        {[...new Set(known.map(({ id }) => id))]
          .filter((id) => !ids.includes(id))
          .sort()
          .map((id) => (
            <option key={id} value={id}>
              {measureName(id)}
            </option>
          ))}
      </select>
    </fieldset>
  );
}
