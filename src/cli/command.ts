import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import type { createSourceReader } from '../app/reader.ts';
import { UsageError } from '../text/errors.ts';
import type { ExitCode } from './failure.ts';
import type { Table } from './table.ts';

/** Everything outside the process that a command touches. */
export interface Host {
  readonly stdin: NodeJS.ReadableStream & {
    readonly isTTY?: boolean;
    /** Keys come one by one, and are not printed; of a terminal only. */
    readonly setRawMode?: (raw: boolean) => unknown;
  };
  readonly stdout: NodeJS.WritableStream & {
    readonly isTTY?: boolean;
    readonly columns?: number;
    readonly rows?: number;
    /** A file: not coloured, whatever FORCE_COLOR says. */
    readonly isPlain?: boolean;
  };
  readonly stderr: NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };
  readonly createSourceReader: typeof createSourceReader;
}

export interface CommandOption {
  readonly type: 'string' | 'boolean';
  readonly short?: string;
  readonly multiple?: boolean;
  /** What the value is called in the help: `DATE`. */
  readonly value?: string;
  readonly help: string;
}

export interface Command {
  readonly name: string;
  /** What follows the name: `INPUT…`. */
  readonly operands: string;
  readonly summary: string;
  readonly options: Readonly<Record<string, CommandOption>>;
  /** Of one that takes `--csv` and does not make the table itself. */
  readonly table?: Table;
  readonly examples: readonly (readonly [command: string, what: string])[];
  run(args: readonly string[], host: Host): Promise<ExitCode>;
}

/** Node's `parseArgs` with its complaints as UsageError. */
export function parse<T extends ParseArgsOptionsConfig>(args: readonly string[], options: T) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    if (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')) {
      // Its first sentence says what is wrong; the rest is advice on `--`.
      throw new UsageError('usage/option', error.message.split('. ')[0] ?? error.message, { cause: error });
    }
    throw error;
  }
}
