import type { Book } from '../src/app/book/index.ts';
import { openBook } from '../src/app/book/index.ts';
import { type Reading, type ReadingClaim, toReading } from '../src/app/reading.ts';
import type { Actor } from '../src/document/layers.ts';
import type { Span } from '../src/text/span.ts';
import { claimed } from './claimed-sample.ts';

const state = (code: string, name: string): Actor => ({
  id: `state:${code}`,
  kind: 'state',
  name,
  state: code,
  aliases: [],
  roles: [],
  size: null,
});

/** A sentence with its claim; `<predicate>`, `[condition]` and `{amount}` are marked in it. */
export interface Said extends Partial<Omit<ReadingClaim, 'conditions'>> {
  readonly says: string;
  readonly trigger?: string;
  readonly euros?: number;
}

const MARKS = /[<>[\]{}]/g;

export function readingOf(
  publisher: string,
  published: string,
  said: readonly Said[],
  more: Partial<Reading['document']> = {},
): Reading {
  const empty = toReading({ ...claimed, actors: [], mentions: [], attributions: [], claims: [] });
  const [template] = toReading(claimed).claims;
  if (template === undefined) throw new Error('the sample has no claim');
  const sentences: Span[] = [];
  const text = said.map(({ says }) => says.replace(MARKS, '')).join(' ');
  const claims = said.map(({ says, trigger, euros, ...fields }, i): ReadingClaim => {
    const start = i === 0 ? 0 : (sentences[i - 1]?.end ?? 0) + 1;
    const marked = (open: string, close: string): Span => {
      const at = (mark: string) => start + says.slice(0, says.indexOf(mark)).replace(MARKS, '').length;
      return { start: at(open), end: at(close) };
    };
    const sentence = { start, end: start + says.replace(MARKS, '').length };
    sentences.push(sentence);
    return {
      ...template,
      act: 'commit',
      firmness: 'pledged',
      beneficiary: ['state:UKR'],
      actors: ['state:DEU'],
      measures: ['force.land'],
      id: `c${i + 1}`,
      predicate: marked('<', '>'),
      targets: [],
      what: { start: marked('<', '>').end + 1, end: sentence.end - 1 },
      attribution: null,
      sentence: i,
      evidence: sentence,
      conditions: trigger ? [{ kind: 'after', ...marked('[', ']'), trigger: { any: [trigger] } }] : [],
      quantities: euros
        ? [{ ...marked('{', '}'), value: euros, low: null, high: null, about: false, unit: 'EUR' }]
        : [],
      ...fields,
    };
  });
  return {
    ...empty,
    document: { ...empty.document, title: null, publisher, published, text, sentences, ...more },
    actors: [state('DEU', 'Germany'), state('RUS', 'Russia'), state('UKR', 'Ukraine')],
    claims,
  };
}

const MONEY = { measures: ['funding.any'] };
const AGAINST = { actors: ['state:RUS'], act: 'reject', firmness: null } as const;

/** Of a summit, with what could do harm in a file: formulas, script, a character of two code units, line breaks. */
export const READINGS: readonly Reading[] = [
  readingOf(
    'Harbour Wire',
    '2025-09-04T18:40:00+02:00',
    [
      {
        says: '🕊 In Grauhof: Germany <will send> 4,310 troops to Ukraine [after a ceasefire].',
        trigger: 'ceasefire',
      },
      { says: 'Germany <pledged> {85 million euros} for Ukraine.', euros: 85e6, ...MONEY },
    ],
    {
      title: '=HYPERLINK("https://evil.example.org","Troops")',
      url: 'https://wire.example.org/a?b=1&c=2',
      byline: 'By A. Writer',
    },
  ),
  readingOf('Dnipro Daily', '2025-09-05', [
    {
      says: 'In Grauhof: Germany <stands ready> to send 4,310 troops to Ukraine [after a ceasefire].',
      trigger: 'ceasefire',
      firmness: 'offered',
    },
    { says: '@SUM(1) & Russia <rejects> foreign troops in Ukraine.', ...AGAINST },
  ]),
  readingOf(
    '-Kurier, "Rhein"',
    '2025-12-16',
    [
      {
        says: 'Germany <has paid> {85 million euros} to Ukraine.',
        euros: 85e6,
        ...MONEY,
        act: 'perform',
        firmness: 'fulfilled',
      },
    ],
    { title: '<script>alert("x")</script>\r\n]]> </style>', url: 'javascript:alert(1)' },
  ),
];

/** `clock` gives the time of each thing that happens to the book, in its order. */
export async function summit(
  path: string,
  clock: () => string = clockFrom(),
  readings: readonly Reading[] = READINGS,
): Promise<Book> {
  const book = await openBook({ book: path, now: clock });
  for (const [i, reading] of readings.entries())
    await book.addReading(reading, {
      path: `in/${i}.html`,
      mediaType: 'text/html',
      ...(i === 0 && { bytes: Uint8Array.of(0, 255, 7) }),
    });
  return book;
}

/** A minute a time. */
export function clockFrom(begin = '2026-02-01T08:00:00.000Z'): () => string {
  let time = Date.parse(begin);
  return () => {
    time += 60_000;
    return new Date(time).toISOString();
  };
}
