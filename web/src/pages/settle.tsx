import { useEffect, useRef, useState } from 'preact/hooks';
import { bookChanged, plain, problemOf, tell, useAnswer } from '../api.ts';
import type { CoderDifference, Leads } from '../api-types.ts';
import { decide, isOutrun, outrunInWords, sayProblem } from '../deciding.ts';
import { useKeys } from '../keys.ts';
import { InContext, useText } from '../parts/in-context.tsx';
import { type Mended, MendForm } from '../parts/mend-form.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { ReviewTabs } from '../parts/review-tabs.tsx';
import { SideBySide } from '../parts/side-by-side.tsx';
import { Answered, Empty } from '../parts/states.tsx';
import { usePlace } from '../router.ts';
import { me } from '../session.ts';
import { texts } from '../texts.ts';
import { toast } from '../toasts.ts';
import { useShared } from '../value.ts';

type Differences = Leads & { readonly items: readonly CoderDifference[] };

interface Settlement {
  readonly decision: string;
  readonly outcome: { readonly decision: string; readonly kind: string } | null;
}

type Choice =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'take';
      readonly coder: string;
      readonly fields?: Readonly<Record<string, unknown>>;
      readonly parties?: readonly unknown[];
    };

/** Where coders differ: a curator takes what one of them says, and that becomes a decision of the book. */
export default function SettlePage() {
  const { query } = usePlace();
  const { right } = useShared(me);
  const mayDecide = right === 'decide';
  const answer = useAnswer<Differences>(
    mayDecide ? plain('/differences', { report: query.getAll('report') }) : null,
  );
  useEffect(() => bookChanged, []);
  return (
    <>
      <PageHead title={texts.settle.title} about={texts.settle.about} />
      <ReviewTabs of="/review/settle" />
      {mayDecide ? (
        <Answered of={answer}>{({ items }) => <Settling items={items} />}</Answered>
      ) : (
        <p class="banner as-of-banner">{texts.settle.readOnly}</p>
      )}
    </>
  );
}

