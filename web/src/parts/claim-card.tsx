import { useEffect, useRef, useState } from 'preact/hooks';
import { question, useAnswer } from '../api.ts';
import type { ClaimFile, ReviewedClaim, Span } from '../api-types.ts';
import { copyQuote } from '../cite.ts';
import { claimFields } from '../claim-fields.ts';
import { decideTold } from '../deciding.ts';
import { listText, momentText, shareText } from '../format.ts';
import { entryName, measureName } from '../names.ts';
import { change, to } from '../router.ts';
import { me } from '../session.ts';
import { texts } from '../texts.ts';
import { useShared } from '../value.ts';
import { DecideButtons } from './decide-buttons.tsx';
import { Act } from './entry-sentences.tsx';
import { MendForm } from './mend-form.tsx';
import { ReviewBadge, Sentence } from './quote.tsx';
import { Answered } from './states.tsx';

/** A claim beside its words: in a line, and chosen in full with its reasons. */
export function ClaimCard({
  claim,
  text,
  isChosen,
  at = null,
}: {
  readonly claim: ReviewedClaim;
  /** Null where texts are not served: then each card is open, and has its sentence. */
  readonly text: string | null;
  readonly isChosen: boolean;
  /** The words in the report that a link led to. */
  readonly at?: Span | null;
}) {
  const card = useRef<HTMLElement>(null);
  const who = useShared(me);
  const [isMending, setMending] = useState(false);
  useEffect(() => {
    if (isChosen) card.current?.scrollIntoView({ block: text === null ? 'center' : 'nearest' });
  }, [isChosen, text === null]);
  const { quote } = claim;
  const isOpen = isChosen || text === null;
  return (
    <article
      ref={card}
      class={`claim-card ${isChosen ? 'chosen' : ''} ${claim.review.state}`}
      data-claim={claim.id}
      data-quote={JSON.stringify({ sentence: quote.sentence, report: quote.report })}
      {...(isChosen && { 'data-current': true })}
    >
      <p class="row">
        <button
          type="button"
          class="plain-button"
          aria-expanded={isOpen}
          onClick={() => change({ claim: isChosen ? null : claim.id, at: null })}
        >
          <Act claim={claim} />
          {!isOpen && claim.measures.length > 0 && (
            <span class="soft small">{listText(claim.measures.map(measureName))}</span>
          )}
        </button>
        <ReviewBadge state={claim.review.state} />
      </p>
      {isOpen && (
        <>
          {text === null && (
            <blockquote class="read">
              “<Sentence of={{ ...quote, evidence: (at && within(at, claim)) ?? quote.evidence }} />”
            </blockquote>
          )}
          <dl class="fields">
            {claimFields(claim, text).map(({ name, value }) => (
              <div key={name}>
                <dt>{texts.document.field[name]}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
          {isMending && (
            <MendForm
              claim={claim}
              text={text}
              sentence={claim.sentence}
              onSave={async ({ fields, parties }) => {
                await decideTold({ kind: 'mend', claim: claim.id, fields, parties }, { claim });
                setMending(false);
              }}
              onCancel={() => setMending(false)}
            />
          )}
          <Decisions claim={claim} />
          <p class="row">
            {who.right === 'decide' && (
              <>
                <DecideButtons claim={claim} />
                <button type="button" onClick={() => setMending(true)}>
                  {texts.review.mend}
                </button>
              </>
            )}
            <button
              type="button"
              class="quiet"
              title={texts.quote.copyAbout}
              onClick={() => copyQuote(quote)}
            >
              {texts.quote.copy}
            </button>
          </p>
          <Why claim={claim} />
        </>
      )}
    </article>
  );
}

/** Words of the report as they stand in the claim's sentence; null where they stand elsewhere. */
const within = (at: Span, { sentence }: ReviewedClaim): Span | null =>
  sentence.start <= at.start && at.end <= sentence.end
    ? { start: at.start - sentence.start, end: at.end - sentence.start }
    : null;

function Decisions({ claim: { review } }: { readonly claim: ReviewedClaim }) {
  if (review.decisions.length === 0) return null;
  return (
    <ul class="small soft">
      {review.decisions.map(({ id, kind, by, at, why, from, taken }) => (
        <li key={id}>
          {kind}: {texts.document.decided(by, momentText(at))}
          {why && ` – ${why}`}
          {taken
            ? ` (${texts.document.inherited(momentText(taken))})`
            : from && ` (${texts.document.carried})`}
        </li>
      ))}
    </ul>
  );
}

/** The reader is asked again, which takes a moment; so only where someone wants to know. */
function Why({ claim }: { readonly claim: ReviewedClaim }) {
  const [asked, setAsked] = useState(false);
  const address = question(`/claims/${encodeURIComponent(claim.id)}`, { explain: asked ? 'yes' : null });
  const answer = useAnswer<ClaimFile>(address);
  const reasons = answer.data?.reasons;
  return (
    <>
      <ul class="small">
        {answer.data?.entries.map((id) => (
          <li key={id}>
            {texts.document.entry}:{' '}
            <a href={to('/', { actor: id.split('/')[0] ?? '', measure: id.split('/')[1] ?? '', open: id })}>
              {entryName(id)}
            </a>
          </li>
        ))}
      </ul>
      <details onToggle={(event) => event.currentTarget.open && setAsked(true)}>
        <summary>{texts.document.why}</summary>
        {answer.loading && !reasons ? (
          <p class="soft small">{texts.document.reasonsLoading}</p>
        ) : (
          <Answered of={answer}>
            {() =>
              reasons ? (
                <table class="reasons">
                  <caption class="hidden">{texts.document.reasons}</caption>
                  <tbody>
                    {Object.entries(reasons).map(([field, { by, name, probability, runnerUp }]) => (
                      <tr key={field}>
                        <th scope="row">{fieldName(field)}</th>
                        <td>
                          {texts.document.by[by]} <code>{name}</code>
                        </td>
                        <td>{probability !== null && shareText(probability)}</td>
                        <td class="soft">
                          {runnerUp &&
                            texts.document.runnerUp(runnerUp.value, shareText(runnerUp.probability))}
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              ) : (
                <p class="soft small">{texts.document.noReasons}</p>
              )
            }
          </Answered>
        )}
      </details>
    </>
  );
}

const fieldName = (field: string): string =>
  Object.hasOwn(texts.document.field, field)
    ? texts.document.field[field as keyof typeof texts.document.field]
    : field;
