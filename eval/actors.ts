/**
 * Measures who is found and whom phrases mean, against gold:
 *   npx node eval/actors.ts [train|dev] [GOLD] [--misses N]
 * GOLD holds `train`, `dev` and `attributions` (default ../shared/gold). Prints precision, recall and F1 of resolveSpan on the
 * sources of attributions, and how many of the claims' actors and targets are among the actors found.
 */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findActors } from '../src/actors/find-actors.ts';
import { resolveSpan } from '../src/actors/resolve-span.ts';
import { isStateCode, sameActor } from '../src/app/marked/same-actor.ts';
import type { Actor, Mentioned } from '../src/document/layers.ts';
import { UNKNOWN } from '../src/document/metadata.ts';
import { findDateline } from '../src/language/dateline.ts';
import { tokenise } from '../src/language/sentences.ts';

interface Gold {
  readonly doc: string;
  readonly text: string;
  readonly claims: readonly {
    readonly actors: readonly string[];
    readonly targets?: readonly string[] | null;
  }[];
}
interface GoldAttributions {
  readonly doc: string;
  readonly attributions: readonly {
    readonly sourceSpan: readonly [number, number] | null;
    readonly actors: readonly string[];
  }[];
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { misses: { type: 'string', default: '40' }, skip: { type: 'string', default: '0' } },
});
const [part = 'dev', gold = '../shared/gold'] = positionals;
const shown = Number(values.misses);

const read = <T>(folder: string): readonly T[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as T);

const texts = new Map(read<Gold>(join(gold, part)).map((document) => [document.doc, document]));
const readings = new Map<string, Mentioned>();
let milliseconds = 0;
let characters = 0;
for (const { doc, text } of texts.values()) {
  const tokenised = tokenise({ text, metadata: { ...UNKNOWN, published: findDateline(text) } });
  const start = process.cpuUsage();
  readings.set(doc, findActors(tokenised));
  const used = process.cpuUsage(start);
  milliseconds += (used.user + used.system) / 1000;
  characters += text.length;
}
console.log(
  `${texts.size} documents, ${((1500 * milliseconds) / characters).toFixed(2)} ms of processor time a 1,500 characters`,
);

const actorOf = (reading: Mentioned, id: string): Actor | undefined =>
  reading.actors.find((actor) => actor.id === id);

let wanted = 0;
let given = 0;
let right = 0;
const misses: string[] = [];
for (const { doc, attributions } of read<GoldAttributions>(join(gold, 'attributions', part))) {
  const reading = readings.get(doc);
  const text = texts.get(doc)?.text ?? '';
  if (reading === undefined) continue;
  for (const { sourceSpan, actors } of attributions) {
    if (sourceSpan === null) continue;
    const [start, end] = sourceSpan;
    const found = resolveSpan(reading, { start, end }).flatMap((id) => actorOf(reading, id) ?? []);
    const left = new Set(found);
    let hits = 0;
    for (const name of actors) {
      const hit = [...left].find((actor) => sameActor(name, actor));
      if (hit === undefined) continue;
      left.delete(hit);
      hits++;
    }
    wanted += actors.length;
    given += found.length;
    right += hits;
    if (hits < actors.length || left.size > 0) {
      const rules = reading.mentions.filter((m) => m.start < end && m.end > start).map((m) => m.rule);
      misses.push(
        `${doc} [${text.slice(start, end).replace(/\s+/g, ' ')}] gold ${actors.join('; ') || '-'} found ${found.map((a) => `${a.name}${a.state === null ? '' : ` (${a.state})`}`).join('; ') || '-'} ${rules.join(' ')}`,
      );
    }
  }
}
const precision = right / given;
const recall = right / wanted;
console.log(
  `sources: P ${precision.toFixed(3)} R ${recall.toFixed(3)} F1 ${((2 * precision * recall) / (precision + recall)).toFixed(3)} (gold ${wanted}, found ${given})`,
);

const counts = { state: [0, 0], other: [0, 0] };
const absent = new Map<string, number>();
for (const { doc, claims } of texts.values()) {
  const reading = readings.get(doc);
  for (const name of claims.flatMap((claim) => [...claim.actors, ...(claim.targets ?? [])])) {
    const count = isStateCode(name) ? counts.state : counts.other;
    count[1] = (count[1] ?? 0) + 1;
    if (reading?.actors.some((actor) => sameActor(name, actor))) count[0] = (count[0] ?? 0) + 1;
    else absent.set(`${doc}: ${name}`, (absent.get(`${doc}: ${name}`) ?? 0) + 1);
  }
}
for (const [kind, [hit = 0, all = 0]] of Object.entries(counts))
  console.log(`claims' actors and targets found, ${kind}: ${(hit / all).toFixed(3)} of ${all}`);
const [s, o] = [counts.state, counts.other];
console.log(`together: ${(((s[0] ?? 0) + (o[0] ?? 0)) / ((s[1] ?? 0) + (o[1] ?? 0))).toFixed(3)}`);

const from = Number(values.skip);
for (const line of misses.slice(from, from + shown)) console.log(line);
for (const [name, count] of [...absent].sort((a, b) => b[1] - a[1]).slice(0, shown))
  console.log(`${count} × ${name}`);
