import { useEffect, useState } from 'preact/hooks';
import { bookChanged, plain, tell, useAnswer } from '../api.ts';
import type { Coding, Mark, ReportFile, Span } from '../api-types.ts';
import { sayProblem } from '../deciding.ts';
import { dateText } from '../format.ts';
import { useKeys } from '../keys.ts';
import { learn } from '../names.ts';
import { CodedText } from '../parts/coded-text.tsx';
import { MarkCard } from '../parts/mark-card.tsx';
import { type Mended, MendForm, NOTHING_SAID } from '../parts/mend-form.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { ReviewTabs } from '../parts/review-tabs.tsx';
import { Answered, Empty } from '../parts/states.tsx';
import { change, go, to, usePlace } from '../router.ts';
import { overlaps } from '../segments.ts';
import { selectedSpan } from '../selected-words.ts';
import { may, me } from '../session.ts';
import { texts } from '../texts.ts';
import { toast } from '../toasts.ts';
import { useShared } from '../value.ts';

/** A report as it came, to be coded from nothing: neither what was read nor what others marked or decided is asked for. */
export default function BlindReportPage({ id }: { readonly id: string }) {
  useShared(me);
  const report = `/reports/${encodeURIComponent(id)}`;
  const mayCode = may('propose');
  const file = useAnswer<ReportFile>(plain(report, { blind: 'yes' }));
  const own = useAnswer<{ readonly coding: Coding | null }>(mayCode ? plain(`${report}/coding`) : null);
  // What was marked here is asked anew wherever it is looked at next.
  useEffect(() => bookChanged, []);
  if (!mayCode)
    return (
      <>
        <PageHead title={texts.blind.title} />
        <ReviewTabs of="/review/blind" />
        <p class="banner as-of-banner">{texts.blind.readOnly}</p>
      </>
    );
  return (
    <Answered of={file} alone>
      {({ report: { title, publisher, published }, text, sentences }) => (
        <>
          <PageHead
            title={title ?? texts.stories.untitled}
            about={[publisher ?? texts.quote.noPublisher, dateText(published) || texts.quote.undated].join(
              ' · ',
            )}
          />
          <ReviewTabs of="/review/blind" />
          {text === null || sentences.length === 0 ? (
            <Empty title={texts.blind.noText}>
              <p>{texts.blind.noTextAbout}</p>
            </Empty>
          ) : (
            <Answered of={own}>
              {({ coding }) => (
                <CodingOf key={id} report={id} text={text} sentences={sentences} stored={coding} />
              )}
            </Answered>
          )}
        </>
      )}
    </Answered>
  );
}

/** Null of a new mark. */
type Written = { readonly mark: Mark | null; readonly predicate: Span | null } | null;

function CodingOf({
  report,
  text,
  sentences,
  stored,
}: {
  readonly report: string;
  readonly text: string;
  readonly sentences: readonly Span[];
  readonly stored: Coding | null;
}) {
  const { query } = usePlace();
  const [coding, setCoding] = useState(stored);
  const [written, write] = useState<Written>(null);
  const [isTaking, setTaking] = useState(false);
  const wanted = Number(query.get('sentence') ?? '1') - 1;
  const at = Number.isInteger(wanted) ? Math.max(0, Math.min(sentences.length - 1, wanted)) : 0;
  const sentence = sentences[at] ?? { start: 0, end: text.length };
  const marks = coding?.marks ?? [];
  const here = marks.filter(({ predicate }) => overlaps(predicate, sentence));
  const done = coding?.done ?? false;
  const toSentence = (n: number): void => {
    setTaking(false);
    change({ sentence: String(Math.max(0, Math.min(sentences.length - 1, n)) + 1) }, { replace: true });
  };
  const tellStep = async (said: object): Promise<void> => {
    const next = await tell<Coding>('POST', plain(`/reports/${encodeURIComponent(report)}/coding`), said);
    learn(next);
    setCoding(next);
  };
  const step = async (said: object): Promise<boolean> => {
    try {
      await tellStep(said);
      return true;
    } catch (error) {
      sayProblem(error);
      return false;
    }
  };
  const save = async (mended: Mended): Promise<void> => {
    const mark = written?.mark ?? null;
    const how = mark === null ? { kind: 'mark' } : { kind: 'change', mark: mark.id };
    await tellStep({ ...how, ...mended });
    write(null);
  };
  const begin = (): void => {
    const selected = selectedSpan();
    const around = selected && sentences.findIndex((one) => overlaps(one, selected));
    if (typeof around === 'number' && around >= 0 && around !== at) toSentence(around);
    write({ mark: null, predicate: selected });
  };
  const takeAway = async (mark: Mark): Promise<void> => {
    setTaking(false);
    if (await step({ kind: 'unmark', mark: mark.id })) toast(texts.blind.takenAway);
  };
  const finish = async (): Promise<void> => {
    if (!(await step({ kind: 'done', done: !done }))) return;
    toast(done ? texts.blind.opened : texts.blind.finished);
    if (!done) go(to('/review/blind'));
  };
  const numbered = here
    .slice(0, 9)
    .map((mark, i): readonly [string, () => void] => [
      String(i + 1),
      () => (isTaking ? void takeAway(mark) : write({ mark, predicate: mark.predicate })),
    ]);
  const keys = {
    j: () => toSentence(at + 1),
    ArrowDown: () => toSentence(at + 1),
    k: () => toSentence(at - 1),
    ArrowUp: () => toSentence(at - 1),
    m: begin,
    ...(here.length > 0 && { x: () => setTaking(!isTaking) }),
    ...(isTaking && { Escape: () => setTaking(false) }),
    f: () => void finish(),
    ...Object.fromEntries(numbered),
  };
  useKeys(written === null ? keys : {});
  return (
    <div class="review coding">
      <CodedText text={text} sentences={sentences} at={at} marks={marks} onChoose={toSentence} />
      <section class="coding-now" aria-label={texts.blind.panel}>
        <p role="status">
          <strong>{texts.blind.sentence(at + 1, sentences.length)}</strong>{' '}
          <span class="soft">
            {[texts.blind.marks(marks.length), done && texts.blind.states.done].filter(Boolean).join(' · ')}
          </span>
        </p>
        {written === null ? (
          <>
            {isTaking && <p class="banner as-of-banner">{texts.blind.whichToTake}</p>}
            {here.map((mark, i) => (
              <MarkCard
                key={mark.id}
                mark={mark}
                text={text}
                number={i + 1}
                onChange={() => write({ mark, predicate: mark.predicate })}
                onTakeAway={() => void takeAway(mark)}
              />
            ))}
            <p class="row decide">
              <button type="button" class="primary" aria-keyshortcuts="m" onClick={begin}>
                {texts.blind.mark} <kbd>m</kbd>
              </button>
              <button type="button" aria-keyshortcuts="f" onClick={() => void finish()}>
                {done ? texts.blind.open : texts.blind.finish} <kbd>f</kbd>
              </button>
            </p>
            {here.length === 0 && <p class="soft small">{texts.blind.how}</p>}
          </>
        ) : (
          <MendForm
            claim={written.mark ?? { ...NOTHING_SAID, predicate: written.predicate }}
            text={text}
            sentence={sentence}
            isNew={written.mark === null}
            isBlind
            onSave={save}
            onCancel={() => write(null)}
          />
        )}
      </section>
    </div>
  );
}
