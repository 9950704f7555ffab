import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readGold, toSpan } from '../eval/gold.ts';
import { claimWhen } from '../src/claims/when.ts';
import { evidenceForWhen } from '../src/claims/when-evidence.ts';
import { findDates } from '../src/language/dates.ts';
import { contains, overlaps } from '../src/text/span.ts';
import { fitted, type Row, writeWeights } from './logistic.ts';
import { daysOf } from './reuters.ts';

/**
 * Fits the weights of `resources/rules/when-evidence.yaml` on marked dates and writes them:
 *   node train/when-evidence.ts PREPARED REUTERS_FOLDER
 * PREPARED is what train/prepare.ts has written. To be run after the rules of src/claims/when.ts or the dates of
 * src/language have changed; a minute. The same texts always give the same weights.
 */
const [prepared, reuters] = process.argv.slice(2);
if (prepared === undefined || reuters === undefined) {
  console.error('usage: node train/when-evidence.ts PREPARED REUTERS_FOLDER');
  process.exit(2);
}

/** Reports that do not tell their day are read on this one: which of its dates a claim has does not hang on it. */
const SOME_DAY = '2026-03-12';

const days = daysOf(reuters);
const rows: Row[] = globSync('*.json', { cwd: join(prepared, 'train') })
  .sort()
  .flatMap((file) => {
    const { doc, document: undated, claims } = readGold(prepared, file.slice(0, -'.json'.length));
    const marked: { readonly claims: readonly { readonly whenSpan?: readonly [number, number] | null }[] } =
      JSON.parse(readFileSync(join(prepared, 'train', file), 'utf8'));
    const published = days.get(doc) ?? SOME_DAY;
    const metadata = { ...undated.metadata, published, publishedFrom: 'option' as const };
    const document = { ...undated, metadata };
    const dates = findDates(document);
    const predicates = claims.map(({ predicate }) => predicate);
    return claims.flatMap((claim, i): Row[] => {
      const when = marked.claims[i]?.whenSpan;
      const sentence = document.sentences[claim.sentence];
      if (when === undefined || sentence === undefined) return [];
      const near = dates.filter((date) => contains(sentence, date));
      const ruled = claimWhen(claim, document, dates);
      return near.map((date) => ({
        evidence: new Map(
          [...evidenceForWhen(claim, document, date, near, predicates, ruled)].map((name) => [name, 1]),
        ),
        right: when !== null && overlaps(date, toSpan(when)) ? 1 : 0,
        counts: 1,
      }));
    });
  });

const PENALTY = 1;
const ROUNDS = 150;
/** What says less is left out. */
const LEAST = 0.1;

const HEAD = `# How much each kind of evidence speaks for a date in its sentence as that of a claim (src/claims/when-evidence.ts says what each name means).
# Written by train/when-evidence.ts from the marked dates; not to be edited by hand.
`;
writeWeights('when-evidence.yaml', HEAD, fitted(rows, PENALTY, ROUNDS), LEAST);
