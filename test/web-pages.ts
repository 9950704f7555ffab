import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import pixelmatch from 'pixelmatch';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { PNG } from 'pngjs';
import { build } from 'vite';
import { type Book, type BookOptions, openBook } from '../src/app/book/index.ts';
import type { Reading } from '../src/app/reading.ts';
import { type Served, type ServeOptions, serve } from '../src/http/index.ts';
import { fakeReader } from './fake-cli.ts';
import { SECRETS } from './served-book.ts';

const root = join(import.meta.dirname, '..');
const AXE = readFileSync(join(root, 'node_modules/axe-core/axe.min.js'), 'utf8');

/** The sample reports as the reader read them once: what the pages show does not change with its weights. */
export const READINGS: readonly Reading[] = readFileSync(
  join(import.meta.dirname, 'fixtures/sample-readings.jsonl'),
  'utf8',
)
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));
/** A report of amounts, read once as well. */
const AMOUNTS = JSON.parse(readFileSync(join(import.meta.dirname, 'fixtures/amounts-reading.jsonl'), 'utf8'));

const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const ARGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--font-render-hinting=none',
];

export interface Pages {
  readonly book: Book;
  readonly server: Served;
  readonly browser: Browser;
  /** A page of its own; what it logs as an error, and what it asks of others, fails the test that `clean` ends. */
  open(address: string, how?: How): Promise<Page>;
  /** As `open`, signed in by the token of this right. */
  openAs(right: keyof typeof SECRETS, address: string, how?: How): Promise<Page>;
}

export interface How {
  readonly width?: number;
  readonly scheme?: 'light' | 'dark';
  /** Codes of answers that the test wants refused: the browser logs them as errors. */
  readonly refused?: readonly number[];
}

