import { compressed, type Encoding, encodingFor } from './compress.ts';

/** An answer as it goes out. */
export interface Kept {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Buffer;
}

/** Answers of one state of the book, with their compressed forms; the longest unused go when they are more than `limit` bytes. */
export interface AnswerCache {
  get(version: string, key: string): Kept | undefined;
  put(version: string, key: string, answer: Kept): void;
  /** As the client takes it. */
  encoded(version: string, key: string, answer: Kept, accepts: string | undefined): Promise<Kept>;
  /** What was sent for this very request; goes with everything else that goes. */
  again(version: string, request: string): Sent | undefined;
  remember(version: string, request: string, sent: Sent): void;
  readonly bytes: number;
}

export interface Sent {
  readonly answer: Kept;
  /** The route that answered. */
  readonly route: string;
}

/** Requests that are remembered by their words. */
const MOST_REQUESTS = 2000;

export function createAnswerCache(limit: number): AnswerCache {
  const answers = new Map<string, Kept>();
  const requests = new Map<string, Sent>();
  let at = '';
  let size = 0;
  const renew = (version: string): void => {
    if (version === at) return;
    at = version;
    answers.clear();
    requests.clear();
    size = 0;
  };
  const cache: AnswerCache = {
    get bytes() {
      return size;
    },
    get: (version, key) => {
      renew(version);
      const found = answers.get(key);
      if (found === undefined) return undefined;
      answers.delete(key);
      answers.set(key, found);
      return found;
    },
    put: (version, key, answer) => {
      renew(version);
      // One that would drive out most others is not worth it.
      if (answer.bytes.length > limit / 4) return;
      size += answer.bytes.length - (answers.get(key)?.bytes.length ?? 0);
      answers.delete(key);
      answers.set(key, answer);
      for (const [oldest, { bytes }] of answers) {
        if (size <= limit) break;
        answers.delete(oldest);
        requests.clear();
        size -= bytes.length;
      }
    },
    again: (version, request) => {
      renew(version);
      return requests.get(request);
    },
    remember: (version, request, sent) => {
      renew(version);
      if (sent.answer.bytes.length > limit / 4) return;
      if (requests.size >= MOST_REQUESTS) requests.clear();
      requests.set(request, sent);
    },
    encoded: async (version, key, answer, accepts) => {
      const encoding = encodingFor(accepts, answer.bytes.length);
      if (encoding === null) return answer;
      const named = `${encoding} ${key}`;
      const known = cache.get(version, named);
      if (known) return known;
      const bytes = await compressed(answer.bytes, encoding satisfies Encoding);
      const made = { ...answer, bytes, headers: { ...answer.headers, 'content-encoding': encoding } };
      cache.put(version, named, made);
      return made;
    },
  };
  return cache;
}
