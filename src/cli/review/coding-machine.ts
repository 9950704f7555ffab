import { sentencesOf } from '../../app/book/decisions/fields.ts';
import type { Coding } from '../../book/agreement/coding.ts';
import type { BookClaim, Report } from '../../book/record.ts';
import { overlaps, type Span } from '../../text/span.ts';
import { type Form, formOf, formStep } from './form.ts';
import type { Key } from './keys.ts';
import type { Scene, Step } from './review-machine.ts';
import type { FieldName } from './values.ts';

export type CodingMode =
  | { readonly kind: 'text' }
  /** `mark`: the id of the one that is changed; null of a new one. */
  | { readonly kind: 'form'; readonly mark: string | null; readonly form: Form }
  | { readonly kind: 'unmark' }
  | { readonly kind: 'help' };

/** Where a coder is who marks the claims of reports from nothing: nothing that was read or decided comes into it. */
export interface CodingState {
  readonly scene: Scene;
  readonly reports: readonly Report[];
  readonly at: number;
  /** Number of the sentence. */
  readonly sentence: number;
  /** What this coder has marked in the report. */
  readonly marks: readonly BookClaim[];
  readonly done: boolean;
  /** Reports with which the coder came through in this sitting. */
  readonly coded: ReadonlySet<string>;
  /** Reports that are to be coded. */
  readonly left: number;
  readonly mode: CodingMode;
  readonly busy: string | null;
  readonly message: string | null;
  readonly scroll: number;
}

export type CodingEffect =
  | { readonly kind: 'open'; readonly report: string }
  | {
      readonly kind: 'set';
      readonly report: string;
      readonly mark: string | null;
      readonly sentence: Span;
      readonly values: ReadonlyMap<FieldName, string>;
    }
  | { readonly kind: 'unmark'; readonly report: string; readonly mark: string }
  | { readonly kind: 'done'; readonly report: string; readonly done: boolean }
  | { readonly kind: 'quit' };

export type CodingEvent =
  | { readonly kind: 'key'; readonly key: Key }
  /** What is stored now; null where the coder has not begun. */
  | { readonly kind: 'stored'; readonly coding: Coding | null; readonly what: string | null }
  | { readonly kind: 'failed'; readonly message: string };

type CodingStep = Step<CodingState, CodingEffect>;

export const beginCoding = (reports: readonly Report[], scene: Scene): CodingStep =>
  opened({
    scene,
    reports,
    at: 0,
    sentence: 0,
    marks: [],
    done: false,
    coded: new Set(),
    left: reports.length,
    mode: { kind: 'text' },
    busy: null,
    message: null,
    scroll: 0,
  });

export const sentencesIn = (state: CodingState): readonly Span[] => {
  const report = state.reports[state.at];
  return report ? sentencesOf(report) : [];
};

/** Marks whose predicates are in the sentence that is shown. */
export const marksHere = (state: CodingState): readonly BookClaim[] => {
  const here = sentencesIn(state)[state.sentence];
  return here ? state.marks.filter(({ predicate }) => overlaps(predicate, here)) : [];
};

/** Pure: what a key or an answer of the book leads to. */
export function codingStep(state: CodingState, event: CodingEvent): CodingStep {
  switch (event.kind) {
    case 'key':
      return onKey({ ...state, message: null }, event.key);
    case 'stored': {
      const report = state.reports[state.at]?.id ?? '';
      const { coding, what } = event;
      const done = coding?.done ?? false;
      const coded = new Set(state.coded);
      if (done) coded.add(report);
      else coded.delete(report);
      const left = state.reports.length - coded.size;
      const next = {
        ...state,
        busy: null,
        marks: coding?.marks ?? [],
        done,
        coded,
        left,
        mode: { kind: 'text' } as const,
        message: what,
      };
      return done && !state.done && what !== null
        ? opened({ ...next, at: state.at + 1, sentence: 0 })
        : stay(next);
    }
    case 'failed':
      return stay({ ...state, busy: null, message: event.message });
  }
}

const stay = (state: CodingState): CodingStep => ({ state, effects: [] });

function opened(state: CodingState): CodingStep {
  const report = state.reports[state.at];
  return {
    state: { ...state, marks: [], done: false, scroll: 0 },
    effects: report ? [{ kind: 'open', report: report.id }] : [],
  };
}

const writing = (state: CodingState, effect: CodingEffect): CodingStep => ({
  state: { ...state, busy: 'writing' },
  effects: [effect],
});

function onKey(state: CodingState, key: Key): CodingStep {
  const { mode } = state;
  const report = state.reports[state.at];
  if (key.name === 'ctrl-c') return { state, effects: [{ kind: 'quit' }] };
  if (mode.kind === 'help') return stay({ ...state, mode: { kind: 'text' } });
  if (report === undefined)
    return key.name === 'q'
      ? { state, effects: [{ kind: 'quit' }] }
      : key.name === 'b'
        ? moved(state, -1)
        : stay(state);
  const sentence = sentencesIn(state)[state.sentence];
  if (mode.kind === 'form') {
    const next = formStep(mode.form, key);
    if (next === 'leave') return stay({ ...state, mode: { kind: 'text' } });
    if (next !== 'send') return stay({ ...state, mode: { ...mode, form: next } });
    const { set } = mode.form;
    if (mode.mark === null && !(set.has('act') && set.has('predicate')))
      return stay({ ...state, message: 'a claim has an act and a predicate: set them by a and p' });
    return sentence === undefined || set.size === 0
      ? stay({ ...state, mode: { kind: 'text' } })
      : writing(state, { kind: 'set', report: report.id, mark: mode.mark, sentence, values: set });
  }
  if (mode.kind === 'unmark') {
    const mark = marksHere(state)[Number(key.name) - 1];
    return mark
      ? writing(state, { kind: 'unmark', report: report.id, mark: mark.id })
      : stay({ ...state, mode: { kind: 'text' } });
  }
  return onTextKey(state, report, sentence, key);
}

function onTextKey(
  state: CodingState,
  report: Report,
  sentence: Span | undefined,
  { name }: Key,
): CodingStep {
  const last = sentencesIn(state).length - 1;
  const to = (n: number) => stay({ ...state, sentence: Math.max(0, Math.min(last, n)), scroll: 0 });
  switch (name) {
    case 'q':
      return { state, effects: [{ kind: 'quit' }] };
    case '?':
      return stay({ ...state, mode: { kind: 'help' } });
    case 'down':
    case 'space':
    case 'j':
      return to(state.sentence + 1);
    case 'up':
    case 'k':
      return to(state.sentence - 1);
    case 'm':
      return sentence === undefined
        ? stay(state)
        : stay({ ...state, mode: { kind: 'form', mark: null, form: formOf({ sentence }, report.text) } });
    case 'x':
      return marksHere(state).length === 0
        ? stay({ ...state, message: 'nothing is marked in this sentence' })
        : stay({ ...state, mode: { kind: 'unmark' } });
    case 'f':
      return writing(state, { kind: 'done', report: report.id, done: !state.done });
    case 'n':
      return moved(state, 1);
    case 'b':
      return moved(state, -1);
    default: {
      const mark = marksHere(state)[Number(name) - 1];
      return mark
        ? stay({ ...state, mode: { kind: 'form', mark: mark.id, form: formOf(mark, report.text) } })
        : stay(state);
    }
  }
}

/** To another report; the one that is left stays as it is stored. */
const moved = (state: CodingState, by: number): CodingStep =>
  opened({ ...state, at: Math.max(0, Math.min(state.reports.length, state.at + by)), sentence: 0 });
