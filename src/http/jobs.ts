import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import type { AddedReport } from '../app/book/add.ts';
import type { FetchOutcome } from '../app/book/feeds/outcome.ts';
import type { Book } from '../app/book/index.ts';
import { type KnownMetadata, withKnown } from '../app/reader.ts';
import type { InputReport } from '../app/reports-in.ts';
import { PledgebookError, StoreError } from '../text/errors.ts';
import { type Problem, problemOf } from './problem.ts';

/** What somebody sent: reports, with what he knows of them, or where to fetch them. */
export type Sent =
  | { readonly reports: AsyncIterable<InputReport>; readonly known: KnownMetadata }
  | { readonly name: string; readonly fetched: AsyncIterable<FetchOutcome> };

type Facts = Pick<AddedReport, 'claims' | 'skipped' | 'language' | 'follows' | 'carried' | 'left'>;

export interface Outcome extends Facts {
  readonly name: string;
  readonly id: string | null;
  readonly status: FetchOutcome['status'];
  readonly story: string | null;
  readonly problem: Problem | null;
  /** Of what was fetched: the address of its feed, why only a part of it came, and why nothing did. */
  readonly feed: string | null;
  readonly partial: string | null;
  readonly why: string | null;
}

export interface Job {
  readonly id: string;
  readonly state: 'working' | 'done';
  /** How many are known of so far: a JSONL file, or a feed, is counted as it is come to. */
  readonly reports: number;
  readonly done: number;
  readonly outcomes: readonly Outcome[];
}

export interface JobEvent {
  readonly event: 'begin' | 'progress' | 'outcome' | 'end';
  readonly data: unknown;
}

export interface Jobs {
  begin(sent: readonly Sent[]): Job;
  get(id: string): Job | null;
  /** When it is done. */
  done(id: string): Promise<Job>;
  /** From its beginning, until it is done or `signal` says that nobody listens any more. */
  events(id: string, signal: AbortSignal): AsyncGenerator<JobEvent>;
  /** When all are done. */
  idle(): Promise<void>;
}

interface Work {
  job: Job;
  readonly events: JobEvent[];
  readonly told: EventEmitter;
}

/** Minutes for which what became of a job can be asked. */
const KEPT = 10;

const NOTHING = {
  id: null,
  claims: 0,
  skipped: null,
  language: null,
  story: null,
  follows: null,
  feed: null,
  partial: null,
  why: null,
  carried: [],
  left: [],
} as const;

/** Reports are read one after the other: reading takes all of a processor. */
export function createJobs(book: Pick<Book, 'read' | 'addReading'>, fault: (error: unknown) => void): Jobs {
  const works = new Map<string, Work>();
  let last: Promise<void> = Promise.resolve();

  const tell = (work: Work, event: JobEvent['event'], data: unknown): void => {
    work.events.push({ event, data });
    work.told.emit('event');
  };

  const add = async (work: Work, report: InputReport, known: KnownMetadata): Promise<void> => {
    const index = work.job.done;
    if (index >= work.job.reports) work.job = { ...work.job, reports: index + 1 };
    tell(work, 'begin', { report: index, name: report.name });
    try {
      const { received, ...loaded } = await report.load();
      const progress = (fraction: number) => tell(work, 'progress', { report: index, fraction });
      const reading =
        'reading' in loaded ? loaded.reading : await book.read(withKnown(loaded.source, known), { progress });
      end(work, told(report.name, await book.addReading(reading, received)));
    } catch (error) {
      end(work, refused(report.name, error));
    }
  };

  const end = (work: Work, outcome: Outcome): void => {
    const done = work.job.done + 1;
    work.job = {
      ...work.job,
      done,
      reports: Math.max(work.job.reports, done),
      outcomes: [...work.job.outcomes, outcome],
    };
    tell(work, 'outcome', outcome);
  };

  /** What cannot be had, read or kept is told, and the next is tried. */
  const refused = (name: string, error: unknown): Outcome => {
    // Whoever sent it is told nothing more of it.
    if (!(error instanceof PledgebookError)) fault(error);
    return { ...NOTHING, name, status: 'refused', problem: problemOf(error, 'change').problem };
  };

  const fetchAll = async (work: Work, name: string, fetched: AsyncIterable<FetchOutcome>): Promise<void> => {
    tell(work, 'begin', { report: work.job.done, name });
    try {
      for await (const outcome of fetched) end(work, told(outcome.name, outcome));
    } catch (error) {
      end(work, refused(name, error));
    }
  };

  const run = async (work: Work, sent: readonly Sent[]): Promise<void> => {
    for (const one of sent) {
      if ('fetched' in one) await fetchAll(work, one.name, one.fetched);
      else for await (const report of one.reports) await add(work, report, one.known);
    }
    work.job = { ...work.job, state: 'done', reports: work.job.done };
    tell(work, 'end', work.job);
    setTimeout(() => works.delete(work.job.id), KEPT * 60_000).unref();
  };

  return {
    begin: (sent) => {
      const id = `j-${randomUUID().slice(-12)}`;
      const job: Job = { id, state: 'working', reports: sent.length, done: 0, outcomes: [] };
      const work: Work = { job, events: [], told: new EventEmitter().setMaxListeners(0) };
      works.set(id, work);
      last = last.then(() => run(work, sent));
      return job;
    },
    get: (id) => works.get(id)?.job ?? null,
    done: async (id) => {
      const work = works.get(id);
      if (work === undefined) throw new StoreError('store/unknown', `there is no job ${id}`);
      while (work.job.state === 'working') await new Promise((resolve) => work.told.once('event', resolve));
      return work.job;
    },
    events: async function* (id, signal) {
      const work = works.get(id);
      if (work === undefined) return;
      for (let next = 0; !signal.aborted; ) {
        const event = work.events[next];
        if (event === undefined) {
          if (work.job.state === 'done') return;
          await new Promise<void>((resolve) => {
            const go = () => {
              work.told.off('event', go);
              signal.removeEventListener('abort', go);
              resolve();
            };
            work.told.on('event', go);
            signal.addEventListener('abort', go);
          });
          continue;
        }
        yield event;
        next++;
      }
    },
    idle: async () => {
      for (let seen: unknown; seen !== last; ) {
        seen = last;
        await last;
      }
    },
  };
}

/** What became of a report, whoever brought it. */
function told(name: string, outcome: AddedReport | FetchOutcome): Outcome {
  const kept = { ...NOTHING, name, status: outcome.status, problem: null };
  const { why = null } = 'why' in outcome ? outcome : {};
  const { feed = null, partial = null } = 'feed' in outcome ? outcome : {};
  if (!('id' in outcome) || outcome.id === null) return { ...kept, why, feed, partial };
  const { id, claims, skipped, language, story, follows, carried, left } = outcome;
  return { ...kept, id, claims, skipped, language, story, follows, feed, partial, carried, left };
}
