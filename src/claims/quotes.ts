import { type Span, slice, span } from '../text/span.ts';

/**
 * With the mark beside it that closes or opens a quotation inside (`if he [keeps "reading us the calendar]"`), without one at
 * its end whose other half lies outside (`see [them in court"]`).
 */
export function withQuote(text: string, found: Span): Span {
  const words = slice(text, found);
  const [opening, closing] = ['“', '”'].map((mark) => words.split(mark).length - 1) as [number, number];
  const odd = (words.split('"').length - 1) % 2 === 1;
  if ((odd && text.charAt(found.end) === '"') || (opening > closing && text.charAt(found.end) === '”'))
    return span(found.start, found.end + 1);
  const before = text.charAt(found.start - 1);
  if ((odd && before === '"') || (closing > opening && before === '“'))
    return span(found.start - 1, found.end);
  return (odd && words.endsWith('"')) || (closing > opening && words.endsWith('”'))
    ? span(found.start, found.end - 1)
    : found;
}
