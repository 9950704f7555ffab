import { InputError } from '../text/errors.ts';

/** An address of which nothing could be had: `fetch/robots`, `fetch/status`, `fetch/slow`, … (`docs/fetch.md`). */
export class FetchError extends InputError {
  /** Whether it may be had another time: the server is busy, or did not answer. */
  readonly temporary: boolean;

  constructor(code: string, message: string, { temporary = false, ...options }: FetchErrorOptions = {}) {
    super(`fetch/${code}`, message, options);
    this.temporary = temporary;
  }
}

interface FetchErrorOptions extends ErrorOptions {
  readonly temporary?: boolean;
}
