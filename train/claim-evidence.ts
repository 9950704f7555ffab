import { evidenceForClaim } from '../src/claims/claim-evidence.ts';
import { logOdds } from '../src/claims/odds.ts';
import { loadModel } from '../src/model/index.ts';
import { foundTexts } from './found.ts';
import { fitted, type Row, seenOften, writeWeights } from './logistic.ts';

/**
 * Fits the weights of `resources/rules/claim-evidence.yaml` on train/gold-found and writes them:
 *   node train/claim-evidence.ts REUTERS_FOLDER
 * To be run when the weights of `standard` or src/claims/claim-evidence.ts have changed, and before eval/thresholds.ts; a
 * quarter of an hour. The same texts always give the same weights.
 */
const [reuters] = process.argv.slice(2);
if (reuters === undefined) {
  console.error('usage: node train/claim-evidence.ts REUTERS_FOLDER');
  process.exit(2);
}

const rows: Row[] = [];
for await (const { document, judged } of foundTexts(reuters, await loadModel('standard')))
  for (const { candidate, act } of judged)
    rows.push({
      evidence: new Map([
        ['model', logOdds(Math.min(1 - 1e-4, candidate.probability))],
        ...[...evidenceForClaim(candidate, document, document.predictedClaims.length)].map(
          (name) => [name, 1] as const,
        ),
      ]),
      right: act === null ? 0 : 1,
      counts: 1,
    });

const PENALTY = 20;
const ROUNDS = 150;
/** What was seen less often, or says less, is left out. */
const SEEN = 20;
const LEAST = 0.01;

const HEAD = `# How much each sign speaks for a predicate as that of a claim, beside the model's number (src/claims/claim-evidence.ts says what each name means).
# Written by train/claim-evidence.ts from train/gold-found; not to be edited by hand.
`;
// the model's number has its own place
const { model: _, ...weights } = Object.fromEntries(fitted(seenOften(rows, SEEN), PENALTY, ROUNDS));
writeWeights('claim-evidence.yaml', HEAD, new Map(Object.entries(weights)), LEAST);
