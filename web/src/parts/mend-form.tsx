import { useEffect, useRef, useState } from 'preact/hooks';
import { type Problem, plain, problemOf, useAnswer } from '../api.ts';
import type { Act, Claim, Measure, Party, Span } from '../api-types.ts';
import { isOutrun, problemText } from '../deciding.ts';
import { learn, measureName } from '../names.ts';
import { texts } from '../texts.ts';
import { AmountField } from './amount-field.tsx';
import { ConditionField } from './condition-field.tsx';
import { PartyField } from './party-field.tsx';
import { PlaceField } from './place-field.tsx';
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
  | 'quantities'
  | 'where'
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
  quantities: [],
  where: [],
};

/** In the first row of the form. */
const FLAGS = ['act', 'firmness', 'negated', 'factuality'] as const;

const FIELDS = Object.keys(NOTHING_SAID) as readonly (keyof Draft)[];

/**
 * What a person sets of a claim. Only what differs from how it was when the form opened is sent. What is refused stays as it was
 * written, with the reason beside its field.
 */
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
  /** @throws Problem where it is refused */
  readonly onSave: (mended: Mended) => Promise<void>;
  readonly onCancel: () => void;
}) {
  // Somebody else may change the claim meanwhile.
  const [was] = useState<Draft>(claim);
  const [draft, setDraft] = useState<Draft>(claim);
  const [refused, setRefused] = useState<Problem | null>(null);
  const [isSending, setSending] = useState(false);
  const [added, setAdded] = useState<readonly Party[]>([]);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector<HTMLElement>('select')?.focus(), []);
  const set = (fields: Partial<Draft>): void => setDraft((before) => ({ ...before, ...fields }));
  const wrong = (field: keyof Draft) => <Wrong of={refused} field={field} />;
  const parties = (field: 'actors' | 'targets' | 'beneficiary' | 'sources') => (
    <>
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
      {wrong(field)}
    </>
  );
  const save = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (isSending) return;
    const fields = Object.fromEntries(
      FIELDS.filter((name) => isNew || JSON.stringify(draft[name]) !== JSON.stringify(was[name])).map(
        (name) => [name, draft[name]],
      ),
    );
    if (Object.keys(fields).length === 0) {
      onCancel();
      return;
    }
    const used = Object.values(fields).flat();
    setSending(true);
    setRefused(null);
    try {
      await onSave({ fields, parties: added.filter(({ id }) => used.includes(id)) });
    } catch (error) {
      setRefused(problemOf(error));
    } finally {
      setSending(false);
    }
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
      {FLAGS.map((field) => (
        <Wrong key={field} of={refused} field={field} />
      ))}
      {parties('actors')}
      {parties('targets')}
      {parties('beneficiary')}
      {parties('sources')}
      <MeasureField ids={draft.measures} onChange={(measures) => set({ measures })} />
      {wrong('measures')}
      {text !== null && (
        <>
          <WordsField
            label={texts.mend.predicate}
            text={text}
            span={draft.predicate}
            within={sentence}
            onChange={(span) => span && set({ predicate: span })}
          />
          {wrong('predicate')}
          <WordsField
            label={texts.document.field.what}
            text={text}
            span={draft.what}
            within={sentence}
            onChange={(what) => set({ what })}
            canBeNone
          />
          {wrong('what')}
          <WhenField when={draft.when} text={text} within={sentence} onChange={(when) => set({ when })} />
          {wrong('when')}
        </>
      )}
      <AmountField
        quantities={draft.quantities}
        text={text}
        within={sentence}
        onChange={(quantities) => set({ quantities })}
      />
      {wrong('quantities')}
      <PlaceField places={draft.where} text={text} within={sentence} onChange={(where) => set({ where })} />
      {wrong('where')}
      <ConditionField
        conditions={draft.conditions}
        text={text}
        within={sentence}
        isBlind={isBlind}
        onChange={(conditions) => set({ conditions })}
      />
      {wrong('conditions')}
      {refused && <Refused problem={refused} />}
      <p class="row">
        <button type="submit" class="primary" disabled={isSending}>
          {texts.mend.save} <kbd>Enter</kbd>
        </button>
        <button type="button" onClick={onCancel}>
          {texts.mend.cancel} <kbd>Esc</kbd>
        </button>
      </p>
    </form>
  );
}

/** Why the server does not take what is written in a field. */
function Wrong({ of, field }: { readonly of: Problem | null; readonly field: keyof Draft }) {
  const found = of?.errors.filter(({ at }) => at === field) ?? [];
  if (found.length === 0) return null;
  return (
    <p class="wrong small" role="alert">
      {found.map(({ message }) => message.replace(`${field}: `, '')).join(' ')}
    </p>
  );
}

/** That nothing was saved; and why, where that is not the matter of a field. */
function Refused({ problem }: { readonly problem: Problem }) {
  const isOfField = problem.errors.some(({ at }) => FIELDS.some((field) => field === at));
  return (
    <p class="refused" role={isOfField ? undefined : 'alert'}>
      <strong>{texts.mend.refused}</strong> {!isOfField && problemText(problem)}{' '}
      {isOutrun(problem) && texts.mend.again}
    </p>
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