/** The bundle built anew, a server on a book of the samples, and a browser. All end with the tests of the file. */
export async function openedPages(
  options: Partial<ServeOptions> &
    Pick<BookOptions, 'reader' | 'fetcher'> & { readonly readings?: readonly unknown[] } = {},
): Promise<Pages> {
  if (!existsSync(CHROMIUM)) {
    const missing = `there is no Chromium at ${CHROMIUM}; scripts/install-browser.sh installs it`;
    if (process.env['CI']) throw new Error(missing);
    process.stderr.write(`the pages are not tested: ${missing}\n`);
    process.exit(0);
  }
  const folder = mkdtempSync(join(tmpdir(), 'pledgebook-web-'));
  const [, browser] = await Promise.all([
    build({
      configFile: join(root, 'web/vite.config.ts'),
      logLevel: 'error',
      build: { outDir: join(folder, 'web') },
    }),
    chromium.launch({ executablePath: CHROMIUM, args: ARGS }),
  ]);
  const path = join(folder, 'sample.db');
  let second = 0;
  const now = () => new Date(Date.UTC(2026, 0, 8, 8, 0, second++)).toISOString();
  const { readings = [...READINGS, AMOUNTS], reader = fakeReader, fetcher, ...serving } = options;
  const book = await openBook({ book: path, reader, ...(fetcher && { fetcher }), remember: true, now });
  for (const reading of readings) await book.addReading(reading as Reading);
  const tokens = (['read', 'propose', 'decide'] as const).map((right) => ({
    person: { read: 'Rea', propose: 'Ben', decide: 'Ada' }[right],
    right,
    secret: SECRETS[right],
  }));
  const server = await serve({
    book,
    path,
    port: 0,
    host: '127.0.0.1',
    sample: true,
    tokens,
    web: [join(folder, 'web')],
    ...serving,
  });
  after(async () => {
    await browser.close();
    await server.stop();
    await book.close();
    rmSync(folder, { recursive: true });
  });
  const open = async (address: string, how: How = {}, before?: (of: BrowserContext) => Promise<unknown>) => {
    const { width = 1280, scheme = 'light', refused = [] } = how;
    const context = await browser.newContext({
      viewport: { width, height: width < 500 ? 844 : 800 },
      colorScheme: scheme,
      locale: 'en-GB',
      timezoneId: 'UTC',
      reducedMotion: 'reduce',
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    const wrong: string[] = [];
    const host = new URL(server.url).host;
    context.on('request', (request) => {
      const url = new URL(request.url());
      if (/^https?:/.test(url.protocol) && url.host !== host) wrong.push(`asked ${url}`);
    });
    await before?.(context);
    const page = await context.newPage();
    page.on('console', (message) => {
      const wanted = refused.some((code) => message.text().includes(`status of ${code}`));
      if (message.type() === 'error' && !wanted) wrong.push(message.text());
    });
    page.on('pageerror', (error) => wrong.push(String(error.stack)));
    WRONG.set(page, wrong);
    await page.goto(server.url + address);
    await ready(page);
    return page;
  };
  return {
    book,
    server,
    browser,
    open,
    openAs: (right, address, how) =>
      open(address, how, (context) =>
        context.request.post(`${server.url}/api/session`, { data: { token: SECRETS[right] } }),
      ),
  };
}

const WRONG = new WeakMap<Page, string[]>();

/** Until the page has what it asked for, also where it only changed its address and shows the former answer meanwhile. */
export async function ready(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  // A new address is drawn with the next frame, and asked for after it.
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  );
  await page.waitForFunction(
    () =>
      document.querySelector('main h1, main .state') && !document.querySelector('.loading, [aria-busy=true]'),
  );
}

/** Nothing went wrong on the page. It is closed. */
export async function clean(page: Page): Promise<void> {
  assert.deepEqual(WRONG.get(page), []);
  assert.ok(
    await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth),
    'it scrolls sideways',
  );
  await page.context().close();
}

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** axe finds nothing. */
export async function accessible(page: Page): Promise<void> {
  await page.evaluate(AXE);
  const violations = await page.evaluate(async (rules) => {
    const { axe } = globalThis as unknown as {
      axe: {
        run(
          of: Document,
          how: unknown,
        ): Promise<{ violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] }>;
      };
    };
    const found = await axe.run(document, { runOnly: rules });
    return found.violations.flatMap(({ id, nodes }) =>
      nodes
        .slice(0, 3)
        .map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary.slice(0, 300)}`),
    );
  }, RULES);
  assert.deepEqual(violations, []);
}

const PICTURES = join(import.meta.dirname, 'pictures');
/** Of the pixels: letters are smoothed a little otherwise by each version of the browser. A word more in a menu is more. */
const TOLERANCE = 0.002;
/** CSS pixels from the top of a page: what comes below is more of the same. */
const TALLEST = 2400;
/** On every machine the letters that `scripts/install-browser.sh` brings. */
const LETTERS = `:root { --text: "DejaVu Sans"; --read: "DejaVu Serif"; --code: "DejaVu Sans Mono"; }
  * { caret-color: transparent !important; }`;

/**
 * The page looks as in `pictures/NAME.png`. Where it does not, what it looks like now is kept beside it as `NAME.now.png`, for
 * a person to look at; `PICTURES=keep` takes it as the golden one.
 */
export async function looksLike(page: Page, name: string): Promise<void> {
  const style = await page.evaluateHandle((css) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets = [sheet];
  }, LETTERS);
  await style.dispose();
  await page.evaluate(() => document.fonts.ready);
  const whole = await page.screenshot({ animations: 'disabled', scale: 'css', fullPage: true });
  const bytes = PNG.sync.write(halved(PNG.sync.read(whole)));
  const path = join(PICTURES, `${name}.png`);
  mkdirSync(PICTURES, { recursive: true });
  if (process.env['PICTURES'] === 'keep') {
    writeFileSync(path, bytes);
    return;
  }
  const now = PNG.sync.read(bytes);
  const golden = PNG.sync.read(readFileSync(path));
  const fits = golden.width === now.width && golden.height === now.height;
  const differing = fits
    ? pixelmatch(golden.data, now.data, undefined, now.width, now.height, { threshold: 0.2 })
    : Number.POSITIVE_INFINITY;
  const share = differing / (now.width * now.height);
  const beside = path.replace(/\.png$/, '.now.png');
  rmSync(beside, { force: true });
  if (share <= TOLERANCE) return;
  writeFileSync(beside, whole);
  assert.fail(
    `${name} looks otherwise (${fits ? `${(share * 100).toFixed(1)} % of it` : 'its height'}); look at ${beside}`,
  );
}

/** At half its size and in sixteen shades: enough to see what moved, and small in the repository. */
function halved({ width, height, data }: PNG): PNG {
  const half = new PNG({ width: width >> 1, height: Math.min(height, TALLEST) >> 1 });
  for (let y = 0; y < half.height; y++)
    for (let x = 0; x < half.width; x++)
      for (let channel = 0; channel < 4; channel++) {
        const at = (dx: number, dy: number) => data[((2 * y + dy) * width + 2 * x + dx) * 4 + channel] ?? 0;
        half.data[(y * half.width + x) * 4 + channel] =
          ((at(0, 0) + at(1, 0) + at(0, 1) + at(1, 1)) >> 2) & 0xf0;
      }
  return half;
}
