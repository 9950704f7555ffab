import { useEffect, useState } from 'preact/hooks';
import { ask, bookChanged, plain, question, useAnswer } from '../api.ts';
import type { ClaimFile, PerhapsMissed, ReviewedClaim } from '../api-types.ts';
import { claimFields } from '../claim-fields.ts';
import { isOutrun } from '../deciding.ts';
import { shareText } from '../format.ts';
import { useKeys } from '../keys.ts';
import { Act } from '../parts/entry-sentences.tsx';
import { InContext, useText } from '../parts/in-context.tsx';
import { type Mended, MendForm, NOTHING_SAID } from '../parts/mend-form.tsx';
import { Nothing } from '../parts/nothing.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { toClaim } from '../parts/quote.tsx';
import { ReviewTabs } from '../parts/review-tabs.tsx';
import { Answered } from '../parts/states.tsx';
import { isMissed, type Queue, type QueueItem, useWork } from '../review-queue.ts';
import { change, go, to, usePlace } from '../router.ts';
import { me } from '../session.ts';
import { texts } from '../texts.ts';
import { useShared } from '../value.ts';

/** So many wait in the browser. */
const AHEAD = 50;
const SHOWN_NEXT = 12;

export default function ReviewPage() {
  const { query } = usePlace();
  const { right } = useShared(me);
  const missed = query.get('missed') === 'no' ? 'no' : 'yes';
  const asked = { report: query.getAll('report'), missed, limit: String(AHEAD) };
  const answer = useAnswer<Queue>(question('/review', asked));
  // What was decided here is seen everywhere once the queue is left.
  useEffect(() => bookChanged, []);
  return (
    <>
      <PageHead title={texts.review.title} about={texts.review.about}>
        <label>
          <input
            type="checkbox"
            checked={missed === 'yes'}
            onChange={(event) => change({ missed: event.currentTarget.checked ? null : 'no' })}
          />{' '}
          {texts.review.withMissed}
        </label>
        <a class="button" href={to('/reports', { review: 'in-work' })}>
          {texts.review.reports}
        </a>
      </PageHead>
      <ReviewTabs of="/review" />
      {right !== 'decide' && <p class="banner as-of-banner">{texts.review.readOnly}</p>}
      <Answered of={answer}>{(queue) => <Reviewing queue={queue} mayDecide={right === 'decide'} />}</Answered>
    </>
  );
}

function Reviewing({ queue, mayDecide }: { readonly queue: Queue; readonly mayDecide: boolean }) {
  const { waiting, here, done, move, take, save, undo } = useWork(queue);
  /** What is written on stays on the screen, also when somebody else takes it out of the queue. */
  const [written, setWritten] = useState<QueueItem | null>(null);
  const isWriting = written !== null;
  const item = written ?? waiting[here];
  const write = (): void => setWritten(item ?? null);
  const accept = (): void => take(({ id }) => ({ kind: 'accept', claim: id }));
  const reject = (): void =>
    take((one) =>
      isMissed(one)
        ? { kind: 'dismiss', report: one.report, words: one.predicate }
        : { kind: 'reject', claim: one.id },
    );
  const saveWritten = async (one: QueueItem, mended: Mended): Promise<void> => {
    try {
      await save(
        one,
        isMissed(one)
          ? { kind: 'add', report: one.report, ...mended }
          : { kind: 'mend', claim: one.id, ...mended },
      );
      setWritten(null);
    } catch (error) {
      // What stands there now is mended next.
      if (isOutrun(error)) setWritten(await asItIsNow(one));
      throw error;
    }
  };
  const keys = {
    j: () => move(1),
    k: () => move(-1),
    ...(item && { o: () => go(isMissed(item) ? toWords(item) : toClaim(item.id, item.report)) }),
    ...(mayDecide && item && { a: isMissed(item) ? write : accept, r: reject, m: write }),
    ...(mayDecide && { u: undo }),
  };
  useKeys(isWriting ? {} : keys);
  if (item === undefined)
    return (
      <Nothing title={texts.review.none}>
        <p>{done > 0 ? texts.review.doneHere(done) : texts.review.noneAbout}</p>
        {done > 0 && (
          <p>
            <button type="button" onClick={undo}>
              {texts.review.undo} <kbd>u</kbd>
            </button>
          </p>
        )}
      </Nothing>
    );
  return (
    <div class="review">
      <section class="review-now" data-current>
        <InContext
          report={item.report}
          claim={isMissed(item) ? null : item.id}
          quote={item.quote}
          at={isMissed(item) ? item.predicate : item.evidence}
        />
        {isWriting ? (
          <Writing
            key={item.id}
            item={item}
            onSave={(mended) => saveWritten(item, mended)}
            onCancel={() => {
              setWritten(null);
              // It may have left the queue meanwhile.
              if (!waiting.includes(item)) bookChanged();
            }}
          />
        ) : isMissed(item) ? (
          <Missed item={item} />
        ) : (
          <Proposed claim={item} />
        )}
        {mayDecide && !isWriting && (
          <p class="row decide">
            <button
              type="button"
              class="primary"
              aria-keyshortcuts="a"
              onClick={isMissed(item) ? write : accept}
            >
              {isMissed(item) ? texts.review.mark : texts.review.accept} <kbd>a</kbd>
            </button>
            <button type="button" aria-keyshortcuts="r" onClick={reject}>
              {isMissed(item) ? texts.review.dismiss : texts.review.reject} <kbd>r</kbd>
            </button>
            {!isMissed(item) && (
              <button type="button" aria-keyshortcuts="m" onClick={write}>
                {texts.review.mend} <kbd>m</kbd>
              </button>
            )}
            <button type="button" aria-keyshortcuts="u" disabled={done === 0} onClick={undo}>
              {texts.review.undo} <kbd>u</kbd>
            </button>
          </p>
        )}
      </section>
      <aside>
        <p role="status">
          <strong>{texts.review.left(queue.total - queue.items.length + waiting.length)}</strong>
          {done > 0 && <span class="soft"> · {texts.review.doneHere(done)}</span>}
        </p>
        <ol class="queue" aria-label={texts.review.queue}>
          {waiting.slice(here, here + SHOWN_NEXT).map((one, i) => (
            <li key={one.id}>
              <button
                type="button"
                class="plain-button"
                aria-current={i === 0 ? 'true' : undefined}
                onClick={() => move(i)}
              >
                {isMissed(one) ? (
                  <span class="act">{texts.review.missedIn(wordsOf(one))}</span>
                ) : (
                  <Act claim={one} />
                )}
              </button>
            </li>
          ))}
        </ol>
      </aside>
    </div>
  );
}

