import { z } from 'zod';
import { problem } from './problem.ts';
import { isList, type Route } from './route.ts';

type Json = { readonly [key: string]: unknown };

/** The API as OpenAPI 3.1, made from the schemas by which requests are checked and answers are written. */
export function openApi(routes: readonly Route[], version: string): Json {
  const components = new Map<string, unknown>();
  const schemaOf = (of: z.ZodType, io: 'input' | 'output'): unknown => {
    const { $defs = {}, $schema: _, ...schema } = z.toJSONSchema(of, { io, override: withoutReadOnly });
    for (const [name, def] of Object.entries($defs)) components.set(name, pointed(def));
    return pointed(schema);
  };
  const json = (of: z.ZodType, io: 'input' | 'output') => ({
    'application/json': { schema: schemaOf(of, io) },
  });
  const problems = { 'application/problem+json': { schema: schemaOf(problem, 'output') } };
  const paths = Map.groupBy(routes, ({ path }) => path);
  const operation = (one: Route): Json => {
    const { method, path, summary, right, schemas, status = 200, media, raw, takes, streams } = one;
    // What is done without an answer has no schema.
    const answered = () => {
      const medias = streams ?? (media === undefined ? [] : [media]);
      return medias.length === 0 ? json(schemas.answer, 'output') : asText(medias);
    };
    return {
      operationId: `${method} ${path}`,
      summary,
      description: right === null ? 'For everybody.' : `Needs the right: ${right}.`,
      security:
        right === 'read' ? [{}, { token: [] }] : right === null ? [] : [{ token: [] }, { cookie: [] }],
      parameters: [...parametersOf(schemas.params, 'path'), ...parametersOf(schemas.query, 'query')],
      ...(takes !== undefined && { requestBody: { required: true, content: asText([takes]) } }),
      ...(schemas.body && {
        requestBody: {
          required: true,
          content: {
            ...json(schemas.body, 'input'),
            ...(raw && { 'multipart/form-data': { schema: FORM } }),
          },
        },
      }),
      responses: {
        ...(status === 204
          ? { 204: { description: 'Done' } }
          : { [status]: { description: summary, content: answered() } }),
        // An addition that is waited for.
        ...(status === 202 && { 200: { description: 'All is done', content: answered() } }),
        ...(method === 'get' && { 304: { description: 'The book has not changed' } }),
        default: { description: 'A problem (RFC 9457)', content: problems },
      },
    };
  };
  const parametersOf = (of: z.ZodObject | null, where: 'path' | 'query'): readonly Json[] => {
    if (of === null) return [];
    const { properties = {}, required = [] } = z.toJSONSchema(of, { io: 'input', override: withoutReadOnly });
    return Object.entries(properties).map(([name, schema]) => ({
      name,
      in: where,
      required: where === 'path' || required.includes(name),
      schema,
      ...(isList(of.shape[name]) && { style: 'form', explode: true }),
    }));
  };
  return {
    openapi: '3.1.0',
    info: {
      title: 'Pledgebook',
      version,
      description: 'Who has undertaken what, for whom, how firmly, on what condition, on whose word.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    paths: Object.fromEntries(
      [...paths].map(([path, of]) => [
        path,
        Object.fromEntries(of.map((one) => [one.method, operation(one)])),
      ]),
    ),
    components: {
      schemas: Object.fromEntries([...components].sort(([a], [b]) => (a < b ? -1 : 1))),
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer' },
        cookie: { type: 'apiKey', in: 'cookie', name: 'pledgebook_PORT' },
      },
    },
  };
}

const asText = (medias: readonly string[]) =>
  Object.fromEntries(medias.map((media) => [media, { schema: { type: 'string' } }]));

const FORM = {
  type: 'object',
  properties: {
    file: { type: 'array', items: { type: 'string', format: 'binary' } },
    title: { type: 'string' },
    publisher: { type: 'string' },
    byline: { type: 'string' },
    url: { type: 'string' },
    published: { type: 'string' },
  },
  required: ['file'],
};

/** Of lists that are not changed: that is no word of the contract. Fields may be added to objects that are answered. */
const withoutReadOnly: NonNullable<z.core.ToJSONSchemaParams['override']> = ({ jsonSchema }) => {
  delete jsonSchema.readOnly;
};

/** Definitions stand among the document's components. */
const pointed = (schema: unknown): unknown =>
  JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/'));
