import { useState } from 'preact/hooks';
import type { Claim, Span } from '../api-types.ts';
import { texts } from '../texts.ts';
import { WordsField } from './words-field.tsx';

type When = NonNullable<Claim['when']>;
type Days = Omit<When, keyof Span>;

const { when: words } = texts.mend;
const UNITS = Object.keys(words.units) as readonly When['granularity'][];

/** When it is to happen, in the report's words, and the days that these mean; without words there is no such time. */
export function WhenField({
  when,
  text,
  within,
  onChange,
}: {
  readonly when: Claim['when'];
  readonly text: string;
  readonly within: Span;
  readonly onChange: (when: Claim['when']) => void;
}) {
  // Days that were set stay while other words are written.
  const [days, setDays] = useState<Days>(
    when === null
      ? { from: null, to: null, granularity: 'day' }
      : { from: when.from, to: when.to, granularity: when.granularity },
  );
  const span = when && { start: when.start, end: when.end };
  const set = (change: Partial<Days>): void => {
    const next = { ...days, ...change };
    setDays(next);
    if (span !== null) onChange({ ...span, ...next });
  };
  return (
    <>
      <WordsField
        label={texts.document.field.when}
        text={text}
        within={within}
        span={span}
        onChange={(at) => onChange(at && { ...at, ...days })}
        canBeNone
      />
      {span !== null && (
        <fieldset class="party-field days">
          <legend>{words.days}</legend>
          <label>
            {words.from}{' '}
            <input
              type="date"
              value={days.from ?? ''}
              onInput={({ currentTarget: { value } }) =>
                // A single day is the usual case.
                set({
                  from: value || null,
                  ...((days.to === null || days.to === days.from) && { to: value || null }),
                })
              }
            />
          </label>
          <label>
            {words.to}{' '}
            <input
              type="date"
              value={days.to ?? ''}
              onInput={({ currentTarget: { value } }) => set({ to: value || null })}
            />
          </label>
          <select
            aria-label={words.unit}
            value={days.granularity}
            onChange={({ currentTarget: { value } }) => {
              const granularity = UNITS.find((one) => one === value);
              if (granularity) set({ granularity });
            }}
          >
            {UNITS.map((unit) => (
              <option key={unit} value={unit}>
                {words.units[unit]}
              </option>
            ))}
          </select>
        </fieldset>
      )}
    </>
  );
}
