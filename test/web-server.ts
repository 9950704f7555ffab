import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';

/** What is answered to a path: a body, or whatever the function does. */
export type Answer =
  | string
  | Uint8Array
  | {
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string | Uint8Array;
    }
  | ((request: IncomingMessage, response: ServerResponse) => void);

export interface WebServer {
  readonly origin: string;
  readonly port: number;
  /** Paths that were asked for, in order. */
  readonly asked: string[];
  /** Of the request that came last for a path. */
  readonly headers: Map<string, IncomingMessage['headers']>;
  /** By path; what is not there is answered with 404. */
  readonly answers: Map<string, Answer>;
  /** The most requests that were being answered at once. */
  readonly busiest: () => number;
}

/** A web server on this machine, which ends with the test. */
export async function webServer(
  t: TestContext,
  answers: Readonly<Record<string, Answer>> = {},
): Promise<WebServer> {
  const asked: string[] = [];
  const headers = new Map<string, IncomingMessage['headers']>();
  const known = new Map(Object.entries(answers));
  let open = 0;
  let busiest = 0;
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    asked.push(path);
    headers.set(path, request.headers);
    open++;
    busiest = Math.max(busiest, open);
    response.on('close', () => open--);
    const answer = known.get(path) ?? { status: 404 };
    if (typeof answer === 'function') answer(request, response);
    else if (typeof answer === 'string' || answer instanceof Uint8Array) response.end(answer);
    else response.writeHead(answer.status ?? 200, answer.headers).end(answer.body ?? '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, port, asked, headers, answers: known, busiest: () => busiest };
}

/** A news page with an article of these sentences. */
export const newsPage = (title: string, text: string, head = ''): string =>
  `<!doctype html><html lang="en"><head><title>${title}</title><meta property="og:title" content="${title}">
  <meta property="og:site_name" content="Harbour Wire">${head}</head>
  <body><nav><a href="/">Home</a></nav><article><h1>${title}</h1>${text
    .split('\n')
    .map((p) => `<p>${p}</p>`)
    .join('')}</article></body></html>`;

export interface RssItem {
  readonly link?: string;
  readonly title: string;
  readonly text?: string;
  readonly published?: string;
  readonly guid?: string;
}

export const rss = (title: string, items: readonly RssItem[]): string =>
  `<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>${title}</title>
  <link>https://harbourwire.example/</link><description>News</description>${items
    .map(
      ({ link, title, text = '', published, guid }) =>
        `<item><title>${title}</title>${link ? `<link>${link}</link>` : ''}${guid ? `<guid isPermaLink="false">${guid}</guid>` : ''}${
          published ? `<pubDate>${published}</pubDate>` : ''
        }<description><![CDATA[${text}]]></description></item>`,
    )
    .join('')}</channel></rss>`;
