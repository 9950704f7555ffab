import type { Carries } from '../../app/book/review/copies.ts';
import type { ReviewItem } from '../../app/book/review/queue.ts';
import type { Party, Report } from '../../book/record.ts';
import type { ProgressState } from '../../store/index.ts';
import { type Form, formOf, formStep } from './form.ts';
import type { Key } from './keys.ts';
import { type Line, lineOf, typed } from './line.ts';
import type { FieldName } from './values.ts';

/** What else is told of the item that is shown. */
export interface Beside {
  readonly carries: Carries | null;
  /** Other claims of its report that it can be merged with. */
  readonly others: readonly { readonly id: string; readonly says: string }[];
}

export type Mode =
  | { readonly kind: 'item' }
  | { readonly kind: 'form'; readonly form: Form }
  | { readonly kind: 'split'; readonly parts: readonly string[]; readonly line: Line }
  | { readonly kind: 'merge'; readonly chosen: readonly string[] }
  | { readonly kind: 'reasons'; readonly lines: readonly string[] }
  | { readonly kind: 'help' };

/** What the items lead to. */
export interface Scene {
  readonly reports: ReadonlyMap<string, Report>;
  readonly parties: ReadonlyMap<string, Party>;
}

export const textOf = ({ reports }: Scene, report: string): string => reports.get(report)?.text ?? '';

/** Where someone who works through the queue is. */
export interface ReviewState {
  readonly scene: Scene;
  readonly items: readonly ReviewItem[];
  readonly at: number;
  /** Items that were decided on in this sitting. */
  readonly decided: ReadonlySet<string>;
  /** Decisions of this sitting that can be undone, with the item of each. */
  readonly taken: readonly { readonly decision: string; readonly item: string }[];
  readonly mode: Mode;
  readonly beside: Beside | null;
  /** What an effect is waited for. */
  readonly busy: string | null;
  readonly message: string | null;
  /** Lines of the item that are above the screen. */
  readonly scroll: number;
}

/** What the screen asks of the book; each answers with an event. */
export type ReviewEffect =
  | { readonly kind: 'beside'; readonly item: ReviewItem }
  | { readonly kind: 'accept' | 'reject'; readonly item: ReviewItem }
  | { readonly kind: 'set'; readonly item: ReviewItem; readonly values: ReadonlyMap<FieldName, string> }
  | { readonly kind: 'split'; readonly item: ReviewItem; readonly parts: readonly string[] }
  | { readonly kind: 'merge'; readonly item: ReviewItem; readonly others: readonly string[] }
  | { readonly kind: 'undo'; readonly decision: string; readonly item: string }
  | { readonly kind: 'explain'; readonly item: ReviewItem }
  | { readonly kind: 'quit' };

export type ReviewEvent =
  | { readonly kind: 'key'; readonly key: Key }
  | { readonly kind: 'beside'; readonly item: string; readonly beside: Beside }
  | {
      readonly kind: 'taken';
      readonly item: string;
      readonly decision: string;
      readonly what: string;
      readonly carried: number;
      readonly progress: ProgressState | null;
    }
  | { readonly kind: 'undone'; readonly item: string }
  | { readonly kind: 'reasons'; readonly lines: readonly string[] }
  /** `gone`: somebody else decided on it meanwhile; `item` is how it stands now, null where it is not open any more. */
  | { readonly kind: 'gone'; readonly message: string; readonly item: ReviewItem | null }
  | { readonly kind: 'failed'; readonly message: string };

export interface Step<State, Effect> {
  readonly state: State;
  readonly effects: readonly Effect[];
}

type ReviewStep = Step<ReviewState, ReviewEffect>;

export const beginReview = (items: readonly ReviewItem[], scene: Scene): ReviewStep =>
  shown({
    scene,
    items,
    at: 0,
    decided: new Set(),
    taken: [],
    mode: { kind: 'item' },
    beside: null,
    busy: null,
    message: null,
    scroll: 0,
  });

export const currentItem = ({ items, at }: ReviewState): ReviewItem | null => items[at] ?? null;

