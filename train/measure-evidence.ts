import { detailedDocs, readGold } from '../eval/gold.ts';
import { family, measureMatches } from '../src/claims/measure.ts';
import { candidates, evidenceFor } from '../src/claims/measure-evidence.ts';
import { subjectsOf } from '../src/claims/measure-subjects.ts';
import { phraseFinder } from '../src/claims/phrases.ts';
import { loadProfiles } from '../src/claims/profile.ts';
import { wordsOf } from '../src/claims/words.ts';
import { fitted, type Row, writeWeights } from './logistic.ts';

/**
 * Fits the weights of `resources/rules/measure-evidence.yaml` on marked details and writes them:
 *   node train/measure-evidence.ts FOLDER...
 * Each folder is laid out like the gold folder (`train` or `dev`, and `details`). To be run after the words of the measures
 * have changed; half a minute. The same texts always give the same weights.
 */
const folders = process.argv.slice(2);
if (folders.length === 0) {
  console.error('usage: node train/measure-evidence.ts FOLDER...');
  process.exit(2);
}

/** Three texts in four are of 1987 and of the years to 2020; those of today are what is read most. */
const weightOf = (doc: string): number => (/^(?:reuters|wikinews)-/.test(doc) ? 1 : 2);

const meets = (gold: string, read: string): number => {
  if (gold === read || read.startsWith(`${gold}.`)) return 1;
  return family(gold) === family(read) && (gold.endsWith('.any') || read.endsWith('.any')) ? 0.5 : 0;
};

const find = phraseFinder([...new Set(loadProfiles().flatMap((p) => p.measures))].flatMap((m) => m.phrases));

const rows: Row[] = folders.flatMap((folder) =>
  detailedDocs(folder).flatMap((doc) => {
    const { document, claims, details } = readGold(folder, doc);
    const subjects = subjectsOf(measureMatches(wordsOf(document.text), find), claims, document);
    return (details?.claims ?? []).flatMap(({ i, measures }) => {
      const words = subjects.claims[i];
      if (words === undefined) throw new Error(`${folder}/details/${doc}.json: there is no claim ${i}`);
      return candidates(subjects).map((id) => ({
        evidence: evidenceFor(id, words, subjects),
        // ½ where the claim has another measure of the family and one of the two is the open form
        right: Math.max(0, ...measures.map((gold) => meets(gold, id))),
        counts: weightOf(doc),
      }));
    });
  }),
);

const PENALTY = 1;
const ROUNDS = 150;

const HEAD = `# How much each kind of evidence speaks for a measure of a claim (src/claims/measure-evidence.ts says what each name means).
# Written by train/measure-evidence.ts from the marked details; not to be edited by hand.
`;
writeWeights('measure-evidence.yaml', HEAD, fitted(rows, PENALTY, ROUNDS));
