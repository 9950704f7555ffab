import { emitKeypressEvents } from 'node:readline';
import { UsageError } from '../../text/errors.ts';
import type { Host } from '../command.ts';
import { columns } from '../layout.ts';
import { write } from '../reading-options.ts';
import { type Terminal, terminalOf } from '../terminal.ts';
import { type Key, keyFrom } from './keys.ts';
import type { Step } from './review-machine.ts';

/** What a screen shows: a body that may be longer than it, and the lines that always stand below. */
export interface View {
  readonly body: readonly string[];
  readonly foot: readonly string[];
  /** Lines of the body that are above the screen. */
  readonly scroll: number;
}

/** A screen as data: its states follow from events, and what it asks of the book gives events. */
export interface Machine<State, Effect extends { readonly kind: string }, Event> {
  readonly begin: Step<State, Effect>;
  readonly onKey: (key: Key) => Event;
  readonly step: (state: State, event: Event) => Step<State, Effect>;
  /** Null ends the screen. */
  readonly perform: (effect: Effect) => Promise<Event | null>;
  readonly view: (state: State, terminal: Terminal) => View;
}

/** @throws UsageError `usage/terminal` */
export function needTerminal({ stdin, stdout }: Host, instead: string): void {
  if (stdin.isTTY && stdout.isTTY && stdin.setRawMode) return;
  throw new UsageError(
    'usage/terminal',
    `this is worked with keys in a terminal, and here is none; ${instead}`,
  );
}

// The other screen, the cursor hidden; and back.
const ENTER = '\u001b[?1049h\u001b[?25l';
const LEAVE = '\u001b[?25h\u001b[?1049l';

/** Runs a screen until it ends; keys that come while the book is asked wait. @returns its last state */
export async function runScreen<State, Effect extends { readonly kind: string }, Event>(
  { stdin, stdout }: Host,
  machine: Machine<State, Effect, Event>,
): Promise<State> {
  let state = machine.begin.state;
  const draw = (): void => {
    const terminal = terminalOf(stdout);
    stdout.write(drawn(machine.view(state, terminal), terminal.width, stdout.rows ?? 24));
  };
  const waiting: Event[] = [];
  let wake = (): void => undefined;
  const onKey = (text: string | undefined, key: Parameters<typeof keyFrom>[1]): void => {
    waiting.push(machine.onKey(keyFrom(text, key)));
    wake();
  };
  // A terminal that goes away leaves nobody to decide.
  let ended = false;
  const onEnd = (): void => {
    ended = true;
    wake();
  };
  emitKeypressEvents(stdin);
  stdin.setRawMode?.(true);
  stdin.on('keypress', onKey);
  stdin.on('end', onEnd);
  stdout.on('resize', draw);
  stdin.resume();
  await write(stdout, ENTER);
  try {
    const perform = async (effects: readonly Effect[]): Promise<boolean> => {
      for (const effect of effects) {
        draw();
        const event = await machine.perform(effect);
        if (event === null) return false;
        const next = machine.step(state, event);
        state = next.state;
        if (!(await perform(next.effects))) return false;
      }
      draw();
      return true;
    };
    let goesOn = await perform(machine.begin.effects);
    while (goesOn) {
      const event = waiting.shift();
      if (event === undefined) {
        if (ended) break;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        continue;
      }
      const next = machine.step(state, event);
      state = next.state;
      goesOn = await perform(next.effects);
    }
  } finally {
    stdin.off('keypress', onKey);
    stdin.off('end', onEnd);
    stdout.off('resize', draw);
    stdin.setRawMode?.(false);
    stdin.pause();
    await write(stdout, LEAVE);
  }
  return state;
}

/** The whole screen anew: what is too long for it is scrolled, what is too wide was wrapped before. */
export function drawn({ body, foot, scroll }: View, width: number, rows: number): string {
  const room = Math.max(1, rows - foot.length);
  const from = Math.min(scroll, Math.max(0, body.length - room));
  const shown = body.slice(from, from + room);
  const more = body.length > from + room;
  const last = shown.length - 1;
  const lines = more ? [...shown.slice(0, last), MORE.slice(0, width)] : shown;
  const filled = [...lines, ...Array.from({ length: room - lines.length }, () => ''), ...foot.slice(-rows)];
  return `\u001b[H${filled.map((line) => `${line}\u001b[K`).join('\r\n')}\u001b[J`;
}
const MORE = '↓ more: arrow keys';

/** The line that is written, its cursor shown; of a long one the part around it. */
export function lineWithCursor(
  text: string,
  at: number,
  width: number,
  { paint, coloured }: Terminal,
): string {
  const under = text.slice(at, at + 1) || ' ';
  const cursor = coloured ? paint('inverse', under) : `▏${under.trim() === '' ? '' : under}`;
  let from = 0;
  while (from < at && columns(text.slice(from, at)) > width - 3) from++;
  let end = text.length;
  while (end > at + 1 && columns(text.slice(from, end)) > width - 2) end--;
  return text.slice(from, at) + cursor + text.slice(at + under.length, Math.max(end, at + under.length));
}
