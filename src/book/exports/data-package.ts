import type { Column, Table } from './table.ts';

interface Said {
  readonly book: string;
  readonly exported: string;
  readonly by: string;
  readonly filters: Readonly<Record<string, unknown>>;
}

/** Frictionless Data Package v1 (specs.frictionlessdata.io), which v2 readers take as it is. `counts`: rows by table. */
export const dataPackage = (
  tables: readonly Table<never>[],
  counts: ReadonlyMap<string, number>,
  { book, exported, by, filters }: Said,
) => ({
  profile: 'tabular-data-package',
  name: slug(book),
  title: `Commitments in ${book}`,
  description:
    'Who has undertaken what, for whom, how firmly, on what condition, on whose word: claims with the words of reports that they stand in.',
  created: exported,
  by,
  filters,
  licenses: [
    {
      name: 'other-closed',
      title:
        'The quoted sentences and the titles are their publishers’; nothing here licenses them. The codes are those of whoever keeps the book.',
    },
  ],
  resources: tables.map((table) => ({
    profile: 'tabular-data-resource',
    name: table.name,
    path: `${table.name}.csv`,
    title: table.title,
    description: table.description,
    format: 'csv',
    mediatype: 'text/csv',
    encoding: 'utf-8',
    dialect: { delimiter: ',', quoteChar: '"', doubleQuote: true, lineTerminator: '\r\n', header: true },
    rows: counts.get(table.name) ?? 0,
    schema: {
      fields: table.columns.map(fieldOf),
      missingValues: [''],
      primaryKey: table.primaryKey,
      foreignKeys: table.foreignKeys.map(({ fields, resource }) => ({
        fields,
        reference: { resource, fields: 'id' },
      })),
    },
  })),
});

function fieldOf({ name, type, title, description, required, oneOf }: Column<never>) {
  const constraints = { ...(required && { required }), ...(oneOf && { enum: oneOf }) };
  return {
    name,
    type,
    title,
    description,
    ...(type === 'datetime' && { format: 'default' }),
    ...(Object.keys(constraints).length > 0 && { constraints }),
  };
}

/** Lower-case letters, digits and `-`, as the name of a package has to be. */
const slug = (name: string): string =>
  name
    .toLowerCase()
    .replace(/\.[a-z]+$/, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '') || 'book';
