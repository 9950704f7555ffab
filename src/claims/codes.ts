import { readFileSync } from 'node:fs';
import type { Attributed, BareClaim } from '../document/layers.ts';
import { ACTS, type Act, FIRMNESS, type Firmness } from '../document/vocabulary.ts';
import { byRule, type Derived } from './derived.ts';
import { type Located, locatedYaml } from './located-yaml.ts';
import { family } from './measure.ts';
import { phraseFrom } from './phrase-from.ts';
import { type PhraseFinder, phraseFinder } from './phrases.ts';
import { wordsOf } from './words.ts';

/** PLOVER event type and CAMEO root (two digits); null where none fits. */
export interface EventCode {
  readonly plover: string | null;
  readonly cameo: string | null;
}

interface CodeRule {
  readonly id: string;
  readonly acts: ReadonlySet<Act>;
  readonly negated: boolean | null;
  readonly firmness: ReadonlySet<Firmness> | null;
  readonly measures: ReadonlySet<string> | null;
  readonly finds: PhraseFinder<null> | null;
  readonly code: EventCode;
  readonly examples: readonly string[];
}

const FILE = 'resources/rules/codes.yaml';
const PLOVER = new Set(
  'AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT'.split(
    ' ',
  ),
);

/** The rules in the order in which they are tried, with their examples. Throws as `codeReader`. */
export function codeRules(): readonly CodeRule[] {
  return locatedYaml(readFileSync(new URL(`../../${FILE}`, import.meta.url), 'utf8'), FILE)
    .entries()
    .map(([id, entry]) => ruleFrom(id, entry));
}

/** What kind of event a claim is, for users of event data; `measures` are the claim's. */
export type CodeReader = (
  claim: CodedClaim,
  measures: readonly string[],
  document: Pick<Attributed, 'text'>,
) => Derived<EventCode>;

type CodedClaim = Pick<BareClaim, 'act' | 'negated' | 'firmness' | 'predicate' | 'what'>;

/** Reads the rules. Throws ResourceError with file and line where their file is wrong. */
export function codeReader(): CodeReader {
  const rules = codeRules();
  return (claim, measures, document) => claimCode(rules, claim, measures, document);
}

function claimCode(
  rules: readonly CodeRule[],
  claim: CodedClaim,
  measures: readonly string[],
  document: Pick<Attributed, 'text'>,
): Derived<EventCode> {
  const kinds = new Set([...measures, ...measures.map(family)]);
  // A long what speaks of other deeds too; the event is in its beginning.
  const words = wordsOf(document.text, claim.predicate.start, claim.predicate.end);
  const content = claim.what
    ? wordsOf(document.text, claim.what.start, Math.min(claim.what.end, claim.what.start + WHAT_READ))
    : [];
  const all = [...words, ...content];
  for (const rule of rules) {
    if (!rule.acts.has(claim.act)) continue;
    if (rule.negated !== null && rule.negated !== claim.negated) continue;
    if (rule.firmness !== null && (claim.firmness === null || !rule.firmness.has(claim.firmness))) continue;
    if (rule.measures !== null && ![...kinds].some((kind) => rule.measures?.has(kind))) continue;
    if (rule.finds !== null && rule.finds(all).length === 0) continue;
    return byRule(rule.code, `codes.${rule.id}`);
  }
  return byRule({ plover: null, cameo: null }, 'codes.none');
}

const WHAT_READ = 60;

function ruleFrom(id: string, entry: Located): CodeRule {
  const part = entry.record([
    'act',
    'negated',
    'firmness',
    'measures',
    'words',
    'plover',
    'cameo',
    'reason',
    'examples',
  ]);
  if (!part.act || !part.plover || !part.cameo || !part.reason || !part.examples) {
    throw entry.wrong(
      `the rule "${id}" needs "act", "plover", "cameo", "reason" and "examples"`,
      'resource/key',
    );
  }
  const plover = part.plover.orNull()?.string() ?? null;
  if (plover !== null && !PLOVER.has(plover)) throw part.plover.wrong(`"${plover}" is no PLOVER event type`);
  const cameo = part.cameo.orNull()?.string() ?? null;
  if (cameo !== null && !/^(?:0[1-9]|1\d|20)$/.test(cameo))
    throw part.cameo.wrong(`"${cameo}" is no CAMEO root`);
  const words = part.words?.items().map((item) => phraseFrom(item, null)) ?? null;
  return {
    id,
    acts: new Set(part.act.items().map((item) => item.oneOf(ACTS))),
    negated: part.negated?.boolean() ?? null,
    firmness: part.firmness ? new Set(part.firmness.items().map((item) => item.oneOf(FIRMNESS))) : null,
    measures: part.measures ? new Set(part.measures.items().map((item) => item.string())) : null,
    finds: words === null ? null : phraseFinder(words),
    code: { plover, cameo },
    examples: part.examples.items().map((item) => item.string()),
  };
}
