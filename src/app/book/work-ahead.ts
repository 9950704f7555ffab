import { SCENARIO_STATES } from '../../book/scenario/standings.ts';
import type { AmountQuestions } from './questions/amounts.ts';
import type { ReportQuestions } from './questions/reports.ts';
import type { ScenarioQuestions } from './questions/scenarios.ts';
import type { StoryQuestions } from './questions/stories.ts';
import type { TallyQuestions } from './questions/tallies.ts';

type Asked = Pick<TallyQuestions, 'tally' | 'facets'> &
  Pick<ReportQuestions, 'extent' | 'countReports'> &
  Pick<StoryQuestions, 'collisions' | 'storyTitles'> &
  Pick<AmountQuestions, 'gap'> &
  Pick<ScenarioQuestions, 'standings'>;

/** Asks all that is remembered of a whole book, so that nobody waits for it (`Book.workAhead`). */
export async function workAhead(book: Asked, goOn: () => Promise<boolean>): Promise<void> {
  const questions = [
    () => book.tally('measure'),
    () => book.extent(),
    () => book.countReports(),
    () => book.facets(),
    () => book.gap({ few: 2, restsOn: 'nothing' }),
    () => book.collisions({}, { skip: 0, limit: 1, claims: 1 }),
    () => book.standings([], { hanging: true, states: SCENARIO_STATES, skip: 0, limit: 1 }),
    () => book.storyTitles(),
  ];
  for (const ask of questions) {
    if (!(await goOn())) return;
    await ask();
  }
}
