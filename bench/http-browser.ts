/** A page as a browser shows it that was never there before. */
import { chromium } from 'playwright-core';

/** What a function that is sent to the browser finds there. */
interface InBrowser {
  readonly innerHeight: number;
  readonly document: {
    querySelector(selector: string): { readonly childElementCount: number } | null;
    querySelectorAll(selector: string): Iterable<{
      getBoundingClientRect(): { readonly top: number };
    }>;
  };
}

export interface FirstView {
  /**
   * Milliseconds from the begin of the navigation until something is painted, until nothing is waited for that is in view, and
   * until nothing is on the whole page.
   */
  readonly painted: number;
  readonly usable: number;
  readonly whole: number;
  readonly requests: number;
  /** As they came over the wire, compressed. */
  readonly bytes: number;
  /** Of these the scripts and styles. */
  readonly bundle: number;
}

/**
 * @param trace a file for what was asked and answered and when (HTTP Archive 1.2, which browsers' developer tools show); without
 *   what was answered
 * @throws where there is no Chromium at `CHROMIUM`, or at `/usr/bin/chromium`
 */
export async function firstView(url: string, trace?: string): Promise<FirstView> {
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  try {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 800 },
      ...(trace !== undefined && { recordHar: { path: trace, content: 'omit' } }),
    });
    const page = await context.newPage();
    const network = await context.newCDPSession(page);
    await network.send('Network.enable');
    const kinds = new Map<string, string>();
    let [requests, bytes, bundle] = [0, 0, 0];
    network.on('Network.responseReceived', ({ requestId, type }) => kinds.set(requestId, type));
    network.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      requests++;
      bytes += encodedDataLength;
      if (['Script', 'Stylesheet'].includes(kinds.get(requestId) ?? '')) bundle += encodedDataLength;
    });
    await page.goto(url);
    // Polled in each frame, so that it is the page's own clock that says when.
    const settled = async (above: 'fold' | 'end'): Promise<number> => {
      const at = await page.waitForFunction(
        (where) => {
          const { document, innerHeight } = globalThis as unknown as InBrowser;
          const waiting = [
            ...document.querySelectorAll('main .state.loading, main [aria-busy="true"]'),
          ].filter((one) => where === 'end' || one.getBoundingClientRect().top < innerHeight);
          return (
            waiting.length === 0 && document.querySelector('main')?.childElementCount && performance.now()
          );
        },
        above,
        { timeout: 120_000 },
      );
      return Number(await at.jsonValue());
    };
    const [usable, whole] = await Promise.all([settled('fold'), settled('end')]);
    await page.waitForLoadState('networkidle', { timeout: 120_000 });
    const painted = await page.evaluate(
      () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
    );
    await context.close();
    return { painted, usable, whole, requests, bytes, bundle };
  } finally {
    await browser.close();
  }
}
