import type { Deciding } from '../../app/book/decisions/decision.ts';
import { partyFrom } from '../../app/book/decisions/party-words.ts';
import type { Place } from '../../app/book/decisions/places.ts';
import type { Book, By } from '../../app/book/open-book.ts';
import type { ReviewQuery } from '../../app/book/review/index.ts';
import type { ReviewItem } from '../../app/book/review/queue.ts';
import type { Party } from '../../book/record.ts';
import { StoreError, UsageError } from '../../text/errors.ts';
import { slice } from '../../text/span.ts';
import { fieldsFrom } from '../claim-fields.ts';
import { explanation } from '../explanation.ts';
import type { Terminal } from '../terminal.ts';
import {
  type Beside,
  beginReview,
  mergeKeys,
  type ReviewEffect,
  type ReviewEvent,
  type ReviewState,
  reviewStep,
  type Scene,
  textOf,
} from './review-machine.ts';
import { reviewView } from './review-view.ts';
import type { Machine } from './screen.ts';
import { assignmentsIn, assignmentsOf, type FieldName } from './values.ts';

export interface Sitting {
  readonly book: Book;
  readonly query: ReviewQuery;
  readonly by: By;
  readonly terminal: () => Terminal;
}

/** The queue on a screen: what its effects ask of the book. */
export async function reviewMachine(
  sitting: Sitting,
): Promise<Machine<ReviewState, ReviewEffect, ReviewEvent>> {
  const { items, reports, parties } = await sitting.book.reviewQueue(sitting.query);
  const scene = { reports, parties };
  return {
    begin: beginReview(items, scene),
    onKey: (key) => ({ kind: 'key', key }),
    step: reviewStep,
    view: reviewView,
    perform: (effect) => answered(effect, sitting, () => perform(effect, sitting, scene)),
  };
}

/** What is wrong is told on the screen, and what was written stays there. */
async function answered(
  effect: ReviewEffect,
  sitting: Sitting,
  ask: () => Promise<ReviewEvent | null>,
): Promise<ReviewEvent | null> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof StoreError)) throw error;
    const { code, message } = error;
    if (!['usage/decided-since', 'usage/claim'].includes(code) || !('item' in effect))
      return { kind: 'failed', message };
    const id = typeof effect.item === 'string' ? effect.item : effect.item.id;
    const { items } = await sitting.book.reviewQueue(sitting.query);
    return { kind: 'gone', message, item: items.find((item) => item.id === id) ?? null };
  }
}

async function perform(effect: ReviewEffect, sitting: Sitting, scene: Scene): Promise<ReviewEvent | null> {
  const { book, by } = sitting;
  switch (effect.kind) {
    case 'quit':
      return null;
    case 'beside':
      return { kind: 'beside', item: effect.item.id, beside: await besideOf(book, effect.item, scene) };
    case 'explain': {
      const explained = await book.explain(effect.item.id);
      const lines = explained
        ? explanation(explained.reading, explained.claim, sitting.terminal())
        : ['The reader does not find this claim now: a person added it, or the reader is another.'];
      return { kind: 'reasons', lines };
    }
    case 'undo':
      await book.review({ kind: 'undo', decision: effect.decision }, by);
      return { kind: 'undone', item: effect.item };
    default: {
      const { item } = effect;
      const decision = decisionOf(effect, scene);
      const others = 'others' in effect ? await seenNow(book, effect.others) : {};
      const seen = item.kind === 'claim' ? { ...others, [item.id]: item.seen } : {};
      const outcome = await book.review(decision, { ...by, seen });
      return {
        kind: 'taken',
        item: item.id,
        decision: outcome.decision,
        what: DONE[decision.kind] ?? decision.kind,
        carried: outcome.carried.length,
        progress: outcome.progress ?? null,
      };
    }
  }
}

const DONE: Readonly<Partial<Record<Deciding['kind'], string>>> = {
  accept: 'accepted',
  reject: 'rejected',
  mend: 'mended',
  add: 'added',
  merge: 'merged',
  split: 'split',
  dismiss: 'dismissed',
};

type Decides = Extract<ReviewEffect, { kind: 'accept' | 'reject' | 'set' | 'split' | 'merge' }>;

function decisionOf(effect: Decides, scene: Scene): Deciding {
  const { item } = effect;
  const place: Place = { text: textOf(scene, item.report), sentence: item.sentence };
  if (item.kind === 'missed') {
    if (effect.kind === 'reject') return { kind: 'dismiss', report: item.report, words: item.predicate };
    const given = effect.kind === 'set' ? setting(effect.values, place) : { fields: {}, parties: [] };
    const { act = item.act, predicate = { ...item.predicate }, ...fields } = given.fields;
    return {
      kind: 'add',
      report: item.report,
      fields: { act, predicate, ...fields },
      parties: given.parties,
    };
  }
  const claim = item.id;
  switch (effect.kind) {
    case 'accept':
    case 'reject':
      return { kind: effect.kind, claim };
    case 'set':
      return { kind: 'mend', claim, ...setting(effect.values, place) };
    case 'merge':
      return { kind: 'merge', claims: [claim, ...effect.others] };
    case 'split': {
      const parts = effect.parts.map((part) => withParties(assignmentsIn(part), place));
      return {
        kind: 'split',
        claim,
        into: parts.map(({ fields }) => fields),
        parties: parts.flatMap(({ parties }) => parties),
      };
    }
  }
}

export const setting = (values: ReadonlyMap<FieldName, string>, place: Place) =>
  withParties(
    [...values].flatMap(([field, value]) => assignmentsOf(field, value)),
    place,
  );

/** As `fieldsFrom`; someone whom the book does not know is named where he stands: `actors=FRA, org:au=African Union`. */
function withParties(assignments: readonly string[], place: Place) {
  const parties: Party[] = [];
  const plain = assignments.map((assignment) => {
    const [, field = '', value = ''] = /^(actors|targets|beneficiary|sources)=(.*)$/s.exec(assignment) ?? [];
    if (field === '') return assignment;
    const ids = value.split(',').map((word) => {
      if (!word.includes('=')) return word.trim();
      const party = partyFrom(word.trim());
      parties.push(party);
      return party.id;
    });
    return `${field}=${ids.join(',')}`;
  });
  return { fields: fieldsFrom(plain, place), parties };
}

async function besideOf(book: Book, item: ReviewItem, { reports }: Scene): Promise<Beside> {
  if (item.kind === 'missed') return { carries: null, others: [] };
  const { claims } = await book.reportFile(item.report);
  const text = reports.get(item.report)?.text ?? '';
  return {
    carries: await book.carriesTo(item.id),
    others: claims
      .filter(({ claim, state }) => state !== 'gone' && state !== 'rejected' && claim.id !== item.id)
      .sort((a, b) => near(a.claim, item) - near(b.claim, item))
      .slice(0, mergeKeys.length)
      .map(({ claim }) => ({ id: claim.id, says: `${claim.act}: ${slice(text, claim.evidence)}` })),
  };
}

/** How far the words of a claim are from the item's. */
const near = (
  { predicate }: { readonly predicate: { readonly start: number } },
  { sentence }: ReviewItem,
): number => Math.abs(predicate.start - sentence.start);

/** Claims that are merged into one are checked as they stand when they are chosen. */
const seenNow = async (book: Book, ids: readonly string[]) =>
  Object.fromEntries(
    [...(await book.reviewsOf(ids))].map(([id, { decisions }]) => [id, decisions.at(-1)?.id ?? null]),
  );
