import { readFile } from 'node:fs/promises';
import process from 'node:process';
import type { Token } from '../http/index.ts';
import { InputError, UsageError } from '../text/errors.ts';
import { BOOK_OPTION, bookPath } from './book-options.ts';
import { type Command, type Host, parse } from './command.ts';
import { type ExitCode, failure } from './failure.ts';
import { FETCHING_OPTIONS, fetcherFrom } from './fetching-options.ts';
import { HELP_OPTION } from './output-options.ts';
import { modelNamed, READER_OPTIONS } from './reading-options.ts';
import { withBook } from './with-book.ts';

const PORT = 4747;
const LOOPBACK = '127.0.0.1';

const { model, profile } = READER_OPTIONS;

const OPTIONS = {
  ...BOOK_OPTION,
  port: { type: 'string', value: 'N', help: `where it listens (default: ${PORT}; 0: any that is free)` },
  host: {
    type: 'string',
    value: 'HOST',
    help: `address on which it listens (default: ${LOOPBACK}, which only this machine can ask)`,
  },
  token: {
    type: 'string',
    multiple: true,
    value: 'NAME:RIGHT:SECRET',
    help: 'who may what: RIGHT is read, propose (add reports) or decide; may be repeated. Others on this machine can see it, unlike --token-file',
  },
  'token-file': { type: 'string', value: 'FILE', help: 'a file of such tokens, one a line' },
  'sign-in': {
    type: 'string',
    value: 'NAME',
    help: 'print a link that works once and by which NAME may decide',
  },
  private: { type: 'boolean', help: 'reading needs a token, too' },
  'serve-texts': {
    type: 'boolean',
    help: 'full texts of reports are served on a wider address, too, not only quotes',
  },
  sample: { type: 'boolean', help: 'say on every page that the book is a sample' },
  log: {
    type: 'string',
    value: 'on|off',
    help: 'a line of JSON a request on the standard error (default: on where that is no terminal)',
  },
  ...FETCHING_OPTIONS,
  model,
  profile,
  ...HELP_OPTION,
} as const;

export const serveCommand: Command = {
  name: 'serve',
  operands: '',
  summary:
    'Answers questions on a book over HTTP, for programs under /api and for people as pages in the browser, until it is stopped. Without a token it can be read only.',
  options: OPTIONS,
  examples: [
    ['pledgebook serve --sign-in Ada', 'pledgebook.db on this machine, with a link to sign in'],
    [
      'pledgebook serve --host 0.0.0.0 --private --token-file tokens.txt',
      'for colleagues who have tokens, quotes only',
    ],
  ],
  run: runServe,
};

async function runServe(args: readonly string[], host: Host): Promise<ExitCode> {
  const { values, positionals } = parse(args, OPTIONS);
  if (positionals.length > 0)
    throw new UsageError('usage/option', `serve takes options only, not "${positionals[0]}"`);
  const { serve, tokensFrom, isLoopback } = await import('../http/index.ts');
  const tokens: readonly Token[] = [
    ...(values.token ?? []).flatMap((token) => tokensFrom(token, '--token')),
    ...(values['token-file'] === undefined
      ? []
      : tokensFrom(await fileOf(values['token-file']), values['token-file'])),
  ];
  const address = values.host ?? LOOPBACK;
  const person = values['sign-in'];
  if (values.private && tokens.length === 0 && person === undefined)
    throw new UsageError('usage/token', '--private needs a token: --token, --token-file or --sign-in');
  const logged = logFrom(values.log, host);
  const options = { model: modelNamed(values.model), profiles: values.profile ?? [] };
  const fetcher = await fetcherFrom(values);
  return withBook(
    values,
    async (book) => {
      const served = await serve({
        book,
        path: bookPath(values),
        port: portFrom(values.port),
        host: address,
        tokens,
        ...(person && { link: { person, right: 'decide' } }),
        sample: values.sample ?? false,
        private: values.private ?? false,
        ...(values['serve-texts'] && { texts: true }),
        log: (line) => {
          if (logged) host.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), ...line })}\n`);
        },
        fault: (error) => host.stderr.write(`pledgebook: ${failure(error).message}\n`),
      });
      host.stdout.write(`${served.url}\n`);
      if (served.link !== null) host.stdout.write(`${served.link}\n`);
      host.stderr.write(`${bookPath(values)} is served${rights(tokens, person)}; stop it with Ctrl-C\n`);
      if (!isLoopback(address)) host.stderr.write(`${wider(address, values)}\n`);
      await told();
      host.stderr.write('stopping: what is under way is ended first\n');
      await served.stop();
      return 0;
    },
    { ...options, remember: true, reader: lazily(host, options), fetcher },
  );
}

const rights = (tokens: readonly Token[], person: string | undefined): string =>
  tokens.length === 0 && person === undefined
    ? ', for reading only (--sign-in or --token lets in who decides)'
    : '';

const wider = (
  address: string,
  values: { readonly private?: boolean; readonly 'serve-texts'?: boolean },
): string =>
  [
    `${address} can be asked from other machines, ${values.private ? 'with a token' : 'by everybody who reaches it (--private wants a token)'}`,
    values['serve-texts'] ? 'with the full texts of reports' : 'with quotes of reports, not their full texts',
    'without encryption: put a proxy with TLS before it',
  ].join('; ');

/** The reading model is loaded with the first report that has to be read. */
function lazily(host: Host, options: Parameters<Host['createSourceReader']>[0]) {
  let reader: ReturnType<Host['createSourceReader']> | undefined;
  return async (...asked: Parameters<Awaited<ReturnType<Host['createSourceReader']>>>) => {
    reader ??= host.createSourceReader(options);
    return (await reader)(...asked);
  };
}

/** When the process is told to stop. */
const told = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });

function portFrom(word = String(PORT)): number {
  const port = Number(word);
  if (/^\d{1,5}$/.test(word) && port <= 65_535) return port;
  throw new UsageError('usage/port', `--port: "${word}" is no port; write a number up to 65535`);
}

function logFrom(word: string | undefined, { stderr }: Host): boolean {
  if (word === undefined) return !stderr.isTTY;
  if (word === 'on' || word === 'off') return word === 'on';
  throw new UsageError('usage/log', `--log: "${word}" is neither on nor off`);
}

async function fileOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error;
    throw new InputError('input/not-found', `${path}: it cannot be read; check the path`, { cause: error });
  }
}
