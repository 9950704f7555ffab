import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { type Book, openBook } from '../src/app/book/index.ts';
import type { ReviewItem } from '../src/app/book/review/queue.ts';
import type { Reading } from '../src/app/reading.ts';
import { toReading } from '../src/app/reading.ts';
import { UsageError } from '../src/text/errors.ts';
import { claimed, TEXT } from './claimed-sample.ts';
import { fakeReader } from './fake-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'pledgebook-review-'));
after(() => rmSync(folder, { recursive: true }));

const wordsAt = (words: string) => ({
  start: TEXT.indexOf(words),
  end: TEXT.indexOf(words) + words.length,
});
/** Words of the sample in which nothing was read. */
const NEAR = wordsAt(TEXT.slice(claimed.sentences[0]?.start, (claimed.sentences[0]?.start ?? 0) + 8));

/** The sample, with less and less sure claims, and words that were nearly read. */
function reading(publisher = 'Harbour Wire'): Reading {
  const read = toReading({ ...claimed, metadata: { ...claimed.metadata, publisher } });
  return {
    ...read,
    claims: read.claims.map((claim, i) => ({ ...claim, confidence: 0.9 - i / 10 })),
    perhapsMissed: [{ predicate: NEAR, act: 'meet', sentence: 0, confidence: 0.3 }],
  };
}

