import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import type { AddedReport } from '../app/book/add.ts';
import type { Book } from '../app/book/index.ts';
import { type KnownMetadata, withKnown } from '../app/reader.ts';
import type { InputReport } from '../app/reports-in.ts';
import { PledgebookError, StoreError } from '../text/errors.ts';
import { type Problem, problemOf } from './problem.ts';

/** A report that somebody sent, with what he knows of it. */
export interface Sent {
  readonly reports: AsyncIterable<InputReport>;
  readonly known: KnownMetadata;
}

export type Outcome =
  | (Pick<AddedReport, 'id' | 'status' | 'claims' | 'skipped' | 'language' | 'story' | 'follows'> & {
      readonly name: string;
      readonly problem: null;
    })
  | {
      readonly name: string;
      readonly id: null;
      readonly status: 'refused';
      readonly claims: 0;
      readonly skipped: null;
      readonly language: null;
      readonly story: null;
      readonly follows: null;
      readonly problem: Problem;
    };

export interface Job {
  readonly id: string;
  readonly state: 'working' | 'done';
  /** How many are known of so far: a JSONL file is counted as it is come to. */
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
    const outcome = await tried(
      report.name,
      async () => {
        const { received, ...loaded } = await report.load();
        const progress = (fraction: number) => tell(work, 'progress', { report: index, fraction });
        const reading =
          'reading' in loaded
            ? loaded.reading
            : await book.read(withKnown(loaded.source, known), { progress });
        return book.addReading(reading, received);
      },
      fault,
    );
    work.job = { ...work.job, done: index + 1, outcomes: [...work.job.outcomes, outcome] };
    tell(work, 'outcome', outcome);
  };

  const run = async (work: Work, sent: readonly Sent[]): Promise<void> => {
    for (const { reports, known } of sent) for await (const report of reports) await add(work, report, known);
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

/** One that cannot be read or kept is told, and the next ones are tried. */
async function tried(
  name: string,
  add: () => Promise<AddedReport>,
  fault: (error: unknown) => void,
): Promise<Outcome> {
  try {
    const { id, status, claims, skipped, language, story, follows } = await add();
    return { name, id, status, claims, skipped, language, story, follows, problem: null };
  } catch (error) {
    const { problem } = problemOf(error, 'change');
    // Whoever sent it is told nothing more of it.
    if (!(error instanceof PledgebookError)) fault(error);
    const nothing = {
      id: null,
      claims: 0,
      skipped: null,
      language: null,
      story: null,
      follows: null,
    } as const;
    return { name, ...nothing, status: 'refused', problem };
  }
}
