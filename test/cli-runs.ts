import { PassThrough, Writable } from 'node:stream';
import type { SourceReader } from '../src/app/reader.ts';
import { run } from '../src/cli/run.ts';
import { fakeReader } from './fake-cli.ts';

/** Runs a command line over the fake reader, at 80 columns and without colours. */
export const cli = (...args: readonly string[]) => cliOver(fakeReader, ...args);

export async function cliOver(reader: SourceReader, ...args: readonly string[]) {
  const texts = { out: '', err: '' };
  const sink = (name: keyof typeof texts) =>
    new Writable({
      write(chunk, _encoding, done) {
        texts[name] += chunk;
        done();
      },
    });
  const stdin = new PassThrough();
  stdin.end();
  const createSourceReader = async () => reader;
  const code = await run(args, { stdin, stdout: sink('out'), stderr: sink('err'), createSourceReader });
  const lines = texts.out.split('\n').filter((line) => line !== '');
  return { ...texts, code, lines, json: () => lines.map((line) => JSON.parse(line)) };
}

/** The same on this book. */
export const cliOn = (book: string, command: string, ...args: readonly string[]) =>
  cli(command, '--book', book, ...args);
