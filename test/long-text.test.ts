import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import { test } from 'node:test';

const root = join(import.meta.dirname, '..');
const LENGTH = 2_000_000;

/** Two million characters of news: the marked Wikinews texts, over and over. */
function longText(): string {
  const texts = globSync('train/gold/wikinews-*.json', { cwd: root })
    .sort()
    .map((file): string => JSON.parse(readFileSync(join(root, file), 'utf8')).text);
  const all = texts.join('\n\n');
  return all.repeat(Math.ceil(LENGTH / all.length)).slice(0, LENGTH);
}

/** Resident megabytes of a process. */
const residentOf = (pid: number): number =>
  Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;

test('a text of two megabytes is read window by window: progress is shown, memory does not grow', async () => {
  const program = join(root, 'src/cli/main.ts');
  const child = spawn(process.execPath, [program, 'read', '--model', 'small', '--json', '-'], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.end(longText());
  const seen: { readonly percent: number; readonly megabytes: number }[] = [];
  child.stderr.setEncoding('utf8').on('data', (said: string) => {
    for (const [, percent] of said.matchAll(/(\d+) %/g)) {
      seen.push({ percent: Number(percent), megabytes: residentOf(child.pid ?? 0) });
    }
  });
  const [out, [code]] = await Promise.all([textOf(child.stdout), once(child, 'exit')]);
  assert.equal(code, 0);
  const { document, claims } = JSON.parse(out);
  assert.equal(document.text.length, LENGTH);
  assert.ok(claims.some((c: { evidence: { start: number } }) => c.evidence.start > LENGTH * 0.99));
  assert.ok(seen.length >= 3, `progress was shown ${seen.length} times`);
  // What is kept of a window (its claims, its mentions) is small: a hundred megabytes would be the windows themselves.
  const [early, late] = [seen.find(({ percent }) => percent >= 20), seen.at(-1)];
  assert.ok(early && late && late.percent > early.percent);
  assert.ok(late.megabytes - early.megabytes < 100, `${early.megabytes} MB, then ${late.megabytes} MB`);
});
