import { globSync } from 'node:fs';
import { join } from 'node:path';
import { readGold } from '../eval/gold.ts';
import { evidenceForTarget, namedIn } from '../src/claims/target-evidence.ts';
import { fitted, type Row, seenOften, writeWeights } from './logistic.ts';

/**
 * Fits the weights of `resources/rules/target-evidence.yaml` on the marked claims and writes them:
 *   node train/target-evidence.ts PREPARED
 * PREPARED is what train/prepare.ts has written. To be run after the rules of src/actors have changed; ten seconds. The same
 * texts always give the same weights.
 */
const [prepared] = process.argv.slice(2);
if (prepared === undefined) {
  console.error('usage: node train/target-evidence.ts PREPARED');
  process.exit(2);
}

/** So many characters around a predicate are about what the model's window shows on either side. */
const WINDOW = 1200;

const rows: Row[] = globSync('*.json', { cwd: join(prepared, 'train') })
  .sort()
  .flatMap((file) => {
    const { document, claims } = readGold(prepared, file.slice(0, -'.json'.length));
    const named = namedIn(document);
    const sources = new Map(document.attributions.map(({ id, actors }) => [id, actors]));
    return claims.flatMap((claim): Row[] => {
      const { start, end } = claim.predicate;
      const near = document.mentions.filter((m) => m.end > start - WINDOW && m.start < end + WINDOW);
      const aimed = { ...claim, sources: sources.get(claim.attribution ?? '') ?? [] };
      return [...Map.groupBy(near, ({ actor }) => actor)]
        .filter(([party]) => !claim.actors.includes(party))
        .map(([party, mentions]) => ({
          evidence: new Map(
            [...evidenceForTarget(aimed, party, mentions, document, named)].map((name) => [name, 1]),
          ),
          right: claim.targets.includes(party) ? 1 : 0,
          counts: 1,
        }));
    });
  });

const PENALTY = 3;
const ROUNDS = 120;
/** What was seen less often, or says less, is left out. */
const SEEN = 20;
const LEAST = 0.1;

const HEAD = `# How much each kind of evidence speaks for a party as one towards whom a claim is made (src/claims/target-evidence.ts says what each name means).
# Written by train/target-evidence.ts from the marked targets; not to be edited by hand.
`;
writeWeights('target-evidence.yaml', HEAD, fitted(seenOften(rows, SEEN), PENALTY, ROUNDS), LEAST);
