import { plain, useAnswer } from '../api.ts';
import type { ClaimFile, Quote as QuoteOf, ReviewState } from '../api-types.ts';
import { copyQuote } from '../cite.ts';
import { dateText } from '../format.ts';
import { nameOf, reportOf } from '../names.ts';
import { to } from '../router.ts';
import { texts } from '../texts.ts';

/** Where the words of a claim stand. */
export const toClaim = (claim: string, report: string): string =>
  to(`/reports/${encodeURIComponent(report)}`, { claim });

export function ReviewBadge({ state }: { readonly state: ReviewState }) {
  return (
    <span class={`badge badge-${state}`} title={texts.quote.stateAbout[state]}>
      {texts.quote.states[state]}
    </span>
  );
}

/** A sentence with the claim's own words marked. */
export function Sentence({
  of: { sentence, evidence },
}: {
  readonly of: Pick<QuoteOf, 'sentence' | 'evidence'>;
}) {
  return (
    <>
      {sentence.slice(0, evidence.start)}
      <mark>{sentence.slice(evidence.start, evidence.end)}</mark>
      {sentence.slice(evidence.end)}
    </>
  );
}

/** Publisher, title and day of a report, leading to it. */
export function ReportLine({ id, claim }: { readonly id: string; readonly claim?: string }) {
  // Some answers tell the claim only; the report it stands in is asked for where it is shown.
  useAnswer<ClaimFile>(reportOf(id) || !claim ? null : plain(`/claims/${encodeURIComponent(claim)}`));
  const head = reportOf(id);
  const publisher = head?.publisher ?? texts.quote.noPublisher;
  return (
    <a class="report-line" href={claim ? toClaim(claim, id) : to(`/reports/${encodeURIComponent(id)}`)}>
      <strong>{publisher}</strong>
      {head?.title && <span>{head.title}</span>}
      <span class="soft">{head?.published ? dateText(head.published) : texts.quote.undated}</span>
    </a>
  );
}

/** What a claim rests on: its words, whose they are, whether a person has confirmed it. Leads to the words; `c` copies it. */
export function Quote({
  of,
  sources = [],
  children,
}: {
  readonly of: QuoteOf;
  readonly sources?: readonly string[];
  readonly children?: preact.ComponentChildren;
}) {
  return (
    <figure class="quote" data-quote={JSON.stringify({ sentence: of.sentence, report: of.report })}>
      <blockquote>
        <a href={toClaim(of.claim, of.report)}>
          <Sentence of={of} />
        </a>
      </blockquote>
      <figcaption>
        <ReportLine id={of.report} claim={of.claim} />
        {sources.length > 0 && <span class="soft">{texts.quote.by(sources.map(nameOf).join(', '))}</span>}
        <ReviewBadge state={of.state} />
        {children}
        <button type="button" class="quiet" title={texts.quote.copyAbout} onClick={() => copyQuote(of)}>
          {texts.quote.copy}
        </button>
      </figcaption>
    </figure>
  );
}

/** The quote that is looked at: the one that has the focus, else the one under the pointer, else the only one chosen. */
export function copyQuoteInView(): void {
  const at =
    document.activeElement?.closest('[data-quote]') ??
    document.activeElement?.closest('[data-quotes]')?.querySelector('[data-quote]') ??
    document.querySelector('[data-quote]:hover') ??
    document.querySelector('[data-current] [data-quote]') ??
    document.querySelector('[data-quote]');
  const quote = at instanceof HTMLElement ? at.dataset['quote'] : undefined;
  if (quote !== undefined) copyQuote(JSON.parse(quote));
}
