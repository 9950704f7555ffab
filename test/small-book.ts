import type { BookClaim, Party, ReadReport } from '../src/book/record.ts';
import { type Span, span } from '../src/text/span.ts';

/** A sentence with its claim: `<predicate>`, `{what}` and `[when]` are marked in it. Actors and the like are party ids. */
export interface Said {
  readonly marked: string;
  readonly claim: Partial<BookClaim> & Pick<BookClaim, 'act' | 'actors'>;
}

export const said = (marked: string, claim: Said['claim']): Said => ({ marked, claim });

/** A report of these sentences; `published` is null where the paper does not say. */
export function reportOf(
  publisher: string,
  published: string | null,
  told: readonly Said[],
  learned = '2026-02-01T08:00:00.000Z',
): ReadReport {
  const id = `${publisher} ${published ?? 'undated'}`;
  let text = '';
  const claims = told.map(({ marked, claim }, i): BookClaim => {
    const start = text.length === 0 ? 0 : text.length + 1;
    const spans = new Map<string, Span>();
    let bare = '';
    for (const [, words = '', open = '', inside = ''] of marked.matchAll(
      /([^<{[]*)(?:([<{[])([^>}\]]*)[>}\]])?/g,
    )) {
      bare += words;
      if (open) spans.set(open, span(start + bare.length, start + bare.length + inside.length));
      bare += inside;
    }
    text += `${start === 0 ? '' : ' '}${bare}`;
    const sentence = span(start, start + bare.length);
    const when = spans.get('[');
    return {
      id: `${id}#c${i + 1}`,
      report: id,
      predicate: spans.get('<') ?? sentence,
      what: spans.get('{') ?? null,
      targets: [],
      beneficiary: [],
      measures: [],
      firmness: null,
      negated: false,
      factuality: 'CT+',
      conditions: [],
      quantities: [],
      where: [],
      sources: [],
      sentence,
      evidence: sentence,
      confidence: 0.9,
      ...claim,
      when: when && claim.when ? { ...claim.when, ...when } : null,
    };
  });
  return {
    report: {
      id,
      title: null,
      publisher,
      byline: null,
      url: null,
      published,
      learned,
      language: 'en',
      text,
      sentences: claims.map((c) => c.sentence),
    },
    parties: PARTIES,
    claims,
  };
}

const state = (code: string, name: string): Party => ({
  id: `state:${code}`,
  kind: 'state',
  name,
  state: code,
  size: null,
});

export const PARTIES: readonly Party[] = [
  state('FRA', 'France'),
  state('GBR', 'United Kingdom'),
  state('DEU', 'Germany'),
  state('UKR', 'Ukraine'),
  state('RUS', 'Russia'),
  state('USA', 'United States'),
  state('HTI', 'Haiti'),
  { id: 'body:bundestag', kind: 'body', name: 'Bundestag', state: 'DEU', size: null },
  { id: 'org:nato', kind: 'organisation', name: 'NATO', state: null, size: null },
  { id: 'group:26-countries', kind: 'group', name: '26 countries', state: null, size: 26 },
  { id: 'group:western-troops', kind: 'group', name: 'Western troops', state: null, size: null },
];

/** The parts of a book, as the functions of `src/book` take them. */
export const bookOf = (...read: readonly ReadReport[]) => ({
  claims: read.flatMap((r) => r.claims),
  reports: read.map((r) => r.report),
  parties: PARTIES,
});

/** Troops for Ukraine: what most of these tests are about. */
export const troops = { measures: ['force.land'], beneficiary: ['state:UKR'] } as const;

export const deadline = (to: string, from: string | null = null) =>
  ({ start: 0, end: 0, from, to, granularity: 'day' }) as const;
