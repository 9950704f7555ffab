import { useEffect, useState } from 'preact/hooks';
import type { Decision } from './api-types.ts';
import { learn } from './names.ts';
import { currentPlace, type Params } from './router.ts';
import { texts } from './texts.ts';
import { shared, useShared } from './value.ts';

/** What went wrong, as the server says it; `web/unreachable` where it says nothing. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly errors: readonly { readonly at: string; readonly message: string }[];
  /** Where somebody else was quicker: what holds now. */
  readonly decisions: readonly Pick<Decision, 'id' | 'kind' | 'by' | 'at'>[];
  constructor(
    status: number,
    code: string,
    detail: string,
    { errors = [], decisions = [] }: Partial<Pick<Problem, 'errors' | 'decisions'>> = {},
  ) {
    super(detail);
    this.status = status;
    this.code = code;
    this.errors = errors;
    this.decisions = decisions;
  }
}

/** Whether the server answers. */
export const reachable = shared(true);
/** Grows when what was answered may no longer hold. */
const revision = shared(0);

/** An address of the API. Its parameters are those of the page as of the day that is looked at. */
export function question(path: string, params: Params = {}): string {
  const { query } = currentPlace();
  return plain(path, { 'as-of': query.get('as-of'), 'known-on': query.get('known-on'), ...params });
}

/** The same for what has no days. */
export function plain(path: string, params: Params = {}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params))
    for (const one of Array.isArray(value) ? value : [value]) if (one) query.append(name, one);
  return query.size === 0 ? `/api${path}` : `/api${path}?${query}`;
}

/** Answers that were given lately, so that going back shows at once what was there. */
const answers = new Map<string, unknown>();
const MANY = 80;

function remember(address: string, answer: unknown): void {
  answers.delete(address);
  answers.set(address, answer);
  for (const [oldest] of answers) {
    if (answers.size <= MANY) break;
    answers.delete(oldest);
  }
}

/** After a decision or a new report everything is asked anew. */
export function bookChanged(): void {
  answers.clear();
  underWay.clear();
  revision.set(revision.get() + 1);
}

async function send(address: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(address, init);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    lost();
    throw new Problem(0, 'web/unreachable', error instanceof Error ? error.message : '');
  }
  if (response.ok) return response;
  const body: unknown = await response.json().catch(() => null);
  throw problemFrom(response.status, body);
}

function problemFrom(status: number, body: unknown): Problem {
  const {
    code = 'web/unknown',
    detail = '',
    ...more
  }: { code?: string; detail?: string; errors?: []; decisions?: [] } = typeof body === 'object' &&
  body !== null
    ? body
    : {};
  if (code === 'http/stopping') lost();
  return new Problem(status, code, texts.state.instead[code] ?? detail, more);
}

/** Asks until the server answers again; then all is asked anew. */
function lost(): void {
  if (!reachable.get()) return;
  reachable.set(false);
  const ask = async (): Promise<void> => {
    const well = await fetch('/healthz').then(
      ({ ok }) => ok,
      () => false,
    );
    if (!well) {
      setTimeout(ask, 1500);
      return;
    }
    reachable.set(true);
    bookChanged();
  };
  setTimeout(ask, 1500);
}

/** @throws Problem */
export async function ask<T>(address: string, signal?: AbortSignal): Promise<T> {
  const response = await send(address, signal ? { signal } : {});
  const answer: T = await response.json();
  learn(answer);
  remember(address, answer);
  return answer;
}

/** What several parts of a page ask at once is asked once. */
const underWay = new Map<
  string,
  { readonly answer: Promise<unknown>; readonly asked: AbortController; waiting: number }
>();

/** @returns the answer, and what to call when it is not waited for any more: what nobody waits for is not asked. */
function askTogether<T>(address: string): { readonly answer: Promise<T>; readonly leave: () => void } {
  const known = underWay.get(address);
  const asked = known?.asked ?? new AbortController();
  const one = known ?? { answer: ask<T>(address, asked.signal), asked, waiting: 0 };
  const end = (): void => {
    if (underWay.get(address) === one) underWay.delete(address);
  };
  if (!known) {
    underWay.set(address, one);
    one.answer.then(end, end);
  }
  one.waiting++;
  const leave = (): void => {
    if (--one.waiting > 0) return;
    end();
    asked.abort();
  };
  // Of one address all ask the same.
  return { answer: one.answer as Promise<T>, leave };
}

/** Asks ahead for what will be looked at next. */
export function prefetch(address: string): void {
  if (!answers.has(address)) ask(address).catch(() => {});
}

/** @throws Problem */
export async function tell<T>(
  method: 'POST' | 'PUT' | 'DELETE',
  address: string,
  body?: unknown,
): Promise<T | null> {
  const form = body instanceof FormData;
  const response = await send(address, {
    method,
    ...(body !== undefined && { body: form ? body : JSON.stringify(body) }),
    ...(body !== undefined && !form && { headers: { 'content-type': 'application/json' } }),
  });
  return response.status === 204 ? null : await response.json();
}

export interface Answer<T> {
  readonly data: T | null;
  readonly problem: Problem | null;
  readonly loading: boolean;
}

/** What the server answers; while another question is under way, what it answered last. Null asks nothing. */
export function useAnswer<T>(address: string | null): Answer<T> {
  const turn = useShared(revision);
  const [state, setState] = useState<Answer<T> & { readonly of: string | null }>(() => begin(address, null));
  const now = state.of === address ? state : begin(address, state.data);
  useEffect(() => {
    if (address === null) return;
    let isLeft = false;
    setState((before) =>
      before.of === address ? { ...before, loading: true } : begin(address, before.data),
    );
    const { answer, leave } = askTogether<T>(address);
    answer.then(
      (data) => {
        if (!isLeft) setState({ of: address, data, problem: null, loading: false });
      },
      (error: unknown) => {
        if (isLeft) return;
        setState((before) => ({ of: address, data: before.data, problem: problemOf(error), loading: false }));
      },
    );
    return () => {
      isLeft = true;
      leave();
    };
  }, [address, turn]);
  return now;
}

const begin = <T>(address: string | null, last: T | null): Answer<T> & { readonly of: string | null } => {
  const known = address === null ? undefined : (answers.get(address) as T | undefined);
  return { of: address, data: known ?? last, problem: null, loading: address !== null };
};

export const problemOf = (error: unknown): Problem =>
  error instanceof Problem ? error : new Problem(0, 'web/fault', error instanceof Error ? error.message : '');
