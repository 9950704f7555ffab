import '../styles/document.css';
import '../styles/mend.css';
import '../styles/review.css';
import { useEffect, useReducer, useRef, useState } from 'preact/hooks';
import { bookChanged, plain, prefetch, question, useAnswer } from '../api.ts';
import type { Leads, Page, ReportFile, ReviewedClaim } from '../api-types.ts';
import { claimFields } from '../claim-fields.ts';
import { decide, type Outcome, type Said, sayProblem } from '../deciding.ts';
import { type Keys, useKeys } from '../keys.ts';
import { Act } from '../parts/entry-sentences.tsx';
import { MarkedText } from '../parts/marked-text.tsx';
import { MendForm } from '../parts/mend-form.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { ReportLine, Sentence, toClaim } from '../parts/quote.tsx';
import { Answered, Empty } from '../parts/states.tsx';
import { change, go, to, usePlace } from '../router.ts';
import { paragraphs } from '../segments.ts';
import { me } from '../session.ts';
import { texts } from '../texts.ts';
import { toast } from '../toasts.ts';
import { useShared } from '../value.ts';

type Queue = Page<ReviewedClaim> & Leads;

/** So many wait in the browser, with the reports of the next few. */
const AHEAD = 50;
const REPORTS_AHEAD = 4;
const SHOWN_NEXT = 12;

export default function ReviewPage() {
  const { query } = usePlace();
  const { right } = useShared(me);
  const answer = useAnswer<Queue>(question('/review', { report: query.get('report'), limit: String(AHEAD) }));
  // What was decided here is seen everywhere once the queue is left.
  useEffect(() => bookChanged, []);
  return (
    <>
      <PageHead title={texts.review.title} about={texts.review.about}>
        <label>
          <input
            type="checkbox"
            checked={query.get('blind') === 'yes'}
            onChange={(event) => change({ blind: event.currentTarget.checked ? 'yes' : null })}
          />{' '}
          {texts.review.blind}
        </label>
        <a class="button" href={to('/reports', { review: 'in-work' })}>
          {texts.review.reports}
        </a>
      </PageHead>
      {right !== 'decide' && <p class="banner as-of-banner">{texts.review.readOnly}</p>}
      <Answered of={answer}>
        {(queue) => (
          <Reviewing queue={queue} mayDecide={right === 'decide'} isBlind={query.get('blind') === 'yes'} />
        )}
      </Answered>
    </>
  );
}

interface Done {
  readonly claim: ReviewedClaim;
  readonly outcome: Promise<Outcome | null>;
}

interface Work {
  readonly gone: ReadonlySet<string>;
  readonly done: readonly Done[];
  readonly at: number;
}

