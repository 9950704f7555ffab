import { useEffect, useRef, useState } from 'preact/hooks';
import type { Span } from '../api-types.ts';
import { selectedSpan } from '../selected-words.ts';
import { texts } from '../texts.ts';
import { placesOf } from '../word-places.ts';

interface WordsFieldProps {
  readonly label: string;
  readonly text: string;
  /** Where the words are looked for first: their sentence. */
  readonly within: Span;
  readonly span: Span | null;
  readonly onChange: (span: Span | null) => void;
  readonly canBeNone?: boolean;
}

/** Words of the report: written, or selected above and taken. While they do not stand there, the form cannot be saved. */
export function WordsField({ label, text, within, span, onChange, canBeNone = false }: WordsFieldProps) {
  const wordsAt = (of: Span | null): string => (of === null ? '' : text.slice(of.start, of.end));
  const [written, write] = useState(wordsAt(span));
  const input = useRef<HTMLInputElement>(null);
  const words = written.trim();
  // What was taken as it stands is not looked for: it may go over the end of a line.
  const places = span !== null && words === wordsAt(span) ? [span] : placesOf(words, text, within);
  const everywhere = span === null ? [] : placesOf(words, text, within);
  const here = everywhere.findIndex(({ start }) => start === span?.start);
  const wrong =
    words === '' ? (canBeNone ? '' : texts.mend.needed) : places.length > 0 ? '' : texts.mend.notThere;
  useEffect(() => input.current?.setCustomValidity(wrong), [wrong]);
  const set = (value: string): void => {
    write(value);
    const [first = null] = placesOf(value.trim(), text, within);
    if (first !== null || canBeNone) onChange(first);
  };
  return (
    <fieldset class="party-field words-field">
      <legend>{label}</legend>
      <input
        ref={input}
        class="read"
        aria-label={label}
        aria-invalid={wrong !== '' && words !== ''}
        autocomplete="off"
        value={written}
        placeholder={canBeNone ? texts.mend.none : texts.mend.writeWords}
        onInput={(event) => set(event.currentTarget.value)}
      />
      {wrong !== '' && words !== '' && <span class="wrong small">{wrong}</span>}
      {everywhere.length > 1 && (
        <button
          type="button"
          title={texts.mend.nextPlace}
          onClick={() => onChange(everywhere[(here + 1) % everywhere.length] ?? span)}
        >
          {texts.mend.place(here + 1, everywhere.length)}
        </button>
      )}
      <button
        type="button"
        // The selection must not go when the button is pressed.
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => {
          const selected = selectedSpan();
          if (selected === null) return;
          write(wordsAt(selected));
          onChange(selected);
        }}
      >
        {texts.mend.takeWords}
      </button>
    </fieldset>
  );
}
