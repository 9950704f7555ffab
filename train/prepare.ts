/**
 * npx node train/prepare.ts OUT_FOLDER TEXTS_FOLDER…
 *
 * What is learned from, laid out like the gold folder. `train`: the marked texts of the folders, with the corrections of
 * train/gold (CORRECTIONS.md) and, beside each claim that has them, the marks of what it is about (train/gold-subjects,
 * gold-measures, gold-triggers, gold-figures). A claim gets `measures`, `beneficiary`, `quantitySpans`, `whenSpan` and, with
 * each condition, `triggers`; what is not there was not marked, null is nobody and never. UTF-16 offsets. `details`: measures,
 * what a second reader took them for (`again`) and beneficiary by themselves, for train/measure-words.ts.
 */
import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

type Offsets = readonly [start: number, end: number];

interface Claim {
  readonly predicateSpan: Offsets;
  readonly act: string;
  readonly conditions?: readonly { readonly span?: Offsets }[];
}

/** Adds a claim, or takes one out (`set` is null), or changes fields of one. */
type Correction = { readonly doc: string } & (
  | { readonly add: Claim }
  | { readonly at: Offsets; readonly act: string; readonly set: object | null }
);

interface Trigger {
  readonly any?: readonly string[];
  readonly all?: readonly string[];
}

/** As in train/gold-details, save that the whole of a claim's amounts and its date may be spans only. */
interface Subject {
  readonly predicateSpan: Offsets;
  readonly measures?: readonly string[];
  readonly again?: readonly string[];
  readonly beneficiary?: string | null;
  readonly quantities?: readonly { readonly span: Offsets }[];
  readonly when?: { readonly span: Offsets } | null;
  readonly triggers?: readonly Trigger[];
}

interface Marks {
  readonly doc: string;
  readonly sha256: string;
  readonly claims: readonly Subject[];
}

const [out, ...folders] = process.argv.slice(2);
if (!out || folders.length === 0) {
  process.stderr.write('usage: train/prepare.ts OUT_FOLDER TEXTS_FOLDER…\n');
  process.exit(2);
}
const here = (path: string) => join(import.meta.dirname, path);
const linesOf = <T>(file: string): T[] =>
  readFileSync(here(file), 'utf8')
    .split('\n')
    .filter((line) => line)
    .map((line) => JSON.parse(line));

const corrections = Map.groupBy(linesOf<Correction>('gold/corrections.jsonl'), ({ doc }) => doc);
const subjects = Map.groupBy(
  [
    ...linesOf<Marks>('gold-subjects/marks.jsonl'),
    ...linesOf<Marks>('gold-subjects/again.jsonl'),
    ...['gold-measures', 'gold-triggers', 'gold-figures'].flatMap((folder) =>
      globSync('**/*.json', { cwd: here(folder) }).map(
        (file): Marks => JSON.parse(readFileSync(here(join(folder, file)), 'utf8')),
      ),
    ),
  ],
  ({ doc }) => doc,
);

const same = (a: Offsets, b: Offsets) => a[0] === b[0] && a[1] === b[1];

function corrected(doc: string, marked: readonly Claim[]): readonly Claim[] {
  let claims = marked;
  for (const correction of corrections.get(doc) ?? []) {
    if ('add' in correction) {
      claims = claims.concat(correction.add);
      continue;
    }
    const { at, act, set } = correction;
    const meant = claims.find((claim) => claim.act === act && same(claim.predicateSpan, at));
    if (meant === undefined) throw new Error(`gold/corrections.jsonl: ${doc} has no ${act} at ${at}`);
    claims = claims.flatMap((claim) =>
      claim !== meant ? [claim] : set === null ? [] : [{ ...claim, ...set }],
    );
  }
  return claims;
}

/** A trigger's kinds, without who and without the denial: `!compliance:RUS` is `compliance`. */
const kindsOf = ({ any, all }: Trigger): readonly string[] => [
  ...new Set((any ?? all ?? []).map((name) => name.replace(/^!/, '').replace(/:.*/, ''))),
];

function withSubject(claim: Claim, marked: readonly Subject[]): Claim & Subject {
  const mine = marked.filter(({ predicateSpan }) => same(predicateSpan, claim.predicateSpan));
  const last = <K extends keyof Subject>(key: K) =>
    mine.findLast((subject) => subject[key] !== undefined)?.[key];
  const [measures, again, beneficiary, quantities, when, triggers] = [
    last('measures'),
    last('again'),
    last('beneficiary'),
    last('quantities'),
    last('when'),
    last('triggers'),
  ];
  const { conditions } = claim;
  return {
    ...claim,
    ...(measures && { measures }),
    ...(again && { again }),
    ...(beneficiary !== undefined && { beneficiary }),
    ...(quantities && { quantitySpans: quantities.map(({ span }) => span) }),
    ...(when !== undefined && { whenSpan: when === null ? null : when.span }),
    // a corrected claim may have other conditions
    ...(triggers &&
      conditions?.length === triggers.length && {
        conditions: conditions.map((condition, i) => ({
          ...condition,
          triggers: kindsOf(triggers[i] ?? {}),
        })),
      }),
  };
}

const [texts, details] = ['train', 'details'].map((part) => join(out, part)) as [string, string];
for (const folder of [texts, details]) mkdirSync(folder, { recursive: true });
for (const folder of folders) {
  for (const file of globSync('*.json', { cwd: folder }).sort()) {
    const document: Marks & { readonly claims: readonly Claim[] } = JSON.parse(
      readFileSync(join(folder, file), 'utf8'),
    );
    const about = subjects.get(document.doc) ?? [];
    for (const { sha256 } of about) {
      if (sha256 !== document.sha256)
        throw new Error(`${document.doc}: the marks of what it is about are of another text`);
    }
    const marked = about.flatMap(({ claims }) => claims);
    const claims = corrected(document.doc, document.claims).map((claim) => withSubject(claim, marked));
    writeFileSync(join(texts, file), `${JSON.stringify({ ...document, claims })}\n`);
    const known = claims.flatMap(({ predicateSpan, measures, again, beneficiary = null }, i) =>
      measures ? [{ i, predicateSpan, measures, ...(again && { again }), beneficiary }] : [],
    );
    if (known.length > 0)
      writeFileSync(
        join(details, file),
        `${JSON.stringify({ doc: document.doc, published: null, claims: known })}\n`,
      );
  }
}
