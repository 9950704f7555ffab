/** The servers that `bench/http.ts` asks, each in a process of its own. */
import { spawn } from 'node:child_process';
import { createReadStream, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import { openBook } from '../src/app/book/index.ts';
import { serve } from '../src/http/index.ts';

export interface Started {
  readonly url: string;
  /** Resident memory. */
  megabytes(): Promise<number>;
  stop(): void;
}

/** A server on a book, with the pages of a folder. The file is read through before, since the system drops what nobody reads for a while. */
export async function startOurs(book: string, web: string): Promise<Started> {
  for await (const _ of createReadStream(book, { highWaterMark: 2 ** 20 }));
  return started('ours', book, web);
}

/** A bare handler of Node that answers the bytes of a file. */
export const startBare = (bytes: string): Promise<Started> => started('bare', bytes);

async function started(...given: readonly string[]): Promise<Started> {
  const child = spawn(process.execPath, [import.meta.filename, ...given], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  if (child.stdout === null) throw new Error('the child has no output');
  const { value: url } = await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next();
  return {
    url: String(url),
    megabytes: () =>
      new Promise((resolve) => {
        child.once('message', (rss) => resolve(Number(rss) / 2 ** 20));
        child.send('memory');
      }),
    stop: () => child.kill(),
  };
}

/** As a child: prints its address, and tells its memory when it is asked. */
async function child(role: string, path: string, web = ''): Promise<void> {
  if (role === 'ours') {
    const book = await openBook({ book: path, remember: true });
    const { url } = await serve({ book, path, port: 0, host: '127.0.0.1', web: [web] });
    console.log(url);
  } else {
    const bytes = readFileSync(path);
    const server = createServer((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': bytes.length });
      response.end(bytes);
    });
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      console.log(typeof address === 'object' && address ? `http://127.0.0.1:${address.port}` : '');
    });
  }
  process.on('message', () => process.send?.(process.memoryUsage().rss));
}

if (import.meta.main) {
  const [role = '', path = '', web] = process.argv.slice(2);
  await child(role, path, web);
}
