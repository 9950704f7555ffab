import type { LayingClaim, StateClaim } from '../../book/scenario/entry.ts';
import { FIRMNESS } from '../../document/vocabulary.ts';
import type { Reads } from '../store.ts';
import type { Connection } from './connection.ts';

type ScenarioReads = Pick<
  Reads,
  'presentClaims' | 'layingClaims' | 'partiesNamedIn' | 'expectedIn' | 'triggersHungOn'
>;

const afterLine = (text: string): string => `substr(${text}, 1 + instr(${text}, char(10)))`;
/** As `claimAt` has it: what stands on the fourth line of a place. */
const CLAIM_AT = afterLine(afterLine(afterLine('e.place')));

const COUNTED =
  "c.replaced IS NULL AND c.gone IS NULL AND c.state <> 'rejected' AND EXISTS (SELECT 1 FROM counted_reports WHERE report = c.report)";

type EntryTuple = [
  id: string,
  report: string,
  act: StateClaim['act'],
  firmness: number | null,
  negated: number,
  conditions: string,
];

/** What scenarios ask, as far as it is needed to say what follows: neither texts nor whole claims. */
export function scenarioReads({ tuples }: Connection): ScenarioReads {
  return {
    presentClaims: async () =>
      new Map(
        tuples<
          [
            entry: string,
            id: string,
            report: string,
            act: StateClaim['act'],
            negated: number,
            firmness: number | null,
            conditions: string,
          ]
        >(
          `SELECT e.id, k.id, k.report, m.matter ->> '$.act', m.matter ->> '$.negated', k.firmness, k.conditions
            FROM entries AS e CROSS JOIN claims AS c ON c.id = ${CLAIM_AT}
              CROSS JOIN short_claims AS k INDEXED BY short_claims_by_claim ON k.entry = e.n AND k.claim = c.n
              CROSS JOIN matters AS m ON m.n = k.matter
            WHERE e.claims > 0 AND e.place <> ''`,
        ).map(([entry, id, report, act, negated, firmness, conditions]) => [
          entry,
          stateClaim([id, report, act, firmness, negated, conditions]),
        ]),
      ),

    layingClaims: async () =>
      tuples<[laying: string]>(
        // In the order of `inOrder`.
        `SELECT laying FROM laying_claims AS l
          WHERE laying ->> '$.act' IN ('position', 'demand') OR NOT EXISTS (SELECT 1
            FROM json_each(laying, '$.actors') AS actor LEFT JOIN parties AS p ON p.id = actor.value
            WHERE coalesce(p.kind, '') NOT IN ('group', 'coalition'))
          ORDER BY moment, laying ->> '$.report', predicate, laying ->> '$.id'`,
      ).map(([laying]): LayingClaim => JSON.parse(laying)),

    partiesNamedIn: async (reports) =>
      new Map(
        tuples<[report: string, parties: string]>(
          `SELECT wanted.value, parties FROM json_each(?) AS wanted CROSS JOIN reports AS r ON r.id = wanted.value
            CROSS JOIN named_in ON report = r.n`,
          JSON.stringify(reports),
        ).map(([report, parties]) => [report, new Set<string>(JSON.parse(parties))]),
      ),

    expectedIn: async (reports) =>
      tuples<[entry: string, ...EntryTuple]>(
        `SELECT e.id, c.id, r.id, c.act, c.firmness, c.claim ->> '$.negated', c.claim -> '$.conditions'
          FROM json_each(?) AS wanted CROSS JOIN reports AS r ON r.id = wanted.value
          CROSS JOIN claims AS c INDEXED BY claims_expecting ON c.report = r.n AND c.act = 'expect'
          CROSS JOIN entry_claims AS k ON k.claim = c.n AND k.counts CROSS JOIN entries AS e ON e.n = k.entry`,
        JSON.stringify(reports),
      ).map(([entry, ...claim]) => ({ entry, claim: stateClaim(claim) })),

    triggersHungOn: async () =>
      new Set(
        // From one to the next in the index, however many claims each has.
        tuples<[string]>(
          `WITH RECURSIVE each (name) AS (
              SELECT min(key) FROM claim_keys WHERE role = 'trigger'
              UNION ALL SELECT (SELECT min(key) FROM claim_keys WHERE role = 'trigger' AND key > each.name) FROM each
                WHERE each.name IS NOT NULL)
            SELECT name FROM each WHERE name IS NOT NULL AND EXISTS (SELECT 1 FROM claim_keys AS k
              CROSS JOIN claims AS c ON c.n = k.claim WHERE k.role = 'trigger' AND k.key = name AND ${COUNTED})`,
        ).map(([name]) => name.replace(/^!/, '')),
      ),
  };
}

const stateClaim = ([id, report, act, firmness, negated, conditions]: EntryTuple): StateClaim => ({
  id,
  report,
  act,
  firmness: firmness === null ? null : (FIRMNESS[firmness] ?? null),
  negated: negated === 1,
  conditions: JSON.parse(conditions),
});