/** A claim on which somebody else has decided; itself where nothing stands in its place. */
async function asItIsNow(item: QueueItem): Promise<QueueItem> {
  const { now } = await ask<ClaimFile>(plain(`/claims/${encodeURIComponent(item.id)}`));
  return now.find(({ id }) => id === item.id) ?? item;
}

const wordsOf = ({ quote: { sentence, evidence } }: PerhapsMissed): string =>
  sentence.slice(evidence.start, evidence.end);

const toWords = ({ report, predicate: { start, end } }: PerhapsMissed): string =>
  to(`/reports/${encodeURIComponent(report)}`, { at: `${start}-${end}` });

function Proposed({ claim }: { readonly claim: ReviewedClaim }) {
  const text = useText(claim.report);
  return (
    <article class="card">
      <h2>
        <Act claim={claim} />
      </h2>
      <dl class="fields">
        {claimFields(claim, text).map(({ name, value }) => (
          <div key={name}>
            <dt>{texts.document.field[name]}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </article>
  );
}

function Missed({ item }: { readonly item: PerhapsMissed }) {
  return (
    <article class="card">
      <h2>{texts.review.missed}</h2>
      <p class="soft">{texts.review.missedAbout}</p>
      <dl class="fields">
        <div>
          <dt>{texts.document.field.act}</dt>
          <dd>
            {item.act}: “{wordsOf(item)}”
          </dd>
        </div>
        <div>
          <dt>{texts.document.field.confidence}</dt>
          <dd>{shareText(item.confidence)}</dd>
        </div>
      </dl>
    </article>
  );
}

/** The form of a claim as it was read, or of one that was perhaps missed. */
function Writing({
  item,
  onSave,
  onCancel,
}: {
  readonly item: QueueItem;
  readonly onSave: (mended: Mended) => Promise<void>;
  readonly onCancel: () => void;
}) {
  const text = useText(item.report);
  if (!isMissed(item))
    return <MendForm claim={item} text={text} sentence={item.sentence} onSave={onSave} onCancel={onCancel} />;
  const { act, predicate, quote } = item;
  const start = predicate.start - quote.evidence.start;
  return (
    <MendForm
      claim={{ ...NOTHING_SAID, act, predicate }}
      text={text}
      sentence={{ start, end: start + quote.sentence.length }}
      isNew
      onSave={onSave}
      onCancel={onCancel}
    />
  );
}
