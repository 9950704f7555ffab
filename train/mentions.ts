/**
 * npx node train/mentions.ts GOLD_FOLDER… > mentions.jsonl
 *
 * Whom the product's own rules take each name, office and pronoun of a marked text for: what the trainer's pointers learn to
 * lead to, so that training and reading agree. A line: doc, mentions ([start, end]), names (gold actor → indexes of the
 * mentions that mean it). UTF-16 offsets.
 */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findActors } from '../src/actors/find-actors.ts';
import { sameActor } from '../src/app/marked/same-actor.ts';
import { UNKNOWN } from '../src/document/metadata.ts';
import { tokenise } from '../src/language/sentences.ts';

interface Claim {
  readonly actors?: readonly string[];
  readonly targets?: readonly string[];
  readonly source?: string | null;
  readonly reportedBy?: readonly string[];
  readonly beneficiary?: string | null;
}

const named = (names: string | null | undefined): readonly string[] => names?.split(/, */) ?? [];

const NOTHING = { ...UNKNOWN, language: 'en' };

for (const folder of process.argv.slice(2)) {
  for (const file of readdirSync(folder).filter((f) => f.endsWith('.json'))) {
    const { doc, text, claims }: { doc: string; text: string; claims: readonly Claim[] } = JSON.parse(
      readFileSync(join(folder, file), 'utf8'),
    );
    const { actors, mentions } = findActors(tokenise({ text, metadata: NOTHING }));
    const byId = new Map(actors.map((a) => [a.id, a]));
    const gold = new Set(
      claims.flatMap(({ actors = [], targets = [], reportedBy = [], source, beneficiary }) => [
        ...actors,
        ...targets,
        ...reportedBy,
        ...named(source),
        ...named(beneficiary),
      ]),
    );
    const names = Object.fromEntries(
      [...gold].map((name) => {
        const same = new Set(actors.filter((a) => sameActor(name, a)).map((a) => a.id));
        return [name, mentions.flatMap((m, i) => (same.has(m.actor) && byId.has(m.actor) ? [i] : []))];
      }),
    );
    process.stdout.write(
      `${JSON.stringify({ doc, mentions: mentions.map((m) => [m.start, m.end]), names })}\n`,
    );
  }
}
