import { StoreError, UsageError } from '../../text/errors.ts';
import {
  beginCoding,
  type CodingEffect,
  type CodingEvent,
  type CodingState,
  codingStep,
} from './coding-machine.ts';
import { codingView } from './coding-view.ts';
import { textOf } from './review-machine.ts';
import { type Sitting, setting } from './review-session.ts';
import type { Machine } from './screen.ts';

/** Reports for a coder, those with which he is through left out unless they are named. */
export async function codingMachine({
  book,
  query,
  by,
}: Sitting): Promise<Machine<CodingState, CodingEffect, CodingEvent>> {
  const { reports: named, stories, asOf, labelled, notLabelled } = query;
  const filter = {
    ...(asOf && { asOf }),
    ...(labelled && { labelled }),
    ...(notLabelled && { notLabelled }),
  };
  const kept = await book.reports({
    ...filter,
    ...(named && { reports: named }),
    ...(stories && { stories }),
  });
  const through = new Set(
    (await book.codings({ coders: [by.by] })).flatMap(({ report, done }) => (done ? [report] : [])),
  );
  const reports = kept
    .map(({ report }) => report)
    .filter(({ id, text }) => text.trim() !== '' && (named !== undefined || !through.has(id)));
  const scene = { reports: new Map(reports.map((report) => [report.id, report])), parties: new Map() };
  const perform = async (effect: CodingEffect): Promise<CodingEvent | null> => {
    switch (effect.kind) {
      case 'quit':
        return null;
      case 'open': {
        const [coding = null] = await book.codings({ reports: [effect.report], coders: [by.by] });
        return { kind: 'stored', coding, what: null };
      }
      case 'unmark':
        return {
          kind: 'stored',
          coding: await book.code(effect.report, { kind: 'unmark', mark: effect.mark }, by),
          what: 'taken away',
        };
      case 'done':
        return {
          kind: 'stored',
          coding: await book.code(effect.report, { kind: 'done', done: effect.done }, by),
          what: effect.done ? 'finished' : 'not finished',
        };
      case 'set': {
        const { report, mark, sentence, values } = effect;
        const { fields, parties } = setting(values, { text: textOf(scene, report), sentence });
        const { act, predicate } = fields;
        const step =
          mark !== null
            ? ({ kind: 'change', mark, fields, parties } as const)
            : act && predicate
              ? ({ kind: 'mark', fields: { ...fields, act, predicate }, parties } as const)
              : null;
        if (step === null) throw new UsageError('usage/field', 'a claim has an act and a predicate');
        return { kind: 'stored', coding: await book.code(report, step, by), what: 'stored' };
      }
    }
  };
  return {
    begin: beginCoding(reports, scene),
    onKey: (key) => ({ kind: 'key', key }),
    step: codingStep,
    view: codingView,
    perform: (effect) => told(() => perform(effect)),
  };
}

/** What is wrong is told on the screen. */
export async function told<Event>(
  ask: () => Promise<Event>,
): Promise<Event | { readonly kind: 'failed'; readonly message: string }> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof UsageError || error instanceof StoreError)
      return { kind: 'failed', message: error.message };
    throw error;
  }
}
