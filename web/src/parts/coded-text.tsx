import { useEffect, useRef } from 'preact/hooks';
import type { Mark, Span } from '../api-types.ts';
import { paragraphs, segments, tracks } from '../segments.ts';

type Thing = Span & { readonly track: number | null; readonly sentence: number | null };

/** As many marks as have a line of their own below the words. */
const TRACKS = 3;

/** A whole text, the sentence that is looked at, and what the coder has marked. A click goes to a sentence. */
export function CodedText({
  text,
  sentences,
  at,
  marks,
  onChoose,
}: {
  readonly text: string;
  readonly sentences: readonly Span[];
  readonly at: number;
  readonly marks: readonly Mark[];
  readonly onChoose: (sentence: number) => void;
}) {
  const box = useRef<HTMLDivElement>(null);
  const choose = useRef(onChoose);
  choose.current = onChoose;
  useEffect(() => {
    box.current?.querySelector('.sentence-now')?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  useEffect(() => {
    const element = box.current;
    // Words that are selected by dragging are no click on their sentence.
    const onClick = ({ target }: MouseEvent): void => {
      const of = target instanceof Element ? target.closest<HTMLElement>('[data-sentence]') : null;
      if (of !== null && getSelection()?.isCollapsed) choose.current(Number(of.dataset['sentence']));
    };
    element?.addEventListener('click', onClick);
    return () => element?.removeEventListener('click', onClick);
  }, []);
  const lanes = tracks(marks.map(({ evidence }) => evidence));
  const things: readonly Thing[] = [
    ...sentences.map(({ start, end }, i) => ({ start, end, sentence: i, track: null })),
    ...marks.map(({ evidence: { start, end } }, i) => ({
      start,
      end,
      sentence: null,
      track: Math.min(TRACKS - 1, lanes[i] ?? 0),
    })),
  ];
  return (
    <div ref={box} class="coded-text">
      {paragraphs(text).map((paragraph) => (
        <p key={paragraph.start} class="words" data-from={paragraph.start}>
          {segments(paragraph, things).map(({ start, end, under }) => {
            const sentence = under.find((thing) => thing.sentence !== null)?.sentence ?? null;
            const drawn = under.flatMap(({ track }) => (track === null ? [] : [`marked track-${track}`]));
            return (
              <span
                key={start}
                class={['seg', ...drawn, sentence === at && 'sentence-now'].filter(Boolean).join(' ')}
                {...(sentence !== null && { 'data-sentence': sentence })}
              >
                {text.slice(start, end)}
              </span>
            );
          })}
        </p>
      ))}
    </div>
  );
}
