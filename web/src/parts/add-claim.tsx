import { useEffect, useState } from 'preact/hooks';
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
  if (span !== null)
    return (
      <section class="add-claim">
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
