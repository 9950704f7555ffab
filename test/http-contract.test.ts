import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { COMMANDS } from '../src/cli/run.ts';
import { FEED } from './full-book.ts';
import { asker, servedBook } from './served-book.ts';

/** A JSON Schema, as far as the document uses it. */
interface Schema {
  readonly type?: string | readonly string[];
  readonly $ref?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
}

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly required: boolean;
  readonly schema: Schema;
}

interface Operation {
  readonly operationId: string;
  readonly parameters: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: Schema }>> }>
  >;
}

interface Document {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

const REQUESTS = 1000;

const { book, server, reports } = await servedBook({ writesAMinute: 100_000 });
const ask = asker(server);
const document: Document = (await ask('/api/openapi.json')).json;
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

const entries = (await book.list()).items;
const claims = entries.flatMap((entry) => entry.claims.map(({ id }) => id));
/** Words that mean something to some parameter, so that more than refusals is seen. */
const WORDS = [
  ...new Set([
    ...entries.flatMap(({ id, actor, measure }) => [id, actor, measure]),
    ...claims.slice(0, 3),
    ...reports,
    ...(await book.stories()).map(({ id }) => id),
    ...[
      '2025-09-05',
      '2025',
      '2027-01-01',
      '-date',
      'measure',
      'offered..formal',
      'ceasefire',
      'ceasefire=yes',
    ],
    ...['actor=DEU', 'measure=force count>=2', 'sanctions', 'Harbour Wire', 'tag', '1', '5', 'EUR', 'Saved'],
    ...[
      '',
      ' ',
      '0',
      '%',
      '"',
      "'",
      '<script>',
      '\u0000',
      '../..',
      '\ud800',
      'x'.repeat(400),
      '日本',
      'null',
      '{}',
    ],
  ]),
];
const word = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...WORDS) },
  { weight: 1, arbitrary: fc.string() },
);

const [throwaway = ''] = reports.slice(-1);
await book.save({ name: 'Saved', kind: 'entries', query: 'measure=sanctions' }, { by: 'Ada' });
const { json: job } = await ask('/api/reports', { as: 'propose', body: { text: 'x' } });
await ask('/api/reports?wait=yes', { as: 'propose', body: { url: FEED } });
const days = ['2025-09-05', '2025', '2027-01-01'];
const rates = 'date,from,to,rate,source\n2025-03-01,USD,EUR,0.96,ECB\n';
/** What a field of that name may well be; of an id, by what stands before it in the address. */
const LIKELY: Readonly<Record<string, readonly string[]>> = {
  '/api/entries/{id}': entries.map(({ id }) => id),
  '/api/claims/{id}': claims,
  '/api/reports/{id}': reports.slice(0, 1),
  '/api/reports/{id}/reread': reports.slice(0, 1),
  '/api/reports/{id}/original': reports.slice(0, 1),
  '/api/reports/{id}/coding': reports.slice(0, 1),
  '/api/claims/{id}/copies': claims,
  '/api/feeds/{url}': [FEED],
  feeds: [FEED],
  'changes-since': ['2025-09-05', '2024'],
  '/api/reports/{id}/purge': [throwaway],
  '/api/stories/{id}': (await book.stories()).map(({ id }) => id),
  '/api/actors/{id}': entries.map(({ actor }) => actor),
  '/api/measures/{id}': entries.map(({ measure }) => measure),
  '/api/jobs/{id}': [job.id],
  confirm: [throwaway],
  claim: claims,
  report: reports.slice(0, 1),
  '/api/saved/{name}': ['Saved'],
  '/api/saved/{name}.atom': ['Saved'],
  name: ['Saved', 'release'],
  query: ['measure=sanctions', 'from=2025'],
  base64: ['QSByZXBvcnQu', ''],
  text: ['A report.', 'sanctions'],
  words: ['sanctions', 'troops', 'the'],
  set: ['ceasefire=yes', 'backing:USA=no'],
  goal: ['actor=FRA', 'measure=sanctions'],
  in: ['EUR'],
  'min-confidence': ['0.9', '0', '1'],
  rates: [rates],
  ...Object.fromEntries(
    ['from', 'to', 'on', 'since', 'as-of', 'known-on', 'published'].map((name) => [name, days]),
  ),
};

