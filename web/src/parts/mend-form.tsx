import { useEffect, useRef, useState } from 'preact/hooks';
import { plain, useAnswer } from '../api.ts';
import type { Act, Claim, Measure, Party, Span } from '../api-types.ts';
import { learn, measureName } from '../names.ts';
import { selectedSpan } from '../selected-words.ts';
import { texts } from '../texts.ts';
import { conditionText } from '../trigger-words.ts';
import { PartyField } from './party-field.tsx';
import { isFirmness } from './standing-mark.tsx';

/** Only these have a firmness. */
const UNDERTAKINGS: readonly Act[] = ['commit', 'agree', 'perform', 'refuse'];
const isAct = (word: string): word is Act => Object.hasOwn(texts.acts, word);

export interface Mended {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly parties: readonly Party[];
}

type Draft = Pick<
  Claim,
  | 'act'
  | 'firmness'
  | 'negated'
  | 'actors'
  | 'targets'
  | 'beneficiary'
  | 'sources'
  | 'measures'
  | 'conditions'
  | 'what'
  | 'predicate'
>;

/** What a person sets of a claim. Only what differs from how it was is sent. */
export function MendForm({
  claim,
  text,
  isNew = false,
  onSave,
  onCancel,
}: {
  readonly claim: Draft;
  /** Null where the report's text is not served: then words cannot be chosen. */
  readonly text: string | null;
  readonly isNew?: boolean;
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
      Object.entries(draft).filter(
        ([name, value]) => isNew || JSON.stringify(value) !== JSON.stringify(claim[name as keyof Draft]),
      ),
    );
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
            value={draft.act}
            onChange={({ currentTarget: { value } }) =>
              isAct(value) && set({ act: value, ...(!UNDERTAKINGS.includes(value) && { firmness: null }) })
            }
          >
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
            disabled={!UNDERTAKINGS.includes(draft.act)}
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
            onChange={(span) => span && set({ predicate: span })}
          />
          <WordsField
            label={texts.document.field.what}
            text={text}
            span={draft.what}
            onChange={(what) => set({ what })}
            canBeNone
          />
        </>
      )}
      {draft.conditions.length > 0 && (
        <fieldset class="party-field">
          <legend>{texts.document.field.conditions}</legend>
          {draft.conditions.map((condition) => (
            <button
              key={condition.start}
              type="button"
              aria-label={texts.mend.take(conditionText(condition))}
              onClick={() => set({ conditions: draft.conditions.filter((one) => one !== condition) })}
            >
              {conditionText(condition)} <span aria-hidden="true">×</span>
            </button>
          ))}
        </fieldset>
      )}
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

/** Words of the report: those that are selected above are taken. */
function WordsField({
  label,
  text,
  span,
  onChange,
  canBeNone = false,
}: {
  readonly label: string;
  readonly text: string;
  readonly span: Span | null;
  readonly onChange: (span: Span | null) => void;
  readonly canBeNone?: boolean;
}) {
  return (
    <fieldset class="party-field">
      <legend>{label}</legend>
      <q class="read">{span === null ? texts.mend.none : text.slice(span.start, span.end)}</q>
      <button
        type="button"
        // The selection must not go when the button is pressed.
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => {
          const selected = selectedSpan();
          if (selected) onChange(selected);
        }}
      >
        {texts.mend.takeWords}
      </button>
      {canBeNone && span !== null && (
        <button type="button" onClick={() => onChange(null)}>
          {texts.mend.none}
        </button>
      )}
    </fieldset>
  );
}
