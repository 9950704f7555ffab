import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Party } from '../src/book/record.ts';
import { changeTitle } from '../src/http/feed-titles.ts';
import { toldReport } from './told-report.ts';

const state = (code: string, name: string): Party => ({
  id: `state:${code}`,
  kind: 'state',
  name,
  state: code,
  size: null,
});
const parties = new Map(
  [state('FRA', 'France'), state('RUS', 'Russia'), state('BLR', 'Belarus'), state('UKR', 'Ukraine')].map(
    (party) => [party.id, party],
  ),
);

test('a feed says who stands against an entry', () => {
  const titleOf = (by: readonly string[], act: 'reject' | 'threaten'): string => {
    const { claims } = toldReport('A', '2025-03-01', [{ says: 'They <rejected> {troops}.', by, act }]);
    return changeTitle('opposed', 'state:FRA/force.land/state:UKR', claims[0] ?? assert.fail('no claim'), {
      parties,
    });
  };
  assert.equal(titleOf(['state:RUS'], 'reject'), 'Russia rejected force (land) for Ukraine by France');
  assert.equal(
    titleOf(['state:RUS', 'state:BLR'], 'threaten'),
    'Russia and Belarus made a threat over force (land) for Ukraine by France',
  );
  assert.equal(titleOf([], 'reject'), 'Somebody rejected force (land) for Ukraine by France');
});
