import type { Quote } from './api-types.ts';
import { dateText } from './format.ts';
import { reportOf } from './names.ts';
import { texts } from './texts.ts';
import { toast } from './toasts.ts';

/** `“They agreed …” Harbour Wire, “Twenty-six states ready”, 4 Sept 2025, https://…`; of a report without an address none. */
export function citation({ sentence, report }: Pick<Quote, 'sentence' | 'report'>): string {
  const head = reportOf(report);
  const parts = [
    head?.byline,
    head?.publisher ?? texts.quote.noPublisher,
    head?.title && `“${head.title}”`,
    head?.published ? dateText(head.published) : texts.quote.undated,
    head?.url,
  ];
  return `“${sentence}” ${parts.filter(Boolean).join(', ')}`;
}

export async function copyQuote(quote: Pick<Quote, 'sentence' | 'report'>): Promise<void> {
  try {
    await navigator.clipboard.writeText(citation(quote));
    toast(texts.state.copied);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    toast(texts.state.copyFailed, 'failed');
  }
}
