import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as passed } from 'node:timers/promises';
import { openBook } from '../src/app/book/index.ts';
import { workingAhead } from '../src/http/working-ahead.ts';
import { openStore } from '../src/store/index.ts';
import { StoreError } from '../src/text/errors.ts';
import { told } from './store-records.ts';

const folder = mkdtempSync(join(tmpdir(), 'pledgebook-ahead-'));
after(() => rmSync(folder, { recursive: true }));

const clock = (): number => performance.now();
const pace = { every: 50, opened: 100, changed: 300 };

/** Until it holds; for ten seconds at most. */
async function until(holds: () => boolean): Promise<void> {
  for (const end = clock() + 10_000; !holds(); await passed(5))
    assert(clock() < end, 'it did not come to it');
}

/** A book of which is told what is asked beforehand, in two parts. */
function watched() {
  const seen = { version: 'a', begun: 0, parts: 0 };
  return {
    seen,
    book: {
      version: async () => seen.version,
      workAhead: async (goOn: () => Promise<boolean>) => {
        seen.begun++;
        for (let part = 0; part < 2; part++) if (await goOn()) seen.parts++;
      },
    },
  };
}

test('what pages ask of all of a book is asked beforehand, once it is opened and after each change', async () => {
  const { seen, book } = watched();
  const faults: unknown[] = [];
  const ahead = workingAhead(book, { clock, pace, fault: (error) => faults.push(error) });
  await until(() => seen.parts === 2);
  await passed(400);
  assert.deepEqual(seen, { version: 'a', begun: 1, parts: 2 });
  seen.version = 'b';
  await until(() => seen.parts === 4);
  await ahead.stop();
  seen.version = 'c';
  await passed(400);
  assert.deepEqual([seen.begun, faults], [2, []]);
});

test('whoever asks is answered first', async () => {
  const { seen, book } = watched();
  const ahead = workingAhead(book, { clock, pace, fault: (error) => assert.fail(String(error)) });
  // As a page that is being opened does.
  for (const end = clock() + 400; clock() < end; await passed(10)) ahead.asked()();
  assert.deepEqual([seen.begun, seen.parts], [1, 0]);
  const answered = ahead.asked();
  await passed(400);
  assert.deepEqual([seen.begun, seen.parts], [1, 0]);
  answered();
  await until(() => seen.parts === 2);
  await ahead.stop();
});

test('nothing more is begun once it is stopped', async () => {
  const { seen, book } = watched();
  const ahead = workingAhead(book, {
    clock,
    pace: { ...pace, opened: 5000 },
    fault: (error) => assert.fail(String(error)),
  });
  await until(() => seen.begun === 1);
  await ahead.stop();
  assert.deepEqual([seen.begun, seen.parts], [1, 0]);
});

test('what is wrong with the book is told to whoever asks, what is wrong with us at once', async () => {
  const wrongs = [new StoreError('store/damaged', 'the book is damaged'), new TypeError('ours')];
  for (const wrong of wrongs) {
    const faults: unknown[] = [];
    const book = { version: async () => 'a', workAhead: () => Promise.reject(wrong) };
    const ahead = workingAhead(book, { clock, pace, fault: (error) => faults.push(error) });
    // It is not tried again until the book changes.
    await passed(400);
    await ahead.stop();
    assert.deepEqual(faults, wrong instanceof StoreError ? [] : [wrong]);
  }
});

test('an opened book answers beforehand what it remembers, and stops where it is told to', async () => {
  const path = join(folder, 'book.db');
  const store = await openStore(path);
  await store.write((book) => book.add([told('a'), told('b')]));
  await store.close();
  const asked = async (remember: boolean, most: number): Promise<number> => {
    const book = await openBook({ book: path, remember });
    let times = 0;
    await book.workAhead(async () => ++times <= most);
    // What is there is what is asked without it.
    const other = await openBook({ book: path });
    assert.deepEqual(await book.facets(), await other.facets());
    assert.deepEqual(await book.gap(), await other.gap());
    await other.close();
    await book.close();
    return times;
  };
  assert.equal(await asked(false, 100), 0);
  assert.equal(await asked(true, 2), 3);
  assert((await asked(true, 100)) > 3);
});
