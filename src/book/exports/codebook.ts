import type { Table } from './table.ts';

interface Said {
  readonly book: string;
  readonly exported: string;
  readonly by: string;
  readonly filters: Readonly<Record<string, unknown>>;
}

/** What the columns of a table of event data are, and the codes in them, as Markdown. */
export const codebook = (table: Table<never>, { book, exported, by, filters }: Said): string =>
  [
    `# Codebook: ${table.title}`,
    '',
    table.description,
    '',
    `From the book ${book}, exported ${exported} by ${by}; filters: ${JSON.stringify(filters)}.`,
    '',
    '| column | type | what |',
    '| --- | --- | --- |',
    ...table.columns.map(({ name, type, description, oneOf }) => {
      const values = oneOf ? `: ${oneOf.map((value) => `\`${value}\``).join(', ')}` : '';
      return `| \`${name}\` | ${type} | ${description}${values} |`;
    }),
    '',
    'An empty cell is a value that is not known or does not apply. Several values in one cell are parted by semicolons. Dates are ISO 8601.',
    '',
    '## PLOVER event types',
    '',
    'Read off by rules from act, measure, firmness, negation and words; a claim that no rule fits has none. The CAMEO roots follow the conversion table CAMEO2PLOVER of September 2021 (Open Event Data Alliance, CC BY-SA 4.0).',
    '',
    '| quad class | event types |',
    '| --- | --- |',
    '| 1 verbal cooperation | AGREE, CONSULT, SUPPORT, CONCEDE |',
    '| 2 material cooperation | COOPERATE, AID, RETREAT |',
    '| 3 verbal conflict | REQUEST, ACCUSE, REJECT, THREATEN |',
    '| 4 material conflict | PROTEST, SANCTION, MOBILIZE, COERCE, ASSAULT |',
    '',
    '## Rights',
    '',
    'Quoted words and titles are their publishers’.',
    '',
  ].join('\n');
