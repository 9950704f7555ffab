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
  readonly bytes: number;
}

export function createAnswerCache(limit: number): AnswerCache {
  const answers = new Map<string, Kept>();
  let at = '';
  let size = 0;
  const renew = (version: string): void => {
    if (version === at) return;
    at = version;
    answers.clear();
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
        size -= bytes.length;
      }
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
