import { PassThrough, Writable } from 'node:stream';
import { run } from '../src/cli/run.ts';
import { fakeReader } from './fake-cli.ts';

/** Runs a command line over the fake reader, at 80 columns and without colours. */
export async function cli(...args: readonly string[]) {
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
  const createSourceReader = async () => fakeReader;
  const code = await run(args, { stdin, stdout: sink('out'), stderr: sink('err'), createSourceReader });
  const lines = texts.out.split('\n').filter((line) => line !== '');
  return { ...texts, code, lines, json: () => lines.map((line) => JSON.parse(line)) };
}

/** The same on this book. */
export const cliOn = (book: string, command: string, ...args: readonly string[]) =>
  cli(command, '--book', book, ...args);
