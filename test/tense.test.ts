import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findDates } from '../src/language/dates.ts';
import { tokenise } from '../src/language/sentences.ts';
import { sourceOf } from './sources.ts';

// Which Monday a clause tells of: the one before the report (of Thursday, 26 November 2026) or the one behind it.

const BEFORE = [
  'France sent troops on Monday',
  'France has postponed the vote, and on Monday Mali ruled out a delay',
  'PARIS, 24 May - French workers suspended a strike on Monday',
  'France said on Monday it would send troops',
  'France called on Mali on Monday to hold elections',
  'France agreed with Mali on Monday to meet',
  'The talks started on Monday',
  'The talks, which started on Monday, go on',
  "Monday's vote was close",
  'The deadline expired on Monday',
  'The truce ended on Monday',
  'The truce that ended on Monday was fragile',
  'Officials arrived on Monday',
  'France gave Mali an answer on Monday',
  'France asked Mali on Monday for an answer',
  'France announced elections on Monday',
  'France approved the budget on Monday',
  'France rejected the plan on Monday',
  'France denied on Monday that it had sent troops',
  'France was sending troops on Monday',
  'France decided on Monday',
  'France did not decide on Monday',
  'France met Mali in Geneva on Monday',
  'French officials, meeting in Geneva on Monday, agreed a plan',
  'Speaking in Geneva on Monday, the minister said France would pay',
  'In a speech on Monday, the minister said France would pay',
  'After a meeting on Monday, France agreed to pay',
  'A court ruled on Monday that France must pay',
  'Parliament voted on Monday',
  'The president left for Mali on Monday',
  'The president visited Mali on Monday',
  'The ban took effect on Monday',
  'France reopened the border on Monday',
  'The election took place on Monday',
];

const BEHIND = [
  'France will send troops on Monday',
  'France sent troops, and on Monday it will send more',
  'France said it would send troops on Monday',
  'France called a meeting for Monday',
  'France agreed to meet Mali on Monday',
  'France plans a meeting on Monday',
  'France and Mali are to meet on Monday',
  'France and Mali meet on Monday',
  'France and Mali hold talks on Monday',
  'The talks start on Monday',
  'The vote is on Monday',
  'The vote, on Monday, will be close',
  'A vote is expected on Monday',
  'A vote expected on Monday was put off',
  'A vote planned for Monday was cancelled',
  'The summit due on Monday was cancelled',
  "Monday's vote will be close",
  'The deadline is Monday',
  'The deadline expires on Monday',
  'The truce ends on Monday',
  'Officials arriving on Monday will stay',
  'France postponed the talks to Monday',
  'France moved the talks to Monday',
  'France brought the vote forward to Monday',
  'France extended the deadline to Monday',
  'France gave Mali until Monday to answer',
  'France has given Mali until Monday',
  'France must answer by Monday',
  'France has to answer by Monday',
  'France wants an answer on Monday',
  'France asked for an answer by Monday',
  'France is sending troops on Monday',
  'France was to send troops on Monday',
  'France had planned to send troops on Monday',
  'France could send troops on Monday',
  'France might decide on Monday',
  'France has not decided whether to go on Monday',
  'French officials meeting in Geneva on Monday will agree a plan',
  'In a speech on Monday, the minister will say that France will pay',
  'Before a meeting on Monday, France said it would pay',
  'Ahead of a meeting on Monday, France said it would pay',
  'At a meeting scheduled for Monday, France will pay',
  'A court will rule on Monday whether France must pay',
  'A ruling is likely on Monday',
  'Parliament votes on Monday',
  'Parliament, which votes on Monday, is split',
  'The president leaves for Mali on Monday',
  'The president visits Mali on Monday',
  'The president returns on Monday',
  'The ban takes effect on Monday',
  'The ban comes into force on Monday',
  'The ban, effective Monday, hits exports',
  'France reopens the border on Monday',
  'The border reopens on Monday',
  'The election takes place on Monday',
  'Payment falls due on Monday',
  'France pays on Monday',
];

/** The day that the first date with a Monday ends on, or begins where it is open. */
function monday(text: string): string | undefined {
  const dates = findDates(tokenise(sourceOf(`${text}.`, '2026-11-26')));
  const found = dates.find(({ start, end }) => text.slice(start, end).includes('Monday'));
  return found?.to ?? found?.from ?? undefined;
}

describe('a Monday that has been', () => {
  for (const text of BEFORE) it(text, () => assert.equal(monday(text), '2026-11-23'));
});

describe('a Monday to come', () => {
  for (const text of BEHIND) it(text, () => assert.equal(monday(text), '2026-11-30'));
});
