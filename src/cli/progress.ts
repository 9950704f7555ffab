import { basename } from 'node:path';
import { displayable } from './layout.ts';

/** Says on stderr how far a long run is: one line that rewrites itself on a terminal, else a line now and then. */
export interface Progress {
  /** Document number `index` (from 0) is begun. */
  begin(name: string, index: number): void;
  /** How much of it is read, 0 to 1. */
  fraction(read: number): void;
  /** Takes the line away, so that other output does not run into it. */
  clear(): void;
}

// Less than this is done before a person wonders.
const FEW_DOCUMENTS = 3;
const REDRAW_MS = 100;
const LINE_MS = 10_000;

/** @param total infinite where it is not known */
export function createProgress(
  stderr: NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number },
  total: number,
  now: () => number = () => performance.now(),
): Progress {
  const everyMs = stderr.isTTY ? REDRAW_MS : LINE_MS;
  let [name, index, shown] = ['', 0, false];
  let last = now();
  const say = (read: number) => {
    if (now() - last < everyMs) return;
    last = now();
    const part = read > 0 ? ` ${Math.floor(read * 100)} %` : '';
    const of = total === Number.POSITIVE_INFINITY ? '' : `/${total}`;
    const line = displayable(`${index + 1}${of} ${basename(name)}${part}`);
    stderr.write(stderr.isTTY ? `\r\u001b[K${line.slice(0, (stderr.columns ?? 80) - 1)}` : `${line}\n`);
    shown = true;
  };
  return {
    begin(nextName, nextIndex) {
      [name, index] = [nextName, nextIndex];
      if (total > FEW_DOCUMENTS) say(0);
    },
    fraction: say,
    clear() {
      if (shown && stderr.isTTY) stderr.write('\r\u001b[K');
      shown = false;
    },
  };
}
