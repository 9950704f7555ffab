import type { ComponentChildren } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { Span } from '../api-types.ts';
import { texts } from '../texts.ts';
import { WordsField } from './words-field.tsx';

/** One that is being written has no words yet; its own span says nothing. */
interface Draft<T> {
  readonly of: T;
  readonly span: Span | null;
  readonly key: number;
}

interface SeveralFieldProps<T extends Span> {
  readonly label: string;
  /** `Condition 1` */
  readonly nameOf: (n: number) => string;
  /** What it says, in words. */
  readonly about: (of: T) => string;
  readonly addLabel: string;
  /** A new one. */
  readonly blank: T;
  readonly parts: readonly T[];
  /** Null where the report's text is not served: then words cannot be chosen, and none added. */
  readonly text: string | null;
  readonly within: Span;
  /** What its words say of it. */
  readonly worded?: (of: T, words: string) => T;
  readonly head?: (of: T, set: (of: T) => void) => ComponentChildren;
  readonly children: (of: T, set: (of: T) => void) => ComponentChildren;
  readonly onChange: (parts: readonly T[]) => void;
}

/** What a claim says of one kind, each on words of the report: each can be changed or taken away, and new ones added. */
export function SeveralField<T extends Span>({
  label,
  nameOf,
  about,
  addLabel,
  blank,
  parts,
  text,
  within,
  worded = (of) => of,
  head,
  children,
  onChange,
}: SeveralFieldProps<T>) {
  const keys = useRef(0);
  const [drafts, setDrafts] = useState<readonly Draft<T>[]>(() =>
    parts.map((of) => ({ of, span: { start: of.start, end: of.end }, key: keys.current++ })),
  );
  const set = (next: readonly Draft<T>[]): void => {
    setDrafts(next);
    // One without words is none yet; its field keeps the form from being saved.
    onChange(next.flatMap(({ of, span }) => (span === null ? [] : [{ ...of, ...span }])));
  };
  return (
    <fieldset class="party-field several">
      <legend>{label}</legend>
      {drafts.map((draft, i) => {
        const put = (of: T): void => set(drafts.with(i, { ...draft, of }));
        return (
          <fieldset key={draft.key} class="part" aria-label={nameOf(i + 1)}>
            <div class="row">
              {head?.(draft.of, put) ?? <span class="soft">{about(draft.of)}</span>}
              <button
                type="button"
                aria-label={texts.mend.take(`${nameOf(i + 1)}: ${about(draft.of)}`)}
                onClick={() => set(drafts.toSpliced(i, 1))}
              >
                {texts.mend.takeAway} <span aria-hidden="true">×</span>
              </button>
            </div>
            {text !== null && (
              <WordsField
                label={texts.mend.itsWords}
                text={text}
                within={within}
                span={draft.span}
                onChange={(span) => {
                  const of = span === null ? draft.of : worded(draft.of, text.slice(span.start, span.end));
                  set(drafts.with(i, { ...draft, of, span }));
                }}
              />
            )}
            {children(draft.of, put)}
          </fieldset>
        );
      })}
      {text !== null && (
        <button
          type="button"
          onClick={() => set([...drafts, { of: blank, span: null, key: keys.current++ }])}
        >
          {addLabel}
        </button>
      )}
    </fieldset>
  );
}
