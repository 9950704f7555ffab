import { z } from 'zod';
import type { Book } from '../app/book/index.ts';
import type { Cursors } from './cursor.ts';
import type { Jobs } from './jobs.ts';
import { Refusal } from './problem.ts';
import type { Streamed } from './streaming.ts';
import type { Right } from './tokens.ts';

/** What a route is answered from. */
export interface Ask {
  readonly book: Book;
  /** Null where nobody has signed in. */
  readonly person: string | null;
  readonly right: Right | null;
  readonly settings: Settings;
  readonly jobs: Jobs;
  readonly cursors: Cursors;
  /** Whole, as it was asked for: path and parameters. */
  readonly address: string;
  /** By which the server was asked: `http://127.0.0.1:8321`. */
  readonly origin: string;
  /** The body of a route that takes one as it comes. */
  readonly sent: AsyncIterable<Uint8Array> | null;
}

export interface Settings {
  /** The book's file as it is shown: its name without folders. */
  readonly name: string;
  readonly version: string;
  /** It is the shipped sample. */
  readonly sample: boolean;
  /** Of a sample: where own reports go, the address of another server; null where there is none. */
  readonly own: string | null;
  /** Full texts of reports are served, not only quotes. */
  readonly texts: boolean;
  /** Reading needs a token, too. */
  readonly private: boolean;
}

type Shape = z.ZodRawShape;
type Out<S extends Shape> = z.output<z.ZodObject<S>>;

interface RouteOf<P extends Shape, Q extends Shape, B extends z.ZodType, A extends z.ZodType> {
  readonly method: 'get' | 'post' | 'put' | 'delete';
  /** As OpenAPI writes it: `/api/entries/{id}`. */
  readonly path: string;
  readonly summary: string;
  readonly right: Right | null;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  /** Of the JSON that it answers; of a text, a schema of a string. */
  readonly answer: A;
  /** Default: 200. */
  readonly status?: number;
  /** Default: JSON. */
  readonly media?: string;
  /** Other addresses that answer the same in another form, by media type. */
  readonly forms?: Readonly<Record<string, string>>;
  /** Not from the book alone, so that it is asked anew each time. */
  readonly fresh?: boolean;
  /** Takes the request itself: a form with files. */
  readonly raw?: (request: Request) => Promise<unknown>;
  /** Takes a body of this media type bit by bit (`Ask.sent`), of whatever size. */
  readonly takes?: string;
  /** Answers bit by bit, in one of these media types. */
  readonly streams?: readonly string[];
  run(
    input: { params: Out<P>; query: Out<Q>; body: z.output<B> },
    ask: Ask,
  ): Promise<z.input<A> | Answered<z.input<A>> | Streamed>;
}

/** An answer with another status, or with headers. */
export class Answered<T> {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: T;
  constructor(body: T, status: number, headers: Readonly<Record<string, string>> = {}) {
    this.body = body;
    this.status = status;
    this.headers = headers;
  }
}

/** A route with its schemas at hand for the document, and a handler that checks by the same ones. */
export interface Route
  extends Pick<
    RouteOf<Shape, Shape, z.ZodType, z.ZodType>,
    | 'method'
    | 'path'
    | 'summary'
    | 'right'
    | 'status'
    | 'media'
    | 'forms'
    | 'fresh'
    | 'raw'
    | 'takes'
    | 'streams'
  > {
  readonly schemas: {
    readonly params: z.ZodObject | null;
    readonly query: z.ZodObject;
    readonly body: z.ZodType | null;
    readonly answer: z.ZodType;
  };
  handle(
    given: { readonly params: unknown; readonly query: URLSearchParams; readonly body: unknown },
    ask: Ask,
  ): Promise<unknown>;
}

export function route<
  A extends z.ZodType,
  P extends Shape = Record<never, never>,
  Q extends Shape = Record<never, never>,
  B extends z.ZodType = z.ZodUndefined,
>({ params, query, body, answer, run, ...rest }: RouteOf<P, Q, B, A>): Route {
  const schemas = {
    params: params ? z.strictObject(params) : null,
    query: z.strictObject({ ...query }),
    body: body ?? null,
    answer,
  };
  const [paramsOf, queryOf] = [z.strictObject<P>(params ?? ({} as P)), z.strictObject<Q>(query ?? ({} as Q))];
  return {
    ...rest,
    schemas,
    handle: (given, ask) =>
      run(
        {
          params: checked('path', paramsOf, given.params),
          query: checked('query', queryOf, fromAddress(given.query, schemas.query)),
          body: checked('body', (body ?? z.unknown()) as B, given.body),
        },
        ask,
      ),
  };
}

/** Parameters as these schemas take them. @throws Refusal `http/request` */
export const readQuery = <T extends z.ZodObject>(schema: T, query: URLSearchParams): z.output<T> =>
  checked('query', schema, fromAddress(query, schema));

/** @throws Refusal `http/request` */
function checked<T extends z.ZodType>(where: string, schema: T, value: unknown): z.output<T> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const errors = result.error.issues.slice(0, 20).map(({ path, message }) => ({
    at: [where, ...path].join('.'),
    message,
  }));
  const [first] = errors;
  throw new Refusal(400, 'http/request', `${first?.at}: ${first?.message}`, { errors });
}

/** Parameters that may be repeated as lists; the others as they stand, or as a list where they stand twice, which is refused. */
function fromAddress(query: URLSearchParams, { shape }: z.ZodObject): Record<string, unknown> {
  const names = [...new Set(query.keys())];
  return Object.fromEntries(
    names.map((name) => {
      const values = query.getAll(name);
      const field = Object.hasOwn(shape, name) ? shape[name] : undefined;
      return [name, isList(field) || values.length > 1 ? values : values[0]];
    }),
  );
}

export const isList = (field: unknown): boolean =>
  field instanceof z.ZodOptional || field instanceof z.ZodDefault
    ? isList(field.unwrap())
    : field instanceof z.ZodArray;
