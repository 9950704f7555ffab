import type { MarkedText } from '../src/app/marked/marked-text.ts';
import { pairsOf } from '../src/app/marked/pairs.ts';
import type { Reading } from '../src/app/reading.ts';
import { overlap, type Span } from '../src/text/span.ts';

/** A line for each claim that was missed, read as another act, or read where none is. */
export function errorsIn({ doc, text, claims }: MarkedText, reading: Reading): readonly string[] {
  const met = pairsOf(
    claims,
    reading.claims,
    (a, b) => overlap(a.predicate, b.predicate) * (a.act === b.act ? 1e6 : 1),
  );
  const found = new Set(met.values());
  const around = ({ start, end }: Span): string =>
    `${text.slice(Math.max(0, start - 90), start)}[${text.slice(start, end)}]${text.slice(end, end + 90)}`.replace(
      /\s+/g,
      ' ',
    );
  return [
    ...claims.flatMap(({ act, predicate }, i) => {
      const read = reading.claims[met.get(i) ?? -1];
      if (read?.act === act) return [];
      return [`${doc}: ${read ? `${act} read as ${read.act}` : `missed ${act}`}: ${around(predicate)}`];
    }),
    ...reading.claims.flatMap(({ act, predicate, confidence }, j) =>
      found.has(j) ? [] : [`${doc}: no ${act} (${confidence}): ${around(predicate)}`],
    ),
  ];
}