let count = 0;
async function opened(
  ...publishers: readonly string[]
): Promise<{ book: Book; again: () => Promise<Book>; ids: string[] }> {
  const path = join(folder, `book-${count++}`);
  let tick = 0;
  const again = () =>
    openBook({
      book: path,
      reader: fakeReader,
      now: () => new Date(Date.UTC(2025, 8, 6, 10, 0, tick++)).toISOString(),
    });
  const book = await again();
  const ids: string[] = [];
  for (const publisher of publishers) ids.push((await book.addReading(reading(publisher))).id);
  return { book, again, ids };
}
const shown = (items: readonly ReviewItem[]) => items.map((item) => item.id.replace(/^.*(?=[#@])/, ''));
const refuses =
  (code: string, message = /./) =>
  (error: unknown) =>
    error instanceof UsageError && error.code === code && message.test(error.message);
const claimItem = (items: readonly ReviewItem[], end: string) => {
  const found = items.find(({ id }) => id.endsWith(end));
  if (found?.kind !== 'claim') throw new Error(`no ${end} in the queue`);
  return found;
};

test('the queue: least certain first, what was perhaps missed among it, with a cursor', async () => {
  const { book } = await opened('Harbour Wire');
  const { items, open } = await book.reviewQueue();
  const claims = claimed.claims.length;
  assert.equal(open, claims + 1);
  const certainties = items.map(({ certainty }) => certainty);
  assert.deepEqual(certainties, certainties.toSorted());
  assert.ok(shown(items).includes(`@${NEAR.start}-${NEAR.end}`));
  const next = await book.reviewQueue({ after: items[0]?.id ?? '', limit: 2 });
  assert.deepEqual(next.items, items.slice(1, 3));
  assert.equal(next.open, open);
  await book.close();
});

test('the queue by filters of list: the claims behind those entries, and no words without an actor', async () => {
  const { book } = await opened('Harbour Wire');
  const [entry] = (await book.list()).items;
  const { items } = await book.reviewQueue({ actor: [entry?.actor ?? ''] });
  const listed = (await book.list({ actor: [entry?.actor ?? ''] })).items.flatMap((e) =>
    e.claims.map(({ id }) => id),
  );
  assert.ok(items.length > 0);
  assert.deepEqual(items.map(({ id }) => id).toSorted(), [...new Set(listed)].toSorted());
  assert.deepEqual((await book.reviewQueue({ reports: ['sha256:none'] })).items, []);
  await assert.rejects(book.reviewQueue({ measure: ['nonsense'] }), refuses('usage/measure'));
  await book.close();
});

test('a claim that somebody else decided on meanwhile is told, not overwritten', async () => {
  const { book, again } = await opened('Harbour Wire');
  const other = await again();
  const mine = claimItem((await book.reviewQueue()).items, '#c1');
  const theirs = claimItem((await other.reviewQueue()).items, '#c1');
  await other.review({ kind: 'reject', claim: theirs.id }, { by: 'Bo', seen: { [theirs.id]: theirs.seen } });
  await assert.rejects(
    book.review({ kind: 'accept', claim: mine.id }, { by: 'Ada', seen: { [mine.id]: mine.seen } }),
    refuses('usage/decided-since', /^Bo decided on .*\(reject, /),
  );
  const { now } = await book.claim(mine.id);
  assert.equal(now[0]?.state, 'rejected');
  // Two at the same moment: the store lets one through.
  const c2 = claimItem((await book.reviewQueue()).items, '#c2');
  const both = await Promise.allSettled(
    [book, other].map((one, i) =>
      one.review(
        { kind: i === 0 ? 'accept' : 'reject', claim: c2.id },
        { by: `${i}`, seen: { [c2.id]: c2.seen } },
      ),
    ),
  );
  assert.deepEqual(both.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected']);
  await other.close();
  await book.close();
});

test('a report is in work with the first decision and done with the last, has its history, and undoing opens it', async () => {
  const { book, ids } = await opened('Harbour Wire');
  const [id = ''] = ids;
  const far = async () => (await book.reportFile(id)).report.progress;
  assert.equal((await far()).state, 'unread');
  const { items } = await book.reviewQueue();
  let last = '';
  for (const [i, item] of items.entries()) {
    const { decision, progress } = await book.review(
      item.kind === 'claim'
        ? { kind: 'accept', claim: item.id }
        : { kind: 'dismiss', report: item.report, words: item.predicate },
      { by: i === 0 ? 'Ada' : 'Bo' },
    );
    last = decision;
    assert.equal(progress, i === items.length - 1 ? 'done' : 'in-work');
    if (i === 0) assert.deepEqual({ ...(await far()), at: null }, { state: 'in-work', by: 'Ada', at: null });
  }
  assert.equal((await far()).by, 'Bo');
  assert.deepEqual(
    (await book.reports({ progress: ['done'] })).map(({ report }) => report.id),
    [id],
  );
  assert.deepEqual((await book.reviewQueue()).items, []);
  const { progress } = await book.review({ kind: 'undo', decision: last }, { by: 'Bo' });
  assert.equal(progress, 'in-work');
  assert.equal((await book.reviewQueue()).open, 1);
  const said = (await book.decisions(id)).filter(({ kind }) => kind === 'progress');
  assert.deepEqual(
    said.map(({ by }) => by),
    ['Ada', 'Bo', 'Bo'],
  );
  await book.decide({ kind: 'progress', report: id, state: 'unread' }, { by: 'Cy' });
  assert.deepEqual(await far().then(({ state, by }) => [state, by]), ['unread', 'Cy']);
  await book.close();
});

test('a report is as it was before, where the only decision on it is undone', async () => {
  const { book, ids } = await opened('Harbour Wire');
  const [id = ''] = ids;
  const far = async () => (await book.reportFile(id)).report.progress.state;
  const accept = async (end: string) =>
    (await book.review({ kind: 'accept', claim: `${id}${end}` }, { by: 'Ada' })).decision;
  const undo = (decision: string) => book.review({ kind: 'undo', decision }, { by: 'Ada' });
  const first = await accept('#c1');
  assert.equal((await undo(first)).progress, 'unread');
  assert.deepEqual(
    (await book.reports({ progress: ['unread'] })).map(({ report }) => report.id),
    [id],
  );
  // In whichever order they are undone, and by which command.
  const [one, two] = [await accept('#c1'), await accept('#c2')];
  assert.equal((await undo(one)).progress, 'in-work');
  await book.decide({ kind: 'undo', decision: two }, { by: 'Bo' });
  assert.equal(await far(), 'unread');
  const said = (await book.decisions(id)).filter(({ kind }) => kind === 'progress');
  assert.deepEqual(
    said.map(({ by }) => by),
    ['Ada', 'Ada', 'Ada', 'Bo'],
  );
  // What somebody said by hand stands.
  await book.decide({ kind: 'progress', report: id, state: 'in-work' }, { by: 'Cy' });
  assert.equal((await undo(await accept('#c1'))).progress, 'in-work');
  await book.close();
});

test('what was perhaps missed is added by hand, or dismissed; undoing opens it again', async () => {
  const { book, ids } = await opened('Harbour Wire');
  const [report = ''] = ids;
  const missed = async () => (await book.reviewQueue()).items.filter(({ kind }) => kind === 'missed').length;
  const before = (await book.reportFile(report)).claims.length;
  const { decision } = await book.review(
    { kind: 'add', report, fields: { act: 'meet', predicate: NEAR } },
    { by: 'Ada' },
  );
  assert.equal(await missed(), 0);
  assert.equal((await book.reportFile(report)).claims.length, before + 1);
  await book.review({ kind: 'undo', decision }, { by: 'Ada' });
  assert.equal(await missed(), 1);
  const dismissed = await book.decide({ kind: 'dismiss', report, words: NEAR }, { by: 'Ada' });
  assert.equal(await missed(), 0);
  await book.decide({ kind: 'undo', decision: dismissed.decision }, { by: 'Ada' });
  assert.equal(await missed(), 1);
  await assert.rejects(
    book.decide({ kind: 'dismiss', report, words: { start: 0, end: 1 } }, { by: 'Ada' }),
    refuses('usage/missed'),
  );
  await book.close();
});

test('before it is decided, a claim tells to which copies that carries, and why it was read so', async () => {
  const { book, ids } = await opened('Harbour Wire', 'Danube Wire');
  const id = `${ids[0]}#c1`;
  const { claims, left } = await book.carriesTo(id);
  assert.deepEqual([claims, left], [[`${ids[1]}#c1`], []]);
  const { carried } = await book.review({ kind: 'accept', claim: id }, { by: 'Ada' });
  assert.deepEqual(
    carried.map(({ subject }) => subject),
    claims,
  );
  const explained = await book.explain(id);
  assert.equal(explained?.claim.id, 'c1');
  assert.ok(Object.keys(explained?.claim.reasons ?? {}).length > 0);
  const added = await book.decide(
    { kind: 'add', report: ids[0] ?? '', fields: { act: 'meet', predicate: NEAR } },
    { by: 'Ada' },
  );
  assert.equal(await book.explain(added.subject), null);
  await book.close();
});

test('coders mark from nothing, by the rules of decide; the book stays as it was', async () => {
  const { book, ids } = await opened('Harbour Wire');
  const [report = ''] = ids;
  const before = await book.reportFile(report);
  const fields = { act: 'commit', predicate: wordsAt('will adopt'), firmness: 'pledged' } as const;
  const first = await book.code(report, { kind: 'mark', fields }, { by: 'Ada' });
  const [mark] = first.marks;
  assert.equal(TEXT.slice(mark?.sentence.start, mark?.sentence.end).includes('will adopt'), true);
  for (const [step, code] of [
    [{ kind: 'mark', fields: { ...fields, actors: ['org:nowhere'] } }, 'usage/field'],
    [{ kind: 'change', mark: mark?.id ?? '', fields: { act: 'demand' } }, 'usage/firmness'],
    [{ kind: 'change', mark: 'none', fields: {} }, 'usage/mark'],
    [{ kind: 'unmark', mark: 'none' }, 'usage/mark'],
  ] as const)
    await assert.rejects(book.code(report, step, { by: 'Ada' }), refuses(code));
  await assert.rejects(book.code(report, { kind: 'mark', fields }, { by: 'reader' }), refuses('usage/by'));
  const party = {
    id: 'org:au',
    kind: 'organisation',
    name: 'African Union',
    state: null,
    size: null,
  } as const;
  await book.code(
    report,
    { kind: 'change', mark: mark?.id ?? '', fields: { actors: [party.id] }, parties: [party] },
    { by: 'Ada' },
  );
  // One whom the coder named once is known to him.
  await book.code(report, { kind: 'mark', fields: { ...fields, targets: [party.id] } }, { by: 'Ada' });
  const [coding, ...others] = await book.codings();
  assert.deepEqual([coding?.marks.length, coding?.parties, others], [2, [party], []]);
  assert.deepEqual(await book.reportFile(report), before);
  assert.equal((await book.agreement()).reports, 0);
  await book.close();
});

/** Ada and Bo are through with the report; they differ on one claim's firmness, and Bo has another one. */
async function codedBook() {
  const { book, ids, again } = await opened('Harbour Wire');
  const [report = ''] = ids;
  const fields = { act: 'commit', predicate: wordsAt('will adopt'), firmness: 'pledged' } as const;
  const near = { act: 'meet', predicate: NEAR } as const;
  await book.code(report, { kind: 'mark', fields }, { by: 'Ada' });
  await book.code(report, { kind: 'mark', fields: { ...fields, firmness: 'formal' } }, { by: 'Bo' });
  await book.code(report, { kind: 'mark', fields: near }, { by: 'Bo' });
  for (const by of ['Ada', 'Bo']) await book.code(report, { kind: 'done', done: true }, { by });
  return { book, report, again };
}

test('agreement of coders who are through, the reader as one more', async () => {
  const { book } = await codedBook();
  const { coders, spans } = await book.agreement();
  assert.deepEqual(coders, ['Ada', 'Bo']);
  assert.deepEqual(spans, [
    { coders: ['Ada', 'Bo'], reports: 1, marks: [1, 2], exact: 2 / 3, overlap: 2 / 3 },
  ]);
  const withReader = await book.agreement({ withReader: true, coders: ['Ada'], fields: ['act'] });
  assert.deepEqual(withReader.coders, ['Ada', 'reader']);
  assert.equal(withReader.spans[0]?.marks[1], claimed.claims.length);
  assert.deepEqual(
    withReader.fields.map(({ field }) => field),
    ['claim', 'act'],
  );
  await book.close();
});

test('what a curator takes becomes a decision, and only that; undoing opens the difference again', async () => {
  const { book, report } = await codedBook();
  const state = async () =>
    (await book.reportFile(report)).claims.map(({ claim, state }) => [claim.act, claim.firmness, state]);
  const before = await state();
  const { items } = await book.differences();
  const [near, adopt] = items;
  assert.deepEqual(
    items.map(({ without, fields, standing }) => [without, fields, standing !== null]),
    [
      [['Ada'], [], false],
      [[], ['firmness'], true],
    ],
  );
  if (!near || !adopt?.standing) throw new Error('two differences');
  assert.deepEqual(await state(), before);
  const seen = { [adopt.standing.claim.id]: adopt.standing.seen };
  const { outcome } = await book.settle(adopt, { kind: 'take', coder: 'Bo' }, { by: 'Cleo', seen });
  assert.equal(outcome?.kind, 'mend');
  const [standing] = (await book.claim(adopt.standing.claim.id)).now;
  assert.deepEqual([standing?.claim.firmness, standing?.state], ['formal', 'accepted']);
  // Fields that the coder left empty are as they were read.
  assert.deepEqual(standing?.claim.what, adopt.standing.claim.what);
  assert.deepEqual(standing?.claim.actors, adopt.standing.claim.actors);
  await assert.rejects(
    book.settle(adopt, { kind: 'none' }, { by: 'Cleo', seen }),
    refuses('usage/difference'),
  );
  const none = await book.settle(near, { kind: 'none' }, { by: 'Cleo', seen: {} });
  assert.equal(none.outcome, null);
  assert.deepEqual((await book.differences()).items, []);
  await book.decide({ kind: 'undo', decision: outcome?.decision ?? '' }, { by: 'Cleo' });
  await book.decide({ kind: 'undo', decision: none.decision }, { by: 'Cleo' });
  assert.equal((await book.differences()).items.length, 2);
  assert.deepEqual(await state(), before);
  const taken = await book.settle(
    near,
    { kind: 'take', coder: 'Bo', fields: { factuality: 'Uu' } },
    { by: 'Cleo', seen: {} },
  );
  assert.equal(taken.outcome?.kind, 'add');
  assert.equal((await state()).length, before.length + 1);
  await book.close();
});

test('a curator is told where the book’s claim was decided on meanwhile', async () => {
  const { book, again } = await codedBook();
  const adopt = (await book.differences()).items.find(({ standing }) => standing);
  if (!adopt?.standing) throw new Error('a difference');
  const seen = { [adopt.standing.claim.id]: adopt.standing.seen };
  const other = await again();
  await other.decide({ kind: 'reject', claim: adopt.standing.claim.id }, { by: 'Bo' });
  await other.close();
  await assert.rejects(
    book.settle(adopt, { kind: 'take', coder: 'Bo' }, { by: 'Cleo', seen }),
    refuses('usage/decided-since'),
  );
  await book.close();
});
