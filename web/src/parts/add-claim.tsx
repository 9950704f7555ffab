import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Span } from '../api-types.ts';
import { decideTold } from '../deciding.ts';
import { sentenceAround } from '../segments.ts';
import { selectedSpan } from '../selected-words.ts';
import { texts } from '../texts.ts';
import { MendForm, NOTHING_SAID } from './mend-form.tsx';

/** Words that are selected in a report become a claim by hand. */
export function AddClaim({
  report,
  text,
  sentences,
}: {
  readonly report: string;
  readonly text: string;
  readonly sentences: readonly Span[];
}) {
  const [selected, setSelected] = useState<Span | null>(null);
  const [span, setSpan] = useState<Span | null>(null);
  useEffect(() => {
    const look = (): void => setSelected(selectedSpan());
    document.addEventListener('selectionchange', look);
    return () => document.removeEventListener('selectionchange', look);
  }, []);
  const form = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    if (form.current !== null) showSelected(form.current);
  }, [span]);
  if (span !== null)
    return (
      <section ref={form} class="adding-claim">
        <MendForm
          claim={{ ...NOTHING_SAID, act: 'commit', predicate: span }}
          text={text}
          sentence={sentenceAround(span, sentences)}
          isNew
          onSave={async ({ fields, parties }) => {
            await decideTold({ kind: 'add', report, fields, parties });
            setSpan(null);
          }}
          onCancel={() => setSpan(null)}
        />
      </section>
    );
  if (selected === null) return null;
  return (
    <p class="add-claim">
      <button
        type="button"
        class="primary"
        // The selection must not go when the button is pressed.
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => setSpan(selected)}
      >
        {texts.document.addClaim}
      </button>
    </p>
  );
}

/** Where the form has no room beside the text, the selected words are brought above it. */
function showSelected(form: HTMLElement): void {
  const selection = getSelection();
  if (selection === null || selection.rangeCount === 0) return;
  const words = selection.getRangeAt(0).getBoundingClientRect();
  const { left, top } = form.getBoundingClientRect();
  if (left < words.right && words.bottom > top) scrollBy(0, words.bottom - top + LINE);
}
const LINE = 24;