function Settling({ items }: { readonly items: readonly CoderDifference[] }) {
  const [at, setAt] = useState(0);
  const [taken, setTaken] = useState<readonly { readonly id: string; readonly decision: string }[]>([]);
  /** `choose`: the next digit says whose claim is mended; a name: it is being mended, whatever others settle meanwhile. */
  const [mending, setMending] = useState<
    { readonly kind: 'choose' } | { readonly coder: string; readonly item: CoderDifference } | null
  >(null);
  const isBusy = useRef(false);
  const settled = new Set(taken.map(({ id }) => id));
  const open = items.filter(({ id }) => !settled.has(id));
  const here = Math.max(0, Math.min(at, open.length - 1));
  const written = mending !== null && 'item' in mending ? mending.item : undefined;
  const item = written ? (items.find(({ id }) => id === written.id) ?? written) : open[here];
  const coders = item ? Object.keys(item.marks) : [];
  const alone = async (work: () => Promise<void>): Promise<void> => {
    if (isBusy.current) return;
    isBusy.current = true;
    try {
      await work();
    } catch (error) {
      sayProblem(error);
    } finally {
      isBusy.current = false;
    }
  };
  const send = async (choice: Choice): Promise<void> => {
    if (item === undefined) return;
    const { id, report, standing } = item;
    const words = { start: item.words.start, end: item.words.end };
    const seen = standing ? { [standing.claim.id]: standing.seen } : {};
    const done = await tell<Settlement>('POST', plain('/differences/settle'), {
      report,
      words,
      choice,
      seen,
    }).catch((error: unknown) => {
      throw outrunInWords(problemOf(error), standing?.seen ?? null);
    });
    if (done === null) return;
    const { decision, outcome } = done;
    setTaken((before) => [...before, { id, decision: outcome?.decision ?? decision }]);
    setMending(null);
    toast(outcome ? texts.settle.settled(outcome.kind) : texts.settle.nothingChanged);
  };
  const settle = (choice: Choice): void => void alone(() => send(choice));
  const save = async (coder: string, mended: Mended): Promise<void> => {
    try {
      await send({ kind: 'take', coder, ...mended });
    } catch (error) {
      if (isOutrun(error)) bookChanged();
      throw error;
    }
  };
  const undo = (): void => {
    const last = taken.at(-1);
    if (last === undefined) return;
    void alone(async () => {
      await decide({ kind: 'undo', decision: last.decision });
      setTaken((before) => before.filter((one) => one !== last));
      setAt(
        items.filter(({ id }) => id === last.id || !settled.has(id)).findIndex(({ id }) => id === last.id),
      );
      // What stands in the book is another decision by now.
      bookChanged();
      toast(texts.review.undone);
    });
  };
  const isChoosing = mending !== null && 'kind' in mending;
  const digits = coders
    .slice(0, 9)
    .map((coder, i): readonly [string, () => void] => [
      String(i + 1),
      () => (isChoosing && item ? setMending({ coder, item }) : settle({ kind: 'take', coder })),
    ]);
  const step = (by: number) => (): void => {
    setMending(null);
    setAt(Math.max(0, Math.min(open.length - 1, here + by)));
  };
  const keys = {
    ...Object.fromEntries(digits),
    ...(item &&
      !isChoosing && { '0': () => settle({ kind: 'none' }), m: () => setMending({ kind: 'choose' }) }),
    ...(isChoosing && { Escape: () => setMending(null) }),
    j: step(1),
    n: step(1),
    k: step(-1),
    b: step(-1),
    u: undo,
  };
  useKeys(mending !== null && 'coder' in mending ? {} : keys);
  if (item === undefined)
    return (
      <Empty title={texts.settle.none}>
        <p>{taken.length > 0 ? texts.settle.doneHere(taken.length) : texts.settle.noneAbout}</p>
        {taken.length > 0 && <Undo onUndo={undo} />}
      </Empty>
    );
  return (
    <div class="settle">
      <p role="status">
        <strong>{texts.settle.of(here + 1, open.length)}</strong>
        {taken.length > 0 && <span class="soft"> · {texts.settle.doneHere(taken.length)}</span>}
      </p>
      <Difference
        key={item.id}
        item={item}
        coder={mending !== null && 'coder' in mending ? mending.coder : null}
        onSave={save}
        onCancel={() => setMending(null)}
      />
      {(mending === null || isChoosing) && (
        <>
          {isChoosing && <p class="banner as-of-banner">{texts.settle.whose}</p>}
          <p class="row decide">
            {coders.map((coder, i) => (
              <button
                key={coder}
                type="button"
                class={isChoosing ? undefined : 'primary'}
                aria-keyshortcuts={String(i + 1)}
                onClick={digits[i]?.[1]}
              >
                {isChoosing ? texts.settle.mendOf(coder) : texts.settle.take(coder)} <kbd>{i + 1}</kbd>
              </button>
            ))}
            {!isChoosing && (
              <>
                <button type="button" aria-keyshortcuts="m" onClick={() => setMending({ kind: 'choose' })}>
                  {texts.settle.mend} <kbd>m</kbd>
                </button>
                <button type="button" aria-keyshortcuts="0" onClick={() => settle({ kind: 'none' })}>
                  {texts.settle.noClaim} <kbd>0</kbd>
                </button>
                <button type="button" aria-keyshortcuts="n" disabled={open.length < 2} onClick={step(1)}>
                  {texts.settle.skip} <kbd>n</kbd>
                </button>
              </>
            )}
            {taken.length > 0 && <Undo onUndo={undo} />}
          </p>
        </>
      )}
    </div>
  );
}

const Undo = ({ onUndo }: { readonly onUndo: () => void }) => (
  <button type="button" aria-keyshortcuts="u" onClick={onUndo}>
    {texts.review.undo} <kbd>u</kbd>
  </button>
);

/** Its words in the report, and what each says of them; or the form by which what one coder says is mended. */
function Difference({
  item,
  coder,
  onSave,
  onCancel,
}: {
  readonly item: CoderDifference;
  readonly coder: string | null;
  readonly onSave: (coder: string, mended: Mended) => Promise<void>;
  readonly onCancel: () => void;
}) {
  const text = useText(item.report);
  const [first] = Object.values(item.marks);
  const mark = coder === null ? undefined : item.marks[coder];
  return (
    <>
      {first && (
        <div class="review-now">
          <InContext
            report={item.report}
            claim={item.standing?.claim.id ?? null}
            quote={first.quote}
            at={item.words}
          />
        </div>
      )}
      {coder === null || mark === undefined ? (
        <SideBySide item={item} text={text} />
      ) : (
        <MendForm
          claim={mark}
          text={text}
          sentence={mark.sentence}
          onSave={(mended) => onSave(coder, mended)}
          onCancel={onCancel}
        />
      )}
    </>
  );
}
