import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findInputs } from '../src/app/inputs.ts';
import { createSourceReader } from '../src/app/reader.ts';
import type { Reading } from '../src/app/reading.ts';
import { toRecord } from '../src/app/to-record.ts';
import { compareStory } from '../src/book/comparison/compare-story.ts';
import { toldOn } from '../src/book/moment.ts';
import type { ReadReport } from '../src/book/record.ts';
import { chooseStory, emptyStory, type StoryCandidate, withReport } from '../src/book/stories/choose.ts';
import { featuresOf } from '../src/book/stories/features.ts';

// Adds the reports of all stories together, lets them form stories and scores the comparisons against what was written in:
//   node eval/stories.ts STORIES_DIR SCORER.mjs [--readings FILE.jsonl] [--misses]
const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { readings: { type: 'string' }, misses: { type: 'boolean' } },
});
const [folder, scorer] = positionals;
if (folder === undefined || scorer === undefined) {
  console.error('usage: node eval/stories.ts STORIES_DIR SCORER.mjs [--readings FILE.jsonl] [--misses]');
  process.exit(2);
}

const readings = options.readings === undefined ? await read(folder) : kept(options.readings);
const records = readings
  .map((reading) => toRecord(reading, '2026-01-01T00:00:00Z'))
  .sort((a, b) => toldOn(a.report).localeCompare(toldOn(b.report)) || a.report.id.localeCompare(b.report.id));
const comparisons = inStories(records).map((reports, i) =>
  compareStory(reports, { id: `s${i + 1}`, title: reports[0]?.report.title ?? '' }),
);
const out = join(mkdtempSync(join(tmpdir(), 'pledgebook-stories-')), 'comparisons.jsonl');
writeFileSync(out, comparisons.map((comparison) => `${JSON.stringify(comparison)}\n`).join(''));
const scored = spawnSync(process.execPath, [scorer, folder, out, ...(options.misses ? ['--misses'] : [])], {
  stdio: 'inherit',
});
console.log(`comparisons: ${out}`);
process.exitCode = scored.status ?? 1;

function kept(file: string): readonly Reading[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line): Reading => JSON.parse(line));
}

async function read(stories: string): Promise<readonly Reading[]> {
  const reader = await createSourceReader();
  const { inputs } = await findInputs([stories], process.stdin);
  const read: Reading[] = [];
  for (const input of inputs) read.push(await reader((await input.load()).source));
  return read;
}

/** One after the other, each into the story that it fits. */
function inStories(reports: readonly ReadReport[]): readonly (readonly ReadReport[])[] {
  const stories: { candidate: StoryCandidate; reports: ReadReport[] }[] = [];
  const counts = new Map<string, number>();
  for (const [index, report] of reports.entries()) {
    const features = featuresOf(report);
    const frequencies = { reports: index, of: (key: string) => counts.get(key) ?? 0 };
    const id = chooseStory(
      features,
      stories.map(({ candidate }) => candidate),
      frequencies,
    );
    const known = stories.find(({ candidate }) => candidate.id === id);
    const story = known ?? { candidate: emptyStory(`s${stories.length + 1}`), reports: [] };
    if (known === undefined) stories.push(story);
    story.candidate = withReport(story.candidate, features);
    story.reports.push(report);
    for (const key of features.keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return stories.map((story) => story.reports);
}
