import { useState } from 'preact/hooks';
import type { Claim, Span } from '../api-types.ts';
import { boundsText } from '../compared-words.ts';
import { texts } from '../texts.ts';
import { SeveralField } from './several-field.tsx';

type Quantity = Claim['quantities'][number];

const { amount: words } = texts.mend;
const NO_AMOUNT: Quantity = { start: 0, end: 0, value: null, low: null, high: null, about: false, unit: '' };

const saidOf = (of: Quantity): string =>
  of.value === null && of.low === null && of.high === null
    ? of.unit
    : `${of.about ? `${words.about} ` : ''}${boundsText(of)}`;

/** How much: a number or its bounds, of what. */
export function AmountField({
  quantities,
  text,
  within,
  onChange,
}: {
  readonly quantities: readonly Quantity[];
  readonly text: string | null;
  readonly within: Span;
  readonly onChange: (quantities: readonly Quantity[]) => void;
}) {
  return (
    <SeveralField
      label={texts.document.field.quantities}
      nameOf={words.name}
      about={saidOf}
      addLabel={words.add}
      blank={NO_AMOUNT}
      parts={quantities}
      text={text}
      within={within}
      onChange={onChange}
    >
      {(of, set) => (
        <div class="row amount">
          {/* A number that is known is bounded by nothing else. */}
          <NumberInput
            label={words.value}
            value={of.value}
            onChange={(value) => set({ ...of, value, low: null, high: null })}
          />
          <NumberInput
            label={words.low}
            value={of.low}
            onChange={(low) => set({ ...of, low, value: null })}
          />
          <NumberInput
            label={words.high}
            value={of.high}
            onChange={(high) => set({ ...of, high, value: null })}
          />
          <label>
            {words.unit}{' '}
            <input
              required
              class="unit"
              list="units"
              autocomplete="off"
              value={of.unit}
              onInput={(event) => set({ ...of, unit: event.currentTarget.value.trim() })}
            />
          </label>
          <label>
            <input
              type="checkbox"
              checked={of.about}
              onChange={(event) => set({ ...of, about: event.currentTarget.checked })}
            />{' '}
            {words.about}
          </label>
          <datalist id="units">
            {words.units.map((unit) => (
              <option key={unit} value={unit} />
            ))}
          </datalist>
        </div>
      )}
    </SeveralField>
  );
}

function NumberInput({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: number | null;
  readonly onChange: (value: number | null) => void;
}) {
  const [written, write] = useState('');
  // What is being written (`1.`) stays as long as it means the number.
  const isMeant = written === '' ? value === null : Number(written) === value;
  return (
    <label>
      {label}{' '}
      <input
        type="number"
        class="number"
        min={0}
        step="any"
        value={isMeant ? written : `${value ?? ''}`}
        onInput={({ currentTarget: { value: now } }) => {
          write(now);
          onChange(now === '' ? null : Number(now));
        }}
      />
    </label>
  );
}
