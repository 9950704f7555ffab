import type { Book, By } from '../../app/book/open-book.ts';
import type { Choice, OpenDifference } from '../../app/book/review/settle.ts';
import { told } from './coding-session.ts';
import { textOf } from './review-machine.ts';
import { setting } from './review-session.ts';
import type { Machine } from './screen.ts';
import {
  beginSettling,
  type SettleEffect,
  type SettleEvent,
  type SettleState,
  settleStep,
} from './settle-machine.ts';
import { settleView } from './settle-view.ts';

/** Differences between coders on a screen. */
export async function settleMachine(
  book: Book,
  reports: readonly string[] | undefined,
  by: By,
): Promise<Machine<SettleState, SettleEffect, SettleEvent>> {
  const { items, ...scene } = await book.differences(reports);
  const choiceOf = ({ item, coder, values }: Extract<SettleEffect, { kind: 'settle' }>): Choice => {
    if (coder === null) return { kind: 'none' };
    const sentence = item.marks.get(coder)?.sentence ?? item.words;
    const { fields, parties } = setting(values, { text: textOf(scene, item.report), sentence });
    return { kind: 'take', coder, fields, parties };
  };
  const perform = async (effect: SettleEffect): Promise<SettleEvent | null> => {
    switch (effect.kind) {
      case 'quit':
        return null;
      case 'undo': {
        await book.decide({ kind: 'undo', decision: effect.decision }, by);
        const now = (await book.differences(reports)).items.find(({ id }) => id === effect.item);
        return { kind: 'undone', item: effect.item, now: now ?? null };
      }
      case 'settle': {
        const { item } = effect;
        const { standing } = item;
        const seen = standing ? { [standing.claim.id]: standing.seen } : {};
        const { decision, outcome } = await book.settle(item, choiceOf(effect), { ...by, seen });
        return {
          kind: 'settled',
          item: item.id,
          decision: outcome?.decision ?? decision,
          what: outcome ? `settled: ${outcome.kind}` : 'settled: there is no claim',
        };
      }
    }
  };
  return {
    begin: beginSettling(items, scene),
    onKey: (key) => ({ kind: 'key', key }),
    step: settleStep,
    view: settleView,
    perform: (effect) => told(() => perform(effect)),
  };
}

/** As `--json` prints it: what each coder says, with the quote. */
export const differenceRecord = (difference: OpenDifference, text: string) => ({
  ...difference,
  quote: text.slice(difference.words.start, difference.words.end),
  marks: Object.fromEntries(difference.marks),
});
