import assert from 'node:assert/strict';
import { test } from 'node:test';
import { spread, storiesOf } from '../bench/corpora.ts';
import { measure, median, rates, ratio, type Side, slowed } from '../bench/rounds.ts';

/** A clock that only sides and its own ticks move on, and a side that takes so long for each document. */
function clockwork() {
  let now = 0;
  const clock = () => now++;
  const side = (name: string, milliseconds: number): Side<string> => ({
    name,
    read: () => {
      now += milliseconds;
    },
  });
  return { clock, side };
}

test('the ratio is that of documents a second, round by round', () => {
  // rounds of 0.5, 1 and 0.8: the second had a better machine for both
  assert.equal(ratio([200, 50, 100], [100, 50, 80]), 0.8);
  assert.equal(ratio([100], [100]), 1);
  assert.ok(Number.isNaN(ratio([100], [])));
});

test('medians and rates', () => {
  assert.equal(median([3, 1, 2]), 2);
  assert.equal(median([4, 1, 2, 3]), 2);
  assert.deepEqual(rates(5, [1000, 500]), [5, 10]);
});

test('what a side does is seen in its figure and in no other, whoever begins', async () => {
  const { clock, side } = clockwork();
  const idle = () => 0;
  const times = await measure([side('ours', 199), side('bare', 99)], ['a', 'b', 'c'], 3, clock, idle);
  const processor = [0, 0, 0];
  assert.deepEqual(
    times,
    new Map([
      ['ours', { elapsed: [600, 600, 600], processor }],
      ['bare', { elapsed: [300, 300, 300], processor }],
    ]),
  );
});

test('a wait on our side lowers the ratio', async () => {
  const { clock, side } = clockwork();
  const [ours, bare] = [side('ours', 99), side('bare', 99)];
  const measured = async (first: Side<string>) => {
    const times = await measure([first, bare], ['a', 'b'], 3, clock);
    return ratio(times.get('ours')?.elapsed ?? [], times.get('bare')?.elapsed ?? []);
  };
  assert.equal(await measured(ours), 1);
  const slow = await measured(slowed(ours, 100, clock));
  assert.ok(slow > 0.49 && slow < 0.51, `${slow}`);
});

test('stories of Reuters: the body with its date; none without a body', () => {
  const stories = storiesOf(`<REUTERS NEWID="1">
<DATE> 6-MAR-1987 15:01:01.79</DATE>
<TEXT>&#2;
<TITLE>A &lt;B> TITLE</TITLE><BODY>AT&amp;T said.
    It will.
 Reuter
&#3;</BODY></TEXT>
</REUTERS>
<REUTERS NEWID="2"><DATE>26-FEB-1987 15:02:20.00</DATE><TITLE>ONLY THIS</TITLE></REUTERS>`);
  assert.deepEqual(
    stories.map(({ text, metadata: { title, published } }) => [text, title, published]),
    [['AT&T said.\n    It will.\n Reuter', 'A <B> TITLE', '1987-03-06']],
  );
});

test('a sample is spread over the lengths', () => {
  const texts = [9, 1, 5, 3, 7, 2, 8, 4, 6].map((length) => ({ text: 'x'.repeat(length) }));
  const lengths = (count: number) => spread(texts, count).map(({ text }) => text.length);
  assert.deepEqual(lengths(3), [2, 5, 8]);
  assert.deepEqual(lengths(1), [5]);
  assert.deepEqual(lengths(20), [1, 2, 3, 4, 5, 6, 7, 8, 9]);
});
