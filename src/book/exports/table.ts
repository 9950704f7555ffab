export type Cell = string | number | boolean | null;

/** Types as Frictionless Table Schema names them. */
export type CellType = 'string' | 'number' | 'integer' | 'boolean' | 'date' | 'datetime';

/** What one column of an exported table holds. */
export interface Column<Row> {
  readonly name: string;
  readonly type: CellType;
  readonly title: string;
  readonly description: string;
  /** Never null. */
  readonly required?: true;
  /** Where the values are few. */
  readonly oneOf?: readonly string[];
  readonly of: (row: Row) => Cell;
}

export interface ForeignKey {
  readonly fields: string;
  readonly resource: string;
}

export interface Table<Row> {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly columns: readonly Column<Row>[];
  /** Of columns that together name a row. */
  readonly primaryKey: readonly string[];
  /** To the `id` of another table. */
  readonly foreignKeys: readonly ForeignKey[];
}

/** Several values in one cell; none holds a line break. */
export const several = (values: readonly string[]): string => values.join('; ');

/** A whole day of an ISO date or instant, as it is written; null of a month or a year. */
export const dayOf = (iso: string | null | undefined): string | null =>
  iso && /^\d{4}-\d{2}-\d{2}/.test(iso) ? iso.slice(0, 10) : null;
