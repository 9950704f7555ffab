import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { opposition } from '../src/app/book/exports/opposition.ts';
import type { ExportedReport } from '../src/app/book/exports/source.ts';
import { compare } from '../src/book/scene.ts';
import { openScratch } from '../src/store/index.ts';
import { toldReport } from './told-report.ts';

test('what is kept under any of the keys is found once, in the order in which it came', () => {
  const scratch = openScratch();
  scratch.keep('a', ['x', 'y'], { first: 1 });
  scratch.keep('b', ['x'], 'of another kind');
  scratch.keep('a', ['y', 'z', 'z'], ['second', 'ünï 🕊']);
  scratch.keep('a', [], 'found by nobody');
  assert.deepEqual(scratch.find('a', ['z', 'y', 'x', 'none']), [{ first: 1 }, ['second', 'ünï 🕊']]);
  assert.deepEqual(scratch.find('a', ['z']), [['second', 'ünï 🕊']]);
  assert.deepEqual(scratch.find('b', ['x', 'y']), ['of another kind']);
  assert.deepEqual(scratch.find('a', []), []);
  scratch.close();
});

test('what is counted comes in the order of code units, each key once, however many there are', () => {
  const scratch = openScratch();
  // The first half of a dove comes before the full-width A; in UTF-8 it comes after.
  const keys = ['🕊', 'Ａ', 'b', 'a', ...Array.from({ length: 2500 }, (_, i) => `k${i}`)];
  for (const key of keys) scratch.count('n', key, 2);
  for (const key of ['a', '🕊']) scratch.count('n', key, 1);
  scratch.count('other', 'only', 0);
  const pages = [...scratch.counted('n')];
  assert.ok(pages.length > 1);
  const counts = pages.flat();
  assert.deepEqual(
    counts.map(({ key }) => key),
    keys.toSorted(compare),
  );
  assert.deepEqual(
    counts.filter(({ count }) => count === 3).map(({ key }) => key),
    ['a', '🕊'],
  );
  assert.deepEqual(scratch.among('n', ['b', 'nobody', 'only']), new Set(['b']));
  assert.deepEqual([...scratch.counted('other')], [[{ key: 'only', count: 0 }]]);
  assert.deepEqual([...scratch.counted('nothing')], []);
  scratch.close();
});

test('much more is kept than is held, in a file that nobody sees', () => {
  const scratch = openScratch();
  const before = process.memoryUsage().rss;
  for (let i = 0; i < 20_000; i++) scratch.keep('a', [`${i}`], 'x'.repeat(5000));
  assert.ok(process.memoryUsage().rss - before < 60 * 2 ** 20);
  assert.deepEqual(scratch.find('a', ['19999']), ['x'.repeat(5000)]);
  scratch.close();
});

test('a full disk for temporary files is told', (t) => {
  const disk = mkdtempSync(join(tmpdir(), 'pledgebook-scratch-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', disk], { stdio: 'pipe' });
  } catch (error) {
    rmSync(disk, { recursive: true });
    t.skip(`no small disk can be mounted here: ${error instanceof Error ? error.message.trim() : error}`);
    return;
  }
  try {
    const script = `
      import { openScratch } from ${JSON.stringify(new URL('../src/store/index.ts', import.meta.url).href)};
      const scratch = openScratch();
      try {
        for (let i = 0; i < 20_000; i++) scratch.keep('a', [String(i)], 'x'.repeat(5000));
      } catch (error) {
        console.log(error.code);
      }`;
    // SQLite asks for the folder once in a process.
    const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      env: { ...process.env, SQLITE_TMPDIR: disk },
      encoding: 'utf8',
    });
    assert.equal(stdout, 'store/full\n');
  } finally {
    execFileSync('umount', [disk]);
    rmSync(disk, { recursive: true });
  }
});

test('of rejections nothing is held: as many bytes after twenty thousand of them as after two thousand', () => {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  const scratch = openScratch();
  const opponents = opposition(scratch);
  const { report, claims } = toldReport('Harbour Wire', '2025-09-04', [
    {
      says: 'Russia <rejects> {foreign troops}.',
      by: ['state:RUS'],
      act: 'reject',
      measures: ['force.land'],
    },
  ]);
  const [claim] = claims;
  assert.ok(claim);
  let reports = 0;
  const held = (): number => {
    collect();
    return process.memoryUsage().heapUsed;
  };
  const take = (count: number): void => {
    for (const end = reports + count; reports < end; reports++) {
      const id = `r${reports}`;
      const own = { ...claim, id: `${id}#c1`, report: id, beneficiary: [`group:${id}`] };
      const page = [{ report: { ...report, id }, claims: [{ claim: own }] }];
      opponents.take(page as unknown as readonly ExportedReport[]);
    }
  };
  take(2000);
  const before = held();
  take(18_000);
  const grown = held() - before;
  assert.ok(grown < 500_000, `${grown} bytes for 18,000 rejections`);
  const [undertaking] = toldReport('Daily', '2025-09-05', [
    { says: 'Germany <will send> {troops}.', by: ['state:DEU'], for: ['group:r7'], measures: ['force.land'] },
  ]).claims;
  assert.ok(undertaking);
  const key = { actor: 'state:DEU', measure: 'force.land', beneficiary: 'group:r7' };
  const against = opponents.ends(() => undefined)([undertaking], key, () => true);
  assert.deepEqual(
    against.map(({ id, favours }) => [id, favours]),
    [['r7#c1', false]],
  );
  scratch.close();
});