/** Pure: what a key or an answer of the book leads to. */
export function reviewStep(state: ReviewState, event: ReviewEvent): ReviewStep {
  switch (event.kind) {
    case 'key':
      return onKey({ ...state, message: null }, event.key);
    case 'beside':
      return stay(currentItem(state)?.id === event.item ? { ...state, beside: event.beside } : state);
    case 'taken': {
      const { item, decision, what, carried, progress } = event;
      const copies = carried === 0 ? '' : `, carried to ${carried} ${carried === 1 ? 'copy' : 'copies'}`;
      const done = progress === 'done' ? '; its report is done' : '';
      return forward({
        ...state,
        busy: null,
        decided: new Set([...state.decided, item]),
        taken: [...state.taken, { decision, item }],
        mode: { kind: 'item' },
        message: `${what}${copies}${done}`,
      });
    }
    case 'undone':
      return shown({
        ...state,
        busy: null,
        at: Math.max(
          0,
          state.items.findIndex(({ id }) => id === event.item),
        ),
        decided: new Set([...state.decided].filter((id) => id !== event.item)),
        taken: state.taken.slice(0, -1),
        message: 'undone',
      });
    case 'reasons':
      return stay({ ...state, busy: null, scroll: 0, mode: { kind: 'reasons', lines: event.lines } });
    case 'gone': {
      const { item, message } = event;
      const items = state.items.flatMap((one, i) => (i === state.at ? (item ?? []) : one));
      return shown({ ...state, busy: null, items, mode: { kind: 'item' }, message });
    }
    case 'failed':
      // What was written stays, to be set right.
      return stay({ ...state, busy: null, message: event.message });
  }
}

const stay = (state: ReviewState): ReviewStep => ({ state, effects: [] });
const asking = (state: ReviewState, busy: string, effect: ReviewEffect): ReviewStep => ({
  state: { ...state, busy },
  effects: [effect],
});

/** The item at the cursor, with nothing told beside it yet. */
function shown(state: ReviewState): ReviewStep {
  const item = currentItem(state);
  return {
    state: { ...state, beside: null, scroll: 0 },
    effects: item === null ? [] : [{ kind: 'beside', item }],
  };
}

/** To the next item that was not decided on. */
function forward(state: ReviewState): ReviewStep {
  const next = state.items.findIndex(({ id }, i) => i > state.at && !state.decided.has(id));
  return shown({ ...state, at: next < 0 ? state.items.length : next });
}

function back(state: ReviewState): ReviewStep {
  return shown({ ...state, at: Math.max(0, state.at - 1) });
}

function onKey(state: ReviewState, key: Key): ReviewStep {
  if (key.name === 'ctrl-c') return { state, effects: [{ kind: 'quit' }] };
  const item = currentItem(state);
  const { mode } = state;
  switch (mode.kind) {
    case 'form': {
      if (item === null) return stay({ ...state, mode: { kind: 'item' } });
      const next = formStep(mode.form, key);
      if (next === 'leave') return stay({ ...state, mode: { kind: 'item' } });
      if (next !== 'send') return stay({ ...state, mode: { kind: 'form', form: next } });
      const values = mode.form.set;
      return values.size === 0 && item.kind === 'claim'
        ? stay({ ...state, message: 'no field is set; choose one by its key, or leave with Esc' })
        : asking(state, 'writing', { kind: 'set', item, values });
    }
    case 'split':
      return item === null ? stay(state) : onSplitKey(state, mode, item, key);
    case 'merge':
      return item === null ? stay(state) : onMergeKey(state, mode.chosen, item, key);
    case 'reasons':
    case 'help':
      return scrolled(state, key) ?? stay({ ...state, scroll: 0, mode: { kind: 'item' } });
    case 'item':
      return scrolled(state, key) ?? onItemKey(state, item, key);
  }
}

const SCROLL: ReadonlyMap<string, number> = new Map([
  ['up', -1],
  ['down', 1],
  ['pageup', -10],
  ['pagedown', 10],
]);

function scrolled(state: ReviewState, { name }: Key): ReviewStep | null {
  const by = SCROLL.get(name);
  return by === undefined ? null : stay({ ...state, scroll: Math.max(0, state.scroll + by) });
}

