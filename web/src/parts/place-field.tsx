import type { Claim, Span } from '../api-types.ts';
import { texts } from '../texts.ts';
import { KindSelect } from './kind-select.tsx';
import { SeveralField } from './several-field.tsx';

type Place = Claim['where'][number];

const { where: words } = texts.mend;
const NOWHERE: Place = { start: 0, end: 0, kind: 'place', name: '' };

/** Where it is to happen, or where not. */
export function PlaceField({
  places,
  text,
  within,
  onChange,
}: {
  readonly places: readonly Place[];
  readonly text: string | null;
  readonly within: Span;
  readonly onChange: (places: readonly Place[]) => void;
}) {
  return (
    <SeveralField
      label={texts.document.field.where}
      nameOf={words.name}
      about={({ name }) => name}
      addLabel={words.add}
      blank={NOWHERE}
      parts={places}
      text={text}
      within={within}
      worded={(of, said) => (of.name === '' ? { ...of, name: said } : of)}
      onChange={onChange}
      head={(of, set) => (
        <KindSelect
          label={words.kind}
          names={words.kinds}
          kind={of.kind}
          onChange={(kind) => set({ ...of, kind })}
        />
      )}
    >
      {(of, set) => (
        <fieldset class="party-field">
          <legend>{words.called}</legend>
          <input
            required
            aria-label={words.called}
            autocomplete="off"
            value={of.name}
            onInput={(event) => set({ ...of, name: event.currentTarget.value })}
          />
        </fieldset>
      )}
    </SeveralField>
  );
}