/** Decisions are sent while the next claim is already shown; one that is refused comes back. */
function Reviewing({
  queue,
  mayDecide,
  isBlind,
}: {
  readonly queue: Queue;
  readonly mayDecide: boolean;
  readonly isBlind: boolean;
}) {
  // Not drawn state: two quick keys are two claims, though nothing was drawn in between.
  const work = useRef<Work>({ gone: new Set(), done: [], at: 0 });
  const [, redraw] = useReducer((n: number) => n + 1, 0);
  const [isMending, setMending] = useState(false);
  const set = (change: Partial<Work>): void => {
    work.current = { ...work.current, ...change };
    redraw(undefined);
  };
  const left = (): readonly ReviewedClaim[] => queue.items.filter(({ id }) => !work.current.gone.has(id));
  const placeNow = (): number => Math.min(work.current.at, left().length - 1);
  const [waiting, here] = [left(), placeNow()];
  const { done, gone } = work.current;
  const claim = waiting[here];
  const setAt = (at: number): void => set({ at: Math.max(0, Math.min(at, left().length - 1)) });
  const bringBack = (id: string): void => {
    set({ gone: new Set([...work.current.gone].filter((one) => one !== id)) });
    setAt(left().findIndex((one) => one.id === id));
  };
  const take = (said: (claim: ReviewedClaim) => Said): void => {
    const one = left()[placeNow()];
    if (one === undefined || !mayDecide) return;
    const outcome = decide(said(one), { claim: one }).catch((error: unknown) => {
      sayProblem(error);
      bringBack(one.id);
      return null;
    });
    set({
      done: [...work.current.done, { claim: one, outcome }],
      gone: new Set([...work.current.gone, one.id]),
    });
    setMending(false);
  };
  const accept = (): void => take(({ id }) => ({ kind: 'accept', claim: id }));
  const reject = (): void => take(({ id }) => ({ kind: 'reject', claim: id }));
  const undo = async (): Promise<void> => {
    const last = work.current.done.at(-1);
    if (last === undefined) return;
    set({ done: work.current.done.slice(0, -1) });
    const outcome = await last.outcome;
    if (outcome === null) return;
    try {
      await decide({ kind: 'undo', decision: outcome.decision });
      bringBack(last.claim.id);
      // The queue was asked for since, without it.
      if (!queue.items.some(({ id }) => id === last.claim.id)) bookChanged();
      toast(texts.review.undone);
    } catch (error) {
      sayProblem(error);
    }
  };
  useEffect(() => {
    for (const { report } of waiting.slice(here, here + REPORTS_AHEAD))
      prefetch(plain(`/reports/${encodeURIComponent(report)}`));
    // The queue runs dry while the book has more.
    if (waiting.length < 5 && queue.next !== null && gone.size > 0)
      Promise.all(done.map(({ outcome }) => outcome)).then(() => bookChanged());
  }, [here, waiting.length]);
  const keys: Keys = {
    j: () => setAt(placeNow() + 1),
    k: () => setAt(placeNow() - 1),
    ...(claim && { o: () => go(toClaim(claim.id, claim.report)) }),
    ...(mayDecide &&
      claim && {
        a: accept,
        r: reject,
        m: () => setMending(true),
      }),
    ...(mayDecide && { u: () => void undo() }),
  };
  useKeys(keys);
  if (claim === undefined)
    return (
      <Empty title={texts.review.none}>
        <p>{done.length > 0 ? texts.review.doneHere(done.length) : texts.review.noneAbout}</p>
        {done.length > 0 && (
          <p>
            <button type="button" onClick={() => void undo()}>
              {texts.review.undo} <kbd>u</kbd>
            </button>
          </p>
        )}
      </Empty>
    );
  return (
    <div class="review">
      <section class="review-now" data-current>
        <Context claim={claim} />
        {isMending ? (
          <Mending
            claim={claim}
            onDone={(mended) =>
              mended ? take(({ id }) => ({ kind: 'mend', claim: id, ...mended })) : setMending(false)
            }
          />
        ) : (
          <article class="card">
            <h2>
              <Act claim={claim} />
            </h2>
            <Fields claim={claim} isBlind={isBlind} />
          </article>
        )}
        {mayDecide && !isMending && (
          <p class="row decide">
            <button type="button" class="primary" aria-keyshortcuts="a" onClick={accept}>
              {texts.review.accept} <kbd>a</kbd>
            </button>
            <button type="button" aria-keyshortcuts="r" onClick={reject}>
              {texts.review.reject} <kbd>r</kbd>
            </button>
            <button type="button" aria-keyshortcuts="m" onClick={() => setMending(true)}>
              {texts.review.mend} <kbd>m</kbd>
            </button>
            <button
              type="button"
              aria-keyshortcuts="u"
              disabled={done.length === 0}
              onClick={() => void undo()}
            >
              {texts.review.undo} <kbd>u</kbd>
            </button>
          </p>
        )}
      </section>
      <aside>
        <p role="status">
          <strong>{texts.review.left(queue.total - queue.items.length + waiting.length)}</strong>
          {done.length > 0 && <span class="soft"> · {texts.review.doneHere(done.length)}</span>}
        </p>
        <ol class="queue" aria-label={texts.review.queue}>
          {waiting.slice(here, here + SHOWN_NEXT).map((one, i) => (
            <li key={one.id}>
              <button
                type="button"
                class="plain-button"
                aria-current={i === 0 ? 'true' : undefined}
                onClick={() => setAt(here + i)}
              >
                <Act claim={one} />
              </button>
            </li>
          ))}
        </ol>
      </aside>
    </div>
  );
}

/** The paragraph in which the claim stands; its sentence alone where texts are not served, or not yet there. */
function Context({ claim }: { readonly claim: ReviewedClaim }) {
  const { data } = useAnswer<ReportFile>(plain(`/reports/${encodeURIComponent(claim.report)}`));
  const text = data?.report.id === claim.report ? data.text : null;
  const paragraph =
    text === null
      ? null
      : paragraphs(text).find(
          ({ start, end }) => start <= claim.sentence.start && claim.sentence.start < end,
        );
  const { quote } = claim;
  return (
    <div data-quote={JSON.stringify({ sentence: quote.sentence, report: quote.report })}>
      <p class="words" data-from={paragraph?.start}>
        {text !== null && paragraph ? (
          <MarkedText
            text={text}
            of={paragraph}
            things={[{ ...claim.evidence, kind: 'at' as const }]}
            chosen={claim.id}
          />
        ) : (
          <Sentence of={quote} />
        )}
      </p>
      <ReportLine id={claim.report} claim={claim.id} />
    </div>
  );
}

function Fields({ claim, isBlind }: { readonly claim: ReviewedClaim; readonly isBlind: boolean }) {
  const { data } = useAnswer<ReportFile>(plain(`/reports/${encodeURIComponent(claim.report)}`));
  const text = data?.report.id === claim.report ? data.text : null;
  return (
    <dl class="fields">
      {claimFields(claim, text)
        .filter(({ name }) => !(isBlind && name === 'confidence'))
        .map(({ name, value }) => (
          <div key={name}>
            <dt>{texts.document.field[name]}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

function Mending({
  claim,
  onDone,
}: {
  readonly claim: ReviewedClaim;
  readonly onDone: (mended: { readonly fields: object; readonly parties: readonly unknown[] } | null) => void;
}) {
  const { data } = useAnswer<ReportFile>(plain(`/reports/${encodeURIComponent(claim.report)}`));
  const text = data?.report.id === claim.report ? data.text : null;
  return (
    <MendForm
      claim={claim}
      text={text}
      sentence={claim.sentence}
      onSave={onDone}
      onCancel={() => onDone(null)}
    />
  );
}
