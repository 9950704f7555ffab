import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';

test('npm start reads the shipped samples, and accepts --no-serve', () => {
  const root = join(import.meta.dirname, '..');
  const out = execFileSync(process.execPath, [join(root, 'scripts/start.ts'), '--no-serve', '--json'], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const readings = out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  assert.equal(readings.length, 8);
  for (const reading of readings) {
    assert.ok(reading.document.publisher, reading.document.title);
    assert.ok(reading.claims.length > 0, reading.document.title);
  }
});
