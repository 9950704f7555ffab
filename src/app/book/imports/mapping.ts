import { type Located, locatedYaml } from '../../../claims/located-yaml.ts';
import { InputError, ResourceError } from '../../../text/errors.ts';

/** What a row of a tracker says of a pledge. */
export const TRACKER_FIELDS = [
  'id',
  'actor',
  'measure',
  'beneficiary',
  'act',
  'firmness',
  'amount',
  'currency',
  'date',
  'condition',
  'url',
  'quote',
  'note',
] as const;
export type TrackerField = (typeof TRACKER_FIELDS)[number];

/** Which column of an analyst's table says what (docs/import.md). */
export interface Mapping {
  /** What the tracker is called: it stands as publisher of what its rows say. */
  readonly tracker: string;
  readonly columns: Partial<Readonly<Record<TrackerField, string>>>;
  /** Of what no column says. */
  readonly constants: Partial<Readonly<Record<TrackerField, string>>>;
  /** What words of the table mean, by field; compared without regard to case. */
  readonly values: Partial<Readonly<Record<TrackerField, ReadonlyMap<string, string>>>>;
  /** Amounts are in so many: 1000000 where the column is in millions. */
  readonly scale: number;
  /** What stands before the fraction of a number; null: only numbers that can be read in one way are taken. */
  readonly decimal: '.' | ',' | null;
  /** What `03/04/2025` begins with; null: only dates that can be read in one way are taken. */
  readonly dates: 'day-first' | 'month-first' | null;
  readonly separator?: string;
  readonly encoding?: string;
  readonly sheet?: string;
}

const KEYS = [
  'tracker',
  'columns',
  'constants',
  'values',
  'scale',
  'decimal',
  'dates',
  'separator',
  'encoding',
  'sheet',
] as const;

/** @throws InputError `input/mapping` with file and line */
export function mappingFrom(yaml: string, file: string): Mapping {
  try {
    return mapped(locatedYaml(yaml, file));
  } catch (error) {
    if (error instanceof ResourceError)
      throw new InputError('input/mapping', error.message, { cause: error });
    throw error;
  }
}

function mapped(root: Located): Mapping {
  const { tracker, columns, constants, values, scale, decimal, dates, ...table } = root.record(KEYS);
  if (tracker === undefined || columns === undefined)
    throw root.wrong('a mapping says what the "tracker" is called and which "columns" it has');
  const mapping: Mapping = {
    tracker: tracker.string(),
    columns: texts(columns.record(TRACKER_FIELDS)),
    constants: texts(constants?.record(TRACKER_FIELDS) ?? {}),
    values: Object.fromEntries(
      Object.entries(values?.record(TRACKER_FIELDS) ?? {}).map(([field, at]) => [
        field,
        new Map(at.entries().map(([word, meaning]) => [folded(word), meaning.string()])),
      ]),
    ),
    scale: scale === undefined ? 1 : scaleFrom(scale),
    decimal: decimal?.oneOf(['.', ','] as const) ?? null,
    dates: dates?.oneOf(['day-first', 'month-first'] as const) ?? null,
    ...texts(table),
  };
  for (const field of ['actor', 'measure'] as const)
    if (mapping.columns[field] === undefined && mapping.constants[field] === undefined)
      throw root.wrong(`no column and no constant says the ${field}`);
  return mapping;
}

const texts = <K extends string>(
  record: Partial<Readonly<Record<K, Located>>>,
): Partial<Record<K, string>> => {
  const read: Partial<Record<K, string>> = {};
  for (const [key, at] of Object.entries(record) as [K, Located][]) read[key] = at.string();
  return read;
};

function scaleFrom(at: Located): number {
  const scale = at.number();
  if (scale > 0) return scale;
  throw at.wrong('a scale is a number above 0');
}

/** Words as they are compared: case, blanks at the ends and several in a row do not count. */
export const folded = (word: string): string => word.trim().replace(/\s+/g, ' ').toLowerCase();
