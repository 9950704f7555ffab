import { claimAt, type PresentClaim, reportAt } from '../../book/entry-head.ts';
import type { LayingClaim, StateClaim } from '../../book/scenario/entry.ts';
import { byPlace } from '../../book/scene.ts';
import { FIRMNESS, type Firmness } from '../../document/vocabulary.ts';
import type { Reads } from '../store.ts';
import type { Connection } from './connection.ts';

type ScenarioReads = Pick<
  Reads,
  'presentClaims' | 'layingClaims' | 'partiesNamedIn' | 'entriesOfNumbered' | 'expectedIn' | 'triggersHungOn'
>;

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
        tuples<[entry: string, place: string, firmness: number | null, present: string]>(
          'SELECT id, place, firmness, present FROM entries WHERE claims > 0 AND present IS NOT NULL',
        ).map(([entry, place, firmness, present]) => {
          const claim: PresentClaim = JSON.parse(present);
          const [id, report] = [claimAt(place) ?? '', reportAt(place) ?? ''];
          return [entry, { id, report, ...claim, firmness: firmnessOf(firmness) }];
        }),
      ),

    layingClaims: async () =>
      tuples<[n: number, inReport: number, moment: number, begins: number, laying: string]>(
        'SELECT claim, report, moment, predicate, laying FROM laying_claims',
      )
        .map(([n, inReport, moment, begins, laying]) => {
          const claim: LayingClaim = JSON.parse(laying);
          return { moment, begins, id: claim.id, report: claim.report, claim: { ...claim, n, inReport } };
        })
        .sort(byPlace)
        .map(({ claim }) => claim),

    partiesNamedIn: async (reports) =>
      new Map(
        tuples<[report: number, parties: string]>(
          'SELECT report, parties FROM json_each(?) AS wanted CROSS JOIN named_in ON report = wanted.value',
          JSON.stringify(reports),
        ).map(([report, parties]) => [report, new Set<string>(JSON.parse(parties))]),
      ),

    entriesOfNumbered: async (claims) => {
      const found = tuples<[claim: number, entry: string]>(
        `SELECT k.claim, e.id FROM json_each(?) AS wanted CROSS JOIN entry_claims AS k INDEXED BY entry_claims_by_claim
            ON k.claim = wanted.value AND k.counts CROSS JOIN entries AS e ON e.n = k.entry WHERE e.claims > 0`,
        JSON.stringify(claims),
      );
      const held = new Map<number, string[]>();
      for (const [claim, entry] of found) {
        const known = held.get(claim);
        if (known) known.push(entry);
        else held.set(claim, [entry]);
      }
      return held;
    },

    expectedIn: async (reports) =>
      tuples<[entry: string, ...EntryTuple]>(
        `SELECT e.id, c.id, r.id, c.act, c.firmness, c.claim ->> '$.negated', c.claim -> '$.conditions'
          FROM json_each(?) AS wanted
          CROSS JOIN claims AS c INDEXED BY claims_expecting ON c.report = wanted.value AND c.act = 'expect'
          CROSS JOIN reports AS r ON r.n = c.report
          CROSS JOIN entry_claims AS k ON k.claim = c.n AND k.counts CROSS JOIN entries AS e ON e.n = k.entry`,
        JSON.stringify(reports),
      ).map(([entry, id, report, act, firmness, negated, conditions]) => {
        const claim = { id, report, act, firmness: firmnessOf(firmness), negated: negated === 1 };
        return { entry, claim: { ...claim, conditions: JSON.parse(conditions) } };
      }),

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

const firmnessOf = (rank: number | null): Firmness | null =>
  rank === null ? null : (FIRMNESS[rank] ?? null);
