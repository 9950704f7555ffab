import type { Context } from 'hono';
import { chosenForm } from './answering.ts';
import { Refusal } from './problem.ts';
import type { Route } from './route.ts';
import { ROUTES } from './routes/index.ts';

/** The route itself, or the one that answers the same in the form that is asked for. */
export function formOf(c: Context, route: Route): Route {
  if (route.media !== undefined) return route;
  const forms = route.forms ?? {};
  const form = chosenForm(c.req.header('accept'), ['application/json', ...Object.keys(forms)]);
  return ROUTES.find(({ path }) => path === forms[form]) ?? route;
}

/** A part of an address as it was before it was encoded. */
export const paramsOf = (c: Context, { path, schemas }: Route): Record<string, string> => {
  const names = Object.keys(schemas.params?.shape ?? {});
  const ending = path.endsWith('.atom') ? /\.atom$/ : '';
  return Object.fromEntries(names.map((name) => [name, (c.req.param(name) ?? '').replace(ending, '')]));
};

export const honoPath = ({ path }: Route): string =>
  path.replace('{name}.atom', ':name{.+\\.atom}').replace(/\{(\w+)\}/g, ':$1');

export const pattern = (path: string): RegExp =>
  new RegExp(`^${path.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^/]+')}$`);

export async function bodyOf(c: Context, { raw }: Route): Promise<unknown> {
  const type = c.req.header('content-type') ?? '';
  if (raw && /^multipart\/form-data\b/i.test(type)) return raw(c.req.raw);
  return jsonOf(c);
}

/** The body as it comes. @throws Refusal `http/media-type` */
export function sentIn(c: Context, media: string): AsyncIterable<Uint8Array> {
  const type = (c.req.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase();
  if (type !== media) throw new Refusal(415, 'http/media-type', `the body is wanted as ${media}`);
  return c.req.raw.body ?? nothing();
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

export async function jsonOf(c: Context): Promise<unknown> {
  if (!/^application\/json\b/i.test(c.req.header('content-type') ?? ''))
    throw new Refusal(415, 'http/media-type', 'the body is wanted as application/json');
  const text = await c.req.text();
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new Refusal(400, 'http/request', `body: it is no JSON (${error.message})`);
  }
}
