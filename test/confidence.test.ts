import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { crossValidated, fitted } from '../eval/calibration.ts';
import { openBook } from '../src/app/book/index.ts';
import { reliabilityOf } from '../src/app/marked/confidence.ts';
import { MODELS } from '../src/app/pipeline.ts';
import { toReading } from '../src/app/reading.ts';
import { confidenceFrom } from '../src/cli/book-options.ts';
import { percentText } from '../src/cli/claim-block.ts';
import { calibrated, logit } from '../src/model/calibration.ts';
import { folderOf, readModelFolder } from '../src/model/folder.ts';
import { UsageError } from '../src/text/errors.ts';
import { claimed } from './claimed-sample.ts';
import { cli, cliOn } from './cli-runs.ts';
import { fakeReader } from './fake-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'pledgebook-confidence-'));
after(() => rmSync(folder, { recursive: true }));
const refused = (error: unknown) => error instanceof UsageError && error.code === 'usage/confidence';

test('a calibration keeps the order, and a model without one shows what it is', () => {
  const calibration = { slope: 0.66, intercept: -0.5 };
  const steps = Array.from({ length: 101 }, (_, i) => i / 100);
  const confidences = steps.map((p) => calibrated(p, calibration));
  for (const [i, confidence] of confidences.entries()) {
    assert.ok(confidence > 0 && confidence < 1);
    assert.ok(i === 0 || confidence > (confidences[i - 1] ?? 1), `at ${steps[i]}`);
  }
  assert.deepEqual(
    steps.map((p) => calibrated(p)),
    steps,
  );
});

test('the fit finds the line by which right and wrong were drawn', () => {
  // of claims with a probability p so many are right that logit(share) = 0.5 logit(p) - 1
  const judged = [0.2, 0.5, 0.8, 0.9, 0.95, 0.99].flatMap((confidence) => {
    const share = 1 / (1 + Math.exp(1 - 0.5 * logit(confidence)));
    return Array.from({ length: 1000 }, (_, i) => ({ confidence, right: i < Math.round(1000 * share) }));
  });
  const { slope, intercept } = fitted(judged);
  assert.ok(Math.abs(slope - 0.5) < 0.01 && Math.abs(intercept + 1) < 0.01, `${slope} ${intercept}`);
  const texts = Array.from({ length: 40 }, (_, t) => judged.filter((_, i) => i % 40 === t));
  const [before, later] = [reliabilityOf(judged), reliabilityOf(crossValidated(texts))];
  assert.equal(later.claims, judged.length);
  assert.ok((later.expectedCalibrationError ?? 1) < 0.02);
  assert.ok((before.expectedCalibrationError ?? 0) > 0.2);
});

test('the calibration error is the mean distance of confidence and share over ten bins', () => {
  const { expectedCalibrationError, sure } = reliabilityOf([
    { confidence: 0.95, right: true },
    { confidence: 0.93, right: false },
    { confidence: 1, right: true },
    { confidence: 0.25, right: false },
  ]);
  assert.ok(Math.abs((expectedCalibrationError ?? 0) - (0.88 + 0.25) / 4) < 1e-9);
  assert.deepEqual(sure, { claims: 3, right: 2 });
  assert.equal(reliabilityOf([]).expectedCalibrationError, null);
});

test('each shipped model brings its calibration, which makes it less sure of itself', async () => {
  for (const model of MODELS) {
    const { calibration } = (await readModelFolder(folderOf(model))).manifest;
    assert.ok(calibration, model);
    assert.ok(calibrated(0.9, calibration) < 0.9, model);
  }
});

test('no more is shown than there is', () => {
  assert.deepEqual([0.8999, 0.9, 0.29, 1, 0].map(percentText), ['89 %', '90 %', '29 %', '100 %', '0 %']);
  assert.deepEqual(['0.9', '.9', '90%', '90 %', '1', '0'].map(confidenceFrom), [0.9, 0.9, 0.9, 0.9, 1, 0]);
  for (const word of ['90', '1.1', '-0.1', 'sure', '', '%'])
    assert.throws(() => confidenceFrom(word), refused);
});

/** The sample, whose claims are less and less sure: 0.9, 0.8, 0.7, 0.6. */
const reading = () => {
  const read = toReading(claimed);
  const claims = read.claims.map((claim, i) => ({ ...claim, confidence: (9 - i) / 10 }));
  return {
    ...read,
    claims,
    perhapsMissed: [{ predicate: { start: 0, end: 4 }, act: 'meet', sentence: 0, confidence: 0.3 }] as const,
  };
};

const path = join(folder, 'book.db');
test('a book counts claims that are sure enough, and those that a person accepted', async () => {
  const book = await openBook({ book: path, reader: fakeReader });
  const { id } = await book.addReading(reading());
  await book.decide({ kind: 'accept', claim: `${id}#c3` }, { by: 'Ada' });
  const acts = async (minConfidence?: number) => {
    const query = minConfidence === undefined ? {} : { minConfidence };
    const { items } = await book.list(query);
    return [...new Set(items.flatMap((entry) => entry.claims.map(({ act }) => act)))].sort();
  };
  assert.deepEqual(await acts(), await acts(0));
  assert.ok((await acts()).includes('demand'));
  assert.deepEqual(await acts(0.9), ['commit', 'refuse']);
  assert.deepEqual(await acts(1), ['refuse']);
  const open = async (minConfidence: number) => (await book.reviewQueue({ minConfidence })).items.length;
  assert.deepEqual([await open(0), await open(0.7), await open(0.9)], [4, 2, 1]);
  await assert.rejects(book.list({ minConfidence: 90 }), refused);
  await book.close();
});

test('--min-confidence for all that shows claims of a book', async () => {
  const entries = async (...args: readonly string[]) =>
    (await cliOn(path, 'list', '--json', ...args)).lines.length;
  const [all, sure] = [await entries(), await entries('--min-confidence', '90%')];
  assert.ok(sure < all && sure > 0, `${sure} of ${all}`);
  const wrong = await cliOn(path, 'list', '--min-confidence', 'high');
  assert.equal(wrong.code, 2);
  assert.match(wrong.err, /"high" is no confidence/);
  const rows = async (...args: readonly string[]) =>
    (await cliOn(path, 'export', '--to', 'webannotation-jsonl', ...args)).lines.length;
  assert.ok((await rows('--min-confidence', '0.9')) < (await rows()));
  const whole = await cliOn(path, 'export', '--to', 'jsonl', '--min-confidence', '0.9');
  assert.match(whole.err, /without --known-on, --as-of, --state and --min-confidence/);
  const blind = await cliOn(path, 'review', '--blind', '--by', 'Ada', '--min-confidence', '0.9');
  assert.notEqual(blind.code, 0);
});

test('read leaves out what it is less sure of, and says so', async () => {
  const file = join(folder, 'readings.jsonl');
  writeFileSync(file, `${JSON.stringify({ text: 'a text' })}\n`);
  const { out, err, code } = await cli('read', '--min-confidence', '0.95', file);
  assert.equal(code, 0);
  assert.match(out, /\n0 claims, /);
  assert.match(err, /^4 claims left out \(--min-confidence\)$/m);
  const kept = await cli('read', '--json', '--min-confidence', '90%', file);
  assert.equal(kept.json()[0].claims.length, 4);
  assert.doesNotMatch(kept.err, /left out/);
});
