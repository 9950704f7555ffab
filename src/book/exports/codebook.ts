import { ACT_MEANS, ACTOR_KIND_MEANS, FACTUALITY_MEANS, FIRMNESS_MEANS } from '../../document/meanings.ts';
import type { Table } from './table.ts';

interface Said {
  readonly book: string;
  readonly exported: string;
  readonly by: string;
  readonly filters: Readonly<Record<string, unknown>>;
}

/** The 20 root codes of CAMEO (Schrodt 2012). */
const CAMEO_MEANS = [
  'make public statement',
  'appeal',
  'express intent to cooperate',
  'consult',
  'engage in diplomatic cooperation',
  'engage in material cooperation',
  'provide aid',
  'yield',
  'investigate',
  'demand',
  'disapprove',
  'reject',
  'threaten',
  'protest',
  'exhibit military posture',
  'reduce relations',
  'coerce',
  'assault',
  'fight',
  'use unconventional mass violence',
];

/**
 * What the columns of a table of event data are, and the codes in them, as Markdown.
 * @param measures what each is about, by id
 */
export const codebook = (
  table: Table<never>,
  { book, exported, by, filters }: Said,
  measures: ReadonlyMap<string, string>,
): string =>
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
    ...values('Acts', 'the actor …', Object.entries(ACT_MEANS)),
    ...values('Firmness, weakest first', 'as in', Object.entries(FIRMNESS_MEANS)),
    'Only `commit`, `agree`, `perform` and `refuse` have one.',
    '',
    ...values('Factuality', 'by the word of the source it …', Object.entries(FACTUALITY_MEANS)),
    'After FactBank (Saurí and Pustejovsky 2009).',
    '',
    ...values('Parties', 'what an id that begins so names', Object.entries(ACTOR_KIND_MEANS)),
    'The ids of organisations begin with `org:`.',
    '',
    ...values('Measures', 'what it is about', [...measures]),
    'A profile of one’s own may have others. `force.land` is a kind of `force`.',
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
    'Modes and contexts of PLOVER are not given.',
    '',
    ...values(
      'CAMEO root codes',
      'event',
      CAMEO_MEANS.map((means, i) => [`${i + 1}`.padStart(2, '0'), means]),
    ),
    '## Rights',
    '',
    'Quoted words and titles are their publishers’.',
    '',
  ].join('\n');

const values = (
  title: string,
  means: string,
  of: readonly (readonly [value: string, meaning: string])[],
): readonly string[] => [
  `## ${title}`,
  '',
  `| value | ${means} |`,
  '| --- | --- |',
  ...of.map(([value, meaning]) => `| \`${value}\` | ${meaning} |`),
  '',
];