function onItemKey(state: ReviewState, item: ReviewItem | null, { name }: Key): ReviewStep {
  const last = state.taken.at(-1);
  switch (name) {
    case 'q':
      return { state, effects: [{ kind: 'quit' }] };
    case '?':
      return stay({ ...state, scroll: 0, mode: { kind: 'help' } });
    case 'u':
      return last
        ? asking(state, 'undoing', { kind: 'undo', ...last })
        : stay({ ...state, message: 'nothing was decided in this sitting' });
    case 'b':
      return back(state);
  }
  if (item === null) return stay(state);
  if (name === 'space' || name === 'n') return forward(state);
  if (state.decided.has(item.id))
    return stay({ ...state, message: 'decided already; u undoes the last decision' });
  return item.kind === 'claim' ? onClaimKey(state, item, name) : onMissedKey(state, item, name);
}

function onClaimKey(
  state: ReviewState,
  item: Extract<ReviewItem, { kind: 'claim' }>,
  name: string,
): ReviewStep {
  switch (name) {
    case 'a':
      return asking(state, 'writing', { kind: 'accept', item });
    case 'r':
      return asking(state, 'writing', { kind: 'reject', item });
    case 'm':
      return stay({
        ...state,
        mode: { kind: 'form', form: formOf(item.claim, textOf(state.scene, item.report)) },
      });
    case 's':
      return stay({ ...state, mode: { kind: 'split', parts: [], line: lineOf('') } });
    case 'g':
      return state.beside && state.beside.others.length === 0
        ? stay({ ...state, message: 'its report has no other claim' })
        : stay({ ...state, mode: { kind: 'merge', chosen: [] } });
    case 'e':
      return asking(state, 'reading the report again, for the reasons', { kind: 'explain', item });
    default:
      return stay(state);
  }
}

function onMissedKey(
  state: ReviewState,
  item: Extract<ReviewItem, { kind: 'missed' }>,
  name: string,
): ReviewStep {
  const { act, predicate, sentence } = item;
  switch (name) {
    case 'a':
    case 'm':
      return stay({
        ...state,
        mode: { kind: 'form', form: formOf({ act, predicate, sentence }, textOf(state.scene, item.report)) },
      });
    case 'r':
      return asking(state, 'writing', { kind: 'reject', item });
    default:
      return stay(state);
  }
}

function onSplitKey(
  state: ReviewState,
  { parts, line }: Extract<Mode, { kind: 'split' }>,
  item: ReviewItem,
  key: Key,
): ReviewStep {
  if (key.name === 'escape') return stay({ ...state, mode: { kind: 'item' } });
  if (key.name !== 'enter') return stay({ ...state, mode: { kind: 'split', parts, line: typed(line, key) } });
  const all = line.text.trim() === '' ? parts : [...parts, line.text];
  const mode = { kind: 'split', parts: all, line: lineOf('') } as const;
  if (line.text.trim() !== '') return stay({ ...state, mode });
  return all.length < 2
    ? stay({ ...state, mode, message: 'a claim is split into two at least: write what each part is' })
    : asking({ ...state, mode }, 'writing', { kind: 'split', item, parts: all });
}

function onMergeKey(
  state: ReviewState,
  chosen: readonly string[],
  item: ReviewItem,
  { name }: Key,
): ReviewStep {
  if (name === 'escape') return stay({ ...state, mode: { kind: 'item' } });
  if (name === 'enter')
    return chosen.length === 0
      ? stay({ ...state, message: 'choose by number the claims that are the same' })
      : asking(state, 'writing', { kind: 'merge', item, others: chosen });
  const other = state.beside?.others[mergeKeys.indexOf(name)];
  if (other === undefined) return stay(state);
  const next = chosen.includes(other.id) ? chosen.filter((id) => id !== other.id) : [...chosen, other.id];
  return stay({ ...state, mode: { kind: 'merge', chosen: next } });
}

/** By which other claims of the report are chosen. */
export const mergeKeys = '123456789abcdefghijklmnopqrstuvwxyz';
