import { plain, useAnswer } from '../api.ts';
import type { Quote, ReportFile, Span } from '../api-types.ts';
import { paragraphs } from '../segments.ts';
import { MarkedText } from './marked-text.tsx';
import { ReportLine, Sentence } from './quote.tsx';

/** The text of a report; null where it is not served, or not yet there. */
export function useText(report: string): string | null {
  const { data } = useAnswer<ReportFile>(plain(`/reports/${encodeURIComponent(report)}`));
  return data?.report.id === report ? data.text : null;
}

interface InContextProps {
  readonly report: string;
  /** Null where there is none yet. */
  readonly claim: string | null;
  readonly quote: Pick<Quote, 'sentence' | 'evidence'>;
  /** Where the words stand in the report. */
  readonly at: Span;
}

/** The paragraph in which words stand; their sentence alone where texts are not served, or not yet there. */
export function InContext({ report, claim, quote, at }: InContextProps) {
  const text = useText(report);
  const paragraph =
    text === null ? null : paragraphs(text).find(({ start, end }) => start <= at.start && at.start < end);
  return (
    <div data-quote={JSON.stringify({ sentence: quote.sentence, report })}>
      <p class="words" data-from={paragraph?.start}>
        {text !== null && paragraph ? (
          <MarkedText text={text} of={paragraph} things={[{ ...at, kind: 'at' as const }]} chosen={claim} />
        ) : (
          <Sentence of={quote} />
        )}
      </p>
      <ReportLine id={report} {...(claim !== null && { claim })} />
    </div>
  );
}
