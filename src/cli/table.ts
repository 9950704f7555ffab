import { Transform } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { csvTable } from '../app/csv.ts';

/** How the lines of JSON that a command prints are a table. */
export interface Table {
  /** Where a line holds several rows, the list of them: `rows.values` is a row for each of the values of each of its rows. */
  readonly each?: string;
  /** What is in each column: where it stands in the line. `claims.act` is the act of each of its claims. */
  readonly columns: Readonly<Record<string, string>>;
}

/** Turns lines of JSON into lines of CSV, with a head, one by one. */
export function tabulated({ each, columns }: Table): Transform {
  const decoder = new StringDecoder('utf8');
  const paths = Object.values(columns).map((path) => path.split('.'));
  let rest = '';
  const rowsOf = (line: string): string =>
    line === ''
      ? ''
      : csvTable(
          spread(JSON.parse(line), each === undefined ? [] : each.split('.')).map((row) =>
            paths.map((path) => cellOf(valuesAt(row, path))),
          ),
        );
  let isBegun = false;
  const begun = (rows: string): string => {
    const head = isBegun ? '' : csvTable([Object.keys(columns)]);
    isBegun = true;
    return head + rows;
  };
  return new Transform({
    transform(chunk, _encoding, done) {
      const lines = (rest + decoder.write(chunk)).split('\n');
      rest = lines.pop() ?? '';
      done(null, begun(lines.map(rowsOf).join('')));
    },
    flush(done) {
      done(null, begun(rowsOf(rest)));
    },
  });
}

/** The line once for each item of a list in it, in whose place the item stands. */
function spread(line: unknown, path: readonly string[]): readonly unknown[] {
  const [name, ...others] = path;
  if (name === undefined || !isObject(line)) return [line];
  return [line[name]]
    .flat()
    .flatMap((item) => spread(item, others))
    .map((item) => ({ ...line, [name]: item }));
}

function valuesAt(value: unknown, path: readonly string[]): readonly unknown[] {
  if (Array.isArray(value)) return value.flatMap((one) => valuesAt(one, path));
  const [name, ...others] = path;
  if (name === undefined) return value === undefined || value === null ? [] : [value];
  return isObject(value) ? valuesAt(value[name], others) : [];
}

/** Each once, as far as there are several: the publishers of several claims may be one. */
const cellOf = (values: readonly unknown[]): string =>
  [...new Set(values.map((value) => (typeof value === 'string' ? value : JSON.stringify(value))))].join('; ');

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
