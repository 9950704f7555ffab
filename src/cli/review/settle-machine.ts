import type { Choice, OpenDifference } from '../../app/book/review/settle.ts';
import { type Form, formOf, formStep } from './form.ts';
import type { Key } from './keys.ts';
import { type Scene, type Step, textOf } from './review-machine.ts';
import type { FieldName } from './values.ts';

export type SettleMode =
  | { readonly kind: 'difference' }
  /** Whose claim is taken, before it is mended. */
  | { readonly kind: 'choose' }
  | { readonly kind: 'form'; readonly coder: string; readonly form: Form }
  | { readonly kind: 'help' };

/** Where a curator is who settles what coders marked differently. */
export interface SettleState {
  readonly scene: Scene;
  readonly items: readonly OpenDifference[];
  readonly at: number;
  readonly settled: ReadonlySet<string>;
  readonly taken: readonly { readonly decision: string; readonly item: string }[];
  readonly mode: SettleMode;
  readonly busy: string | null;
  readonly message: string | null;
  readonly scroll: number;
}

export type SettleEffect =
  | {
      readonly kind: 'settle';
      readonly item: OpenDifference;
      readonly choice: Choice['kind'];
      readonly coder: string | null;
      readonly values: ReadonlyMap<FieldName, string>;
    }
  | { readonly kind: 'undo'; readonly decision: string; readonly item: string }
  | { readonly kind: 'quit' };

export type SettleEvent =
  | { readonly kind: 'key'; readonly key: Key }
  | { readonly kind: 'settled'; readonly item: string; readonly decision: string; readonly what: string }
  | { readonly kind: 'undone'; readonly item: string; readonly now: OpenDifference | null }
  | { readonly kind: 'failed'; readonly message: string };

type SettleStep = Step<SettleState, SettleEffect>;

export const beginSettling = (items: readonly OpenDifference[], scene: Scene): SettleStep =>
  stay({
    scene,
    items,
    at: 0,
    settled: new Set(),
    taken: [],
    mode: { kind: 'difference' },
    busy: null,
    message: null,
    scroll: 0,
  });

/** Pure: what a key or an answer of the book leads to. */
export function settleStep(state: SettleState, event: SettleEvent): SettleStep {
  switch (event.kind) {
    case 'key':
      return onKey({ ...state, message: null }, event.key);
    case 'settled': {
      const { item, decision, what } = event;
      return forward({
        ...state,
        busy: null,
        settled: new Set([...state.settled, item]),
        taken: [...state.taken, { decision, item }],
        mode: { kind: 'difference' },
        message: what,
      });
    }
    case 'undone': {
      const { item, now } = event;
      const at = state.items.findIndex(({ id }) => id === item);
      return stay({
        ...state,
        busy: null,
        at: Math.max(0, at),
        items: now ? state.items.with(at, now) : state.items,
        settled: new Set([...state.settled].filter((id) => id !== item)),
        taken: state.taken.slice(0, -1),
        message: 'undone',
      });
    }
    case 'failed':
      return stay({ ...state, busy: null, message: event.message });
  }
}

const stay = (state: SettleState): SettleStep => ({ state, effects: [] });

function forward(state: SettleState): SettleStep {
  const next = state.items.findIndex(({ id }, i) => i > state.at && !state.settled.has(id));
  return stay({ ...state, at: next < 0 ? state.items.length : next, scroll: 0 });
}

const settling = (
  state: SettleState,
  item: OpenDifference,
  coder: string | null,
  values: ReadonlyMap<FieldName, string> = new Map(),
): SettleStep => ({
  state: { ...state, busy: 'writing' },
  effects: [{ kind: 'settle', item, choice: coder === null ? 'none' : 'take', coder, values }],
});

/** The coders who marked something, in the order of their numbers. */
export const codersOf = ({ marks }: OpenDifference): readonly string[] => [...marks.keys()];

function onKey(state: SettleState, key: Key): SettleStep {
  const { mode } = state;
  const item = state.items[state.at];
  if (key.name === 'ctrl-c') return { state, effects: [{ kind: 'quit' }] };
  if (mode.kind === 'help') return stay({ ...state, mode: { kind: 'difference' } });
  if (mode.kind === 'form' && item) {
    const next = formStep(mode.form, key);
    if (next === 'leave') return stay({ ...state, mode: { kind: 'difference' } });
    return next === 'send'
      ? settling(state, item, mode.coder, mode.form.set)
      : stay({ ...state, mode: { ...mode, form: next } });
  }
  const coder = item && codersOf(item)[Number(key.name) - 1];
  if (mode.kind === 'choose') {
    const mark = coder === undefined ? undefined : item?.marks.get(coder);
    return coder === undefined || mark === undefined
      ? stay({ ...state, mode: { kind: 'difference' } })
      : stay({
          ...state,
          mode: { kind: 'form', coder, form: formOf(mark, textOf(state.scene, mark.report)) },
        });
  }
  return onDifferenceKey(state, item, coder, key.name);
}

function onDifferenceKey(
  state: SettleState,
  item: OpenDifference | undefined,
  coder: string | undefined,
  name: string,
): SettleStep {
  const last = state.taken.at(-1);
  switch (name) {
    case 'q':
      return { state, effects: [{ kind: 'quit' }] };
    case '?':
      return stay({ ...state, mode: { kind: 'help' } });
    case 'b':
      return stay({ ...state, at: Math.max(0, state.at - 1), scroll: 0 });
    case 'up':
    case 'down':
      return stay({ ...state, scroll: Math.max(0, state.scroll + (name === 'up' ? -1 : 1)) });
    case 'u':
      return last
        ? { state: { ...state, busy: 'undoing' }, effects: [{ kind: 'undo', ...last }] }
        : stay({ ...state, message: 'nothing was settled in this sitting' });
  }
  if (item === undefined) return stay(state);
  if (name === 'space' || name === 'n') return forward(state);
  if (state.settled.has(item.id))
    return stay({ ...state, message: 'settled already; u undoes the last one' });
  if (name === '0') return settling(state, item, null);
  if (name === 'm') return stay({ ...state, mode: { kind: 'choose' } });
  return coder === undefined ? stay(state) : settling(state, item, coder);
}