/** What no chance meets: a table, an export of a book for an empty one, coders who differ (http-work.test.ts has these). */
const NEED_MORE = [
  'post /api/differences/settle',
  'post /api/import',
  'post /api/import/tracker',
  'post /api/import/edits',
];

/** A value of the schema, or one that is nearly so. */
function generated(schema: Schema, name = '', depth = 0): fc.Arbitrary<unknown> {
  const { $ref, anyOf, oneOf, properties, items, type } = schema;
  if ($ref !== undefined)
    return generated(document.components.schemas[$ref.split('/').at(-1) ?? ''] ?? {}, name, depth);
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.oneof({ weight: 20, arbitrary: fc.constantFrom(...schema.enum) }, word);
  const either = anyOf ?? oneOf;
  if (either) return fc.oneof(...either.map((one) => generated(one, name, depth)));
  if (type === 'object' && properties) {
    const requiredKeys = [...(schema.required ?? [])];
    const fields = Object.fromEntries(
      Object.entries(properties).map(([name, of]) => [name, generated(of, name, depth + 1)]),
    );
    return fc.record(fields, { requiredKeys });
  }
  if (type === 'array') return fc.array(generated(items ?? {}, name, depth + 1), { maxLength: 3 });
  if (type === 'string') {
    const likely = LIKELY[name];
    return likely ? fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...likely) }, word) : word;
  }
  if (type === 'number' || type === 'integer') return fc.oneof(fc.nat(80), fc.integer(), fc.double());
  if (type === 'boolean') return fc.boolean();
  if (type === 'null') return fc.constant(null);
  return depth > 3
    ? fc.constant({})
    : fc.oneof(
        fc.dictionary(
          fc.constantFrom('act', 'firmness', 'predicate', 'what', 'actors', 'measures'),
          fc.oneof(word, fc.constantFrom(null, ['state:DEU'], { start: 0, end: 4 }), fc.jsonValue()),
          { maxKeys: 3 },
        ),
        fc.jsonValue(),
      );
}

type Given = {
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly body: unknown;
  readonly as: 'decide' | 'read' | undefined;
};

const givenFor = (address: string, { parameters, requestBody }: Operation): fc.Arbitrary<Given> => {
  const schema = requestBody?.content['application/json']?.schema;
  const fields = Object.fromEntries(
    parameters.map(({ name, schema: of }) => [
      name,
      generated(of, name === 'id' || address.includes(`{${name}}`) ? address : name),
    ]),
  );
  const path = parameters.filter(({ in: where }) => where === 'path').map(({ name }) => name);
  const needed = parameters.filter(({ required }) => required).map(({ name }) => name);
  return fc.record({
    parameters: fc.oneof(
      // Few at once, so that not every request has a wrong one.
      { weight: 3, arbitrary: fc.record(fields, { requiredKeys: needed }).map((all) => few(all, needed)) },
      { weight: 1, arbitrary: fc.record(fields, { requiredKeys: path }) },
    ),
    body: schema ? generated(schema) : fc.constant(undefined),
    as: fc.constantFrom('decide' as const, 'decide' as const, 'decide' as const, 'read' as const, undefined),
  });
};

const few = (all: Readonly<Record<string, unknown>>, needed: readonly string[]) => {
  const optional = Object.entries(all).filter(([name]) => !needed.includes(name));
  return Object.fromEntries([
    ...Object.entries(all).filter(([name]) => needed.includes(name)),
    ...optional.slice(0, 2),
  ]);
};

/** Encoded as a client would, also where the text is not well formed. */
const encoded = (value: unknown): string => encodeURIComponent(String(value).toWellFormed());

