import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findActors } from '../src/actors/find-actors.ts';
import { actorResources } from '../src/actors/resources.ts';
import type { Actor, Attributed, Attribution, BareClaim, Metadata, Trigger } from '../src/document/layers.ts';
import type { Act, AttributionKind, ConditionKind, Firmness } from '../src/document/vocabulary.ts';
import { tokenise } from '../src/language/sentences.ts';
import { type Span, span } from '../src/text/span.ts';

/** `[start, end)` as the gold files write it. */
type Pair = readonly [number, number];

interface GoldClaim {
  readonly predicate: string;
  readonly act: Act;
  readonly predicateSpan: Pair;
  readonly actors: readonly string[];
  readonly targets: readonly string[];
  readonly whatSpan: Pair | null;
  readonly firmness: Firmness | null;
  readonly negated: boolean;
  readonly conditions: readonly { readonly kind: ConditionKind; readonly span: Pair | null }[];
  readonly source: string | null;
  readonly reportedBy: readonly string[];
}

interface GoldAttribution {
  readonly cueSpan: Pair | null;
  readonly sourceSpan: Pair | null;
  readonly contentSpans: readonly Pair[];
  readonly kind: AttributionKind;
  readonly actors: readonly string[];
  readonly within: number | null;
}

/** What claims are about; a field that a folder of marks does not have is left out. */
export interface GoldDetails {
  readonly doc: string;
  /** Null where the text does not tell its day. */
  readonly published: string | null;
  readonly claims: readonly {
    readonly i: number;
    readonly predicateSpan: Pair;
    readonly measures: readonly string[];
    /** What a second reader took them for. */
    readonly again?: readonly string[];
    readonly beneficiary: string | null;
    readonly quantities?: readonly {
      readonly span: Pair;
      readonly value: number | null;
      readonly low: number | null;
      readonly high: number | null;
      readonly about: boolean;
      readonly unit: string;
    }[];
    readonly when?: { readonly span: Pair; readonly from: string | null; readonly to: string | null } | null;
    readonly triggers?: readonly Trigger[];
  }[];
}

/** A gold text as the stages before `claims` would hand it on, with its gold claims and, where marked, its gold details. */
export interface Gold {
  readonly doc: string;
  readonly document: Attributed;
  readonly claims: readonly BareClaim[];
  readonly details: GoldDetails | null;
}

export const toSpan = ([start, end]: Pair): Span => span(start, end);

/**
 * Reads the gold of one text from `folder` (the one that holds `train`, `dev`, `attributions`, `details`), with the actors
 * that are found in it; gold codes that are not found are added as actors without a mention.
 * Throws where the text has no claims file.
 */
export function readGold(folder: string, doc: string): Gold {
  const part = ['dev', 'train'].find((name) => existsSync(join(folder, name, `${doc}.json`)));
  if (part === undefined) throw new Error(`${folder}: no claims file for ${doc}`);
  const file: { text: string; claims: GoldClaim[] } = readJson(join(folder, part, `${doc}.json`));
  const marks: { attributions: GoldAttribution[] } | null = readJsonIfThere(
    join(folder, 'attributions', part, `${doc}.json`),
  );
  const details: GoldDetails | null = readJsonIfThere(join(folder, 'details', `${doc}.json`));
  const published = details?.published ?? null;
  const metadata: Metadata = {
    title: null,
    publisher: null,
    byline: null,
    url: null,
    published,
    publishedFrom: published === null ? null : 'option',
    language: 'en',
  };
  const found = findActors(tokenise({ text: file.text, metadata }));
  const codes = new Set([
    ...file.claims.flatMap((c) => [
      ...c.actors,
      ...c.targets,
      ...c.reportedBy,
      ...(c.source ? [c.source] : []),
    ]),
    ...(marks?.attributions ?? []).flatMap((a) => a.actors),
  ]);
  const { actors, idOf } = withGoldActors(found.actors, [...codes]);
  const attributions: Attribution[] = (marks?.attributions ?? []).map((a, i) => ({
    id: `a${i + 1}`,
    kind: a.kind,
    source: a.sourceSpan ? toSpan(a.sourceSpan) : null,
    cue: a.cueSpan ? toSpan(a.cueSpan) : null,
    content: a.contentSpans.map(toSpan),
    actors: a.actors.map(idOf),
    within: a.within === null ? null : `a${a.within + 1}`,
  }));
  const document: Attributed = { ...found, actors, attributions };
  return { doc, document, claims: file.claims.map((c, i) => bareClaim(c, i, document, idOf)), details };
}

/** Names of all texts that have details gold. */
export const detailedDocs = (folder: string): readonly string[] =>
  readdirSync(join(folder, 'details'))
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length))
    .sort();

function bareClaim(
  c: GoldClaim,
  index: number,
  document: Attributed,
  idOf: (code: string) => string,
): BareClaim {
  const predicate = toSpan(c.predicateSpan);
  const sentence = Math.max(
    0,
    document.sentences.findIndex((s) => predicate.start < s.end),
  );
  const what = c.whatSpan ? toSpan(c.whatSpan) : null;
  const conditions = c.conditions.flatMap(({ kind, span: at }) => (at ? [{ ...toSpan(at), kind }] : []));
  const own = [predicate, ...(what ? [what] : []), ...conditions];
  const holder = c.source
    ? document.attributions.find((a) =>
        a.content.some((s) => s.start <= predicate.start && predicate.end <= s.end),
      )
    : undefined;
  return {
    id: `c${index + 1}`,
    act: c.act,
    predicate,
    actors: c.actors.map(idOf),
    targets: c.targets.map(idOf),
    what,
    firmness: c.firmness,
    negated: c.negated,
    conditions,
    attribution: holder?.id ?? null,
    reportedBy: c.reportedBy.map(idOf),
    sentence,
    evidence: span(Math.min(...own.map((s) => s.start)), Math.max(...own.map((s) => s.end))),
    confidence: 1,
  };
}

/** A gold code is a state's three letters, or a name; it is looked up among the found actors before one is made for it. */
function withGoldActors(found: readonly Actor[], codes: readonly string[]) {
  const byCode = new Map<string, string>();
  for (const a of found) {
    if (a.kind === 'state' && a.state) byCode.set(a.state, a.id);
    for (const name of [a.name, ...a.aliases]) {
      if (!byCode.has(name.toLowerCase())) byCode.set(name.toLowerCase(), a.id);
    }
  }
  const made: Actor[] = [];
  for (const code of codes) {
    if (byCode.has(code) || byCode.has(code.toLowerCase())) continue;
    const state = actorResources().states.has(code);
    const id = state ? `state:${code}` : `gold:${code.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`;
    made.push({
      id,
      kind: state ? 'state' : 'unknown',
      name: code,
      state: state ? code : null,
      aliases: [],
      roles: [],
      size: null,
    });
    byCode.set(state ? code : code.toLowerCase(), id);
  }
  const idOf = (code: string) => byCode.get(code) ?? byCode.get(code.toLowerCase()) ?? code;
  return { actors: [...found, ...made], idOf };
}

const readJson = (path: string) => JSON.parse(readFileSync(path, 'utf8'));
const readJsonIfThere = (path: string) => (existsSync(path) ? readJson(path) : null);
