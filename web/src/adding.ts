import { bookChanged, type Problem, plain, problemOf, tell } from './api.ts';
import type { Claim } from './api-types.ts';
import { learn } from './names.ts';

/** What is known of a report beside its text; blank where it is not. */
export const KNOWN = ['title', 'publisher', 'published', 'url', 'byline'] as const;
export type Known = Readonly<Record<(typeof KNOWN)[number], string>>;
const NOTHING: Known = { title: '', publisher: '', published: '', url: '', byline: '' };

export interface Outcome {
  readonly name: string;
  readonly id: string | null;
  readonly status:
    | 'added'
    | 'version'
    | 'known'
    | 'refused'
    | 'unchanged'
    | 'left-out'
    | 'failed'
    | 'feed'
    | 'feed-unchanged'
    | 'feed-failed';
  /** Why nothing came. */
  readonly why: string | null;
  readonly claims: number;
  readonly skipped: 'language' | null;
  readonly language: string | null;
  readonly story: string | null;
  readonly problem: { readonly code: string; readonly detail: string } | null;
  /** Decisions that it has from copies of its passages. */
  readonly carried: readonly unknown[];
}

/** A report on its way into the book. */
export interface Sent {
  readonly id: number;
  readonly name: string;
  /** A file, a text, or where one is to be had. */
  readonly content: File | string | URL;
  /** Of an address: the feed that a page there names is wanted, and not the page. */
  readonly wantsFeed: boolean;
  readonly step: 'looking' | 'ready' | 'adding' | 'done' | 'refused';
  /** What the reader guessed, and what a person has made of it. */
  readonly guessed: Known;
  readonly known: Known;
  readonly claims: readonly Claim[];
  readonly language: string | null;
  readonly skipped: boolean;
  /** Several reports in one file, or of a feed, are added as they are. */
  readonly several: boolean;
  /** What a feed holds. */
  readonly items: readonly string[];
  readonly fraction: number;
  readonly outcomes: readonly Outcome[];
  readonly problem: Problem | null;
}

/** Files with a report a row, a record or a message. */
const SERIES = /\.(?:jsonl|ndjson|csv|tsv|parquet|mbox|warc|warc\.gz)$/i;

/** An address and nothing else. */
export const addressIn = (text: string): URL | null =>
  /^https?:\/\/\S+$/i.test(text.trim()) && URL.canParse(text.trim()) ? new URL(text.trim()) : null;

let last = 0;
export const sent = (name: string, content: Sent['content'], wantsFeed = false): Sent => ({
  id: ++last,
  name,
  content,
  wantsFeed,
  step: 'looking',
  guessed: NOTHING,
  known: NOTHING,
  claims: [],
  language: null,
  skipped: false,
  several: content instanceof File && SERIES.test(content.name),
  items: [],
  fraction: 0,
  outcomes: [],
  problem: null,
});

interface Preview {
  readonly known: Readonly<Record<keyof Known, string | null>> & { readonly language: string | null };
  readonly skipped: 'language' | null;
  readonly claims: readonly Claim[];
  readonly feed: {
    readonly title: string | null;
    readonly items: readonly { readonly title: string | null; readonly url: string | null }[];
  } | null;
}

/** What the reader makes of it, nothing stored. */
export async function look(of: Sent): Promise<Partial<Sent>> {
  if (of.several) return { step: 'ready' };
  try {
    const found = await tell<Preview>('POST', plain('/reports/preview'), bodyOf(of, {}));
    if (found === null) return { step: 'ready' };
    if (found.feed) {
      const items = found.feed.items.map(({ title, url }) => title ?? url ?? '');
      return { step: 'ready', several: true, items };
    }
    learn(found);
    const guessed = Object.fromEntries(KNOWN.map((name) => [name, found.known[name] ?? ''])) as Known;
    const { claims, skipped } = found;
    return {
      step: 'ready',
      guessed,
      known: guessed,
      claims,
      language: found.known.language,
      skipped: skipped !== null,
    };
  } catch (error) {
    return { step: 'refused', problem: problemOf(error) };
  }
}

interface Job {
  readonly id: string;
  readonly outcomes: readonly Outcome[];
}

/** Stores it, telling how far the reading is. */
export async function store(of: Sent, tellOf: (change: Partial<Sent>) => void): Promise<void> {
  tellOf({ step: 'adding', fraction: 0 });
  try {
    const changed = Object.fromEntries(
      KNOWN.filter((name) => of.known[name] !== of.guessed[name]).map((name) => [name, of.known[name]]),
    );
    const job = await tell<Job>('POST', plain('/reports'), bodyOf(of, changed));
    if (job === null) return;
    const done = await followed(job.id, (fraction) => tellOf({ fraction }));
    const isRefused = done.outcomes.every(({ status }) => status === 'refused');
    tellOf({ step: isRefused ? 'refused' : 'done', outcomes: done.outcomes });
    bookChanged();
  } catch (error) {
    tellOf({ step: 'refused', problem: problemOf(error) });
  }
}

function bodyOf({ content, wantsFeed }: Sent, known: Readonly<Record<string, string>>): unknown {
  if (typeof content === 'string') return { text: content, known };
  if (content instanceof URL) return { url: content.href, known, ...(wantsFeed && { feed: true }) };
  const form = new FormData();
  form.set('file', content);
  for (const [name, value] of Object.entries(known)) form.set(name, value);
  return form;
}

/** The job's events to its end. A stream that breaks off is opened anew by the browser, and begins again from the first event. */
function followed(id: string, tellOf: (fraction: number) => void): Promise<Job> {
  return new Promise((resolve) => {
    const events = new EventSource(plain(`/jobs/${encodeURIComponent(id)}/events`));
    events.addEventListener('progress', ({ data }) => tellOf(JSON.parse(data).fraction));
    events.addEventListener('end', ({ data }) => {
      events.close();
      resolve(JSON.parse(data));
    });
  });
}
