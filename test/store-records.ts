import type { BookClaim, Party } from '../src/book/record.ts';
import type { NewReport } from '../src/store/index.ts';
import { at } from './claimed-sample.ts';

const party = (id: string, name: string): Party => ({
  id,
  kind: 'state',
  name,
  state: id.slice('state:'.length),
  size: null,
});

export const FRANCE = party('state:FRA', 'France');
export const GERMANY = party('state:DEU', 'Germany');
export const UKRAINE = party('state:UKR', 'Ukraine');

/** `France is ready to send troops to Ukraine after a ceasefire.`, as a claim of this report. */
export function offer(report: string, text: string, more: Partial<BookClaim> = {}): BookClaim {
  const sentence = at('France is ready to send troops to Ukraine after a ceasefire.', 0, text);
  return {
    id: `${report}#c1`,
    report,
    act: 'commit',
    predicate: at('is ready', 0, text),
    what: at('send troops to Ukraine', 0, text),
    actors: [FRANCE.id],
    targets: [UKRAINE.id],
    beneficiary: [UKRAINE.id],
    measures: ['force.land'],
    firmness: 'offered',
    negated: false,
    factuality: 'CT+',
    conditions: [{ ...at('after a ceasefire', 0, text), kind: 'after', trigger: { any: ['ceasefire'] } }],
    quantities: [],
    when: null,
    where: [],
    sources: [],
    sentence,
    evidence: sentence,
    confidence: 0.9,
    ...more,
  };
}

export interface Told extends Partial<Omit<NewReport, 'report' | 'claims'>> {
  readonly report?: Partial<NewReport['report']>;
  readonly claim?: Partial<BookClaim>;
}

/** A read report with one claim: its id says which, and its text begins with it. */
export function told(id: string, { report = {}, claim = {}, ...more }: Told = {}): NewReport {
  const text = report.text ?? `${id}. France is ready to send troops to Ukraine after a ceasefire.`;
  return {
    report: {
      id,
      title: `On ${id}`,
      publisher: 'Harbour Wire',
      byline: null,
      url: null,
      published: '2025-09-04',
      learned: '2025-09-05T08:00:00.000Z',
      language: 'en',
      text,
      sentences: [at('France is ready to send troops to Ukraine after a ceasefire.', 0, text)],
      ...report,
    },
    parties: [FRANCE, UKRAINE],
    claims: [offer(id, text, claim)],
    publishedFrom: 'meta',
    bytes: new TextEncoder().encode(text),
    mediaType: 'text/plain',
    fetchedUrl: null,
    captured: null,
    path: null,
    reader: '0.1.0',
    reading: JSON.stringify({ format: 'pledgebook.reading/1', text }),
    signatures: [],
    features: [],
    story: null,
    ...more,
  };
}