function addressOf(path: string, parameters: readonly Parameter[], given: Given['parameters']): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name) => encoded(given[name]) || '-');
  const query = parameters
    .filter(({ name, in: where }) => where === 'query' && given[name] !== undefined)
    .flatMap(({ name }) => [given[name]].flat().map((value) => `${name}=${encoded(value)}`));
  return `${filled}${query.length > 0 ? `?${query.join('&')}` : ''}`;
}

test('a thousand requests made from the document: none is a fault, each answer is as its schema says', async () => {
  assert.equal(document.openapi, '3.1.0');
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  ajv.addSchema({ $id: 'document', components: document.components });
  const whole = (schema: Schema) => JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"document#/'));
  const checks = new Map(
    operations.flatMap(({ operation }) =>
      Object.entries(operation.responses).flatMap(([status, { content = {} }]) =>
        Object.entries(content).map(([type, { schema }]) => [
          `${operation.operationId} ${status} ${type}`,
          ajv.compile(whole(schema)),
        ]),
      ),
    ),
  );
  const each = Math.ceil(REQUESTS / operations.length);
  const statuses = new Map<number, number>();
  const succeeded = new Set<string>();
  for (const { path, method, operation } of operations) {
    for (const given of fc.sample(givenFor(path, operation), { numRuns: each, seed: 7 })) {
      const address = addressOf(path, operation.parameters, given.parameters);
      const answer = await ask(address, {
        method: method.toUpperCase(),
        ...(given.as && { as: given.as }),
        ...(given.body !== undefined && { body: JSON.stringify(given.body) }),
      });
      const { status } = answer;
      const what = `${method} ${address} ${JSON.stringify(given.body)} → ${status} ${answer.text.slice(0, 300)}`;
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      assert.ok(status < 500, what);
      const isProblem = status >= 400;
      if (!isProblem) succeeded.add(operation.operationId);
      if (status === 204) continue;
      const type = (answer.headers.get('content-type') ?? '').split(';')[0];
      const check = checks.get(`${operation.operationId} ${isProblem ? 'default' : status} ${type}`);
      assert.ok(check, `not in the document: ${what}`);
      if (answer.json !== null) {
        assert.ok(check(answer.json), `${JSON.stringify(check.errors?.slice(0, 3))} ${what}`);
        if (isProblem) assert.equal(JSON.parse(answer.text).status, status);
      }
    }
  }
  // Not all are refusals: of most addresses something was answered.
  assert.ok((statuses.get(200) ?? 0) > REQUESTS / 5, JSON.stringify([...statuses]));
  const silent = operations.map(({ operation }) => operation.operationId).filter((id) => !succeeded.has(id));
  assert.deepEqual(silent, NEED_MORE);
});

test('the document has every address that the page of the API names', async () => {
  const { readFileSync } = await import('node:fs');
  const { join } = await import('node:path');
  const page = readFileSync(join(import.meta.dirname, '..', 'docs', 'http-api.md'), 'utf8');
  for (const path of Object.keys(document.paths)) assert.ok(page.includes(path), path);
});

test('every command has its answer here', async () => {
  const { readFileSync } = await import('node:fs');
  const { join } = await import('node:path');
  const page = readFileSync(join(import.meta.dirname, '..', 'docs', 'http-api.md'), 'utf8');
  const [, table = ''] = page.split('## What a command is here');
  const rows = [...table.matchAll(/^\| (`[^|]+) \| ([^|]+) \|$/gm)].map(([, commands = '', here = '']) => ({
    commands: [...commands.matchAll(/`([\w-]+)`/g)].map(([, name = '']) => name),
    addresses: [...here.matchAll(/`(?:[A-Z]+ )?(\/api[^`]*)`/g)].map(([, address = '']) => address),
  }));
  assert.deepEqual(rows.flatMap(({ commands }) => commands).sort(), COMMANDS.map(({ name }) => name).sort());
  const known = new Set(Object.keys(document.paths));
  assert.deepEqual(
    rows.flatMap(({ addresses }) => addresses).filter((address) => !known.has(address)),
    [],
  );
});
