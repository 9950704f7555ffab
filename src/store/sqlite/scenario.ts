import type { LayingClaim, StateClaim } from '../../book/scenario/entry.ts';
import { FIRMNESS } from '../../document/vocabulary.ts';
import type { Reads } from '../store.ts';
import type { Connection } from './connection.ts';

type ScenarioReads = Pick<
  Reads,
  'presentClaims' | 'layingClaims' | 'partiesNamedIn' | 'expectedIn' | 'triggersHungOn'
>;

/** What stands behind the last line feed of a place (`claimAt`). */
const CLAIM_AT = "substr(e.place, 1 + length(rtrim(e.place, replace(e.place, char(10), ''))))";

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
        tuples<[entry: string, ...EntryTuple]>(
          `SELECT e.id, c.id, r.id, c.act, c.firmness, c.claim ->> '$.negated', c.claim -> '$.conditions'
            FROM entries AS e CROSS JOIN claims AS c ON c.id = ${CLAIM_AT} CROSS JOIN reports AS r ON r.n = c.report
            WHERE e.claims > 0 AND e.place <> ''`,
        ).map(([entry, ...claim]) => [entry, stateClaim(claim)]),
      ),

    layingClaims: async () =>
      tuples<[...EntryTuple, rest: string]>(
        // In the order of `inOrder`.
        `SELECT c.id, r.id, c.act, c.firmness, c.claim ->> '$.negated', c.claim -> '$.conditions',
            json_extract(c.claim, '$.actors', '$.targets', '$.beneficiary', '$.measures')
          FROM claims AS c INDEXED BY claims_laying CROSS JOIN reports AS r ON r.n = c.report
          WHERE c.replaced IS NULL AND c.gone IS NULL AND c.act IN ('position', 'demand', 'commit', 'agree')
            AND instr(c.claim -> '$.conditions', '"only-') > 0 AND c.state <> 'rejected'
            AND EXISTS (SELECT 1 FROM counted_reports WHERE report = c.report)
            AND (c.act IN ('position', 'demand') OR NOT EXISTS (SELECT 1 FROM claim_keys AS k
              INDEXED BY claim_keys_by_claim LEFT JOIN parties AS p ON p.id = k.key WHERE k.claim = c.n AND k.role = 'actor'
                AND coalesce(p.kind, '') NOT IN ('group', 'coalition')))
          ORDER BY r.moment, r.id, c.claim ->> '$.predicate.start', c.id`,
      ).map(([id, report, act, firmness, negated, conditions, rest]): LayingClaim => {
        const [actors, targets, beneficiary, measures] = JSON.parse(rest);
        return {
          ...stateClaim([id, report, act, firmness, negated, conditions]),
          actors,
          targets,
          beneficiary,
          measures,
        };
      }),

    partiesNamedIn: async (reports) =>
      new Map(
        tuples<[report: string, parties: string]>(
          `SELECT r.id, json_group_array(DISTINCT k.key) FROM json_each(?) AS wanted CROSS JOIN reports AS r ON r.id = wanted.value
            CROSS JOIN claims AS c ON c.report = r.n CROSS JOIN claim_keys AS k INDEXED BY claim_keys_by_claim ON k.claim = c.n
            WHERE k.role IN ('actor', 'target', 'beneficiary') AND ${COUNTED} GROUP BY r.n`,
          JSON.stringify(reports),
        ).map(([report, parties]) => [report, new Set<string>(JSON.parse(parties))]),
      ),

    expectedIn: async (reports) =>
      tuples<[entry: string, ...EntryTuple]>(
        `SELECT e.id, c.id, r.id, c.act, c.firmness, c.claim ->> '$.negated', c.claim -> '$.conditions'
          FROM json_each(?) AS wanted CROSS JOIN reports AS r ON r.id = wanted.value
          CROSS JOIN claims AS c ON c.report = r.n AND c.act = 'expect'
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
