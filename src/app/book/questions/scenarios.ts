import { partiesNow } from '../../../book/actor-decisions/parties.ts';
import type { Entry } from '../../../book/entries.ts';
import { filterFrom } from '../../../book/filter.ts';
import type { ScenarioBook, ScenarioEntry } from '../../../book/scenario/entry.ts';
import { type WhatIf, whatIf } from '../../../book/scenario/what-if.ts';
import { type WhatItTakes, whatWouldItTake } from '../../../book/scenario/what-would-it-take.ts';
import { parseGoal, parseScenario } from '../../../book/scenario/words.ts';
import type { Answers } from '../answers.ts';
import { findScenario, type ScenarioLeads } from '../find-scenario.ts';
import { type Page, pageOf } from '../page.ts';
import { type BookQuery, keyOf } from '../query.ts';
import { entriesIn, type Snapshot } from '../snapshot.ts';

/** What would follow, and what it would take. */
export interface ScenarioQuestions {
  /** @param scenario `ceasefire=yes`, `backing:USA=no`. */
  whatIf(scenario: readonly string[], query?: BookQuery): Promise<Page<ScenarioEntry> & WhatIf>;
  /** @param goal `actor=DEU`, or `measure=force.land count>=10`. */
  whatWouldItTake(
    goal: string | readonly string[],
    limit?: number,
    query?: BookQuery,
  ): Promise<Page<ScenarioEntry> & WhatItTakes>;
}

export function scenarioQuestions({ measures, remembered, snapshot, asking }: Answers): ScenarioQuestions {
  /** With how many reports were asked. */
  const scenarios = (query: BookQuery): Promise<ScenarioLeads & { readonly asked: number }> =>
    remembered(keyOf('scenario', query), () =>
      asking(
        query,
        async (book, taken) => ({
          ...(await findScenario(book, taken)),
          asked: await book.countReports(),
        }),
        async () => {
          const all = await snapshot(query);
          return { ...all, book: scenarioBook(entriesIn(all), all), asked: all.reports.length };
        },
      ),
    );

  return {
    whatIf: async (scenario, query = {}) => {
      const set = parseScenario(scenario);
      const { book, asked, ...leads } = await scenarios(query);
      return { ...pageOf(book.entries, leads), ...whatIf(book, set), asked };
    },

    whatWouldItTake: async (words, limit = 20, query = {}) => {
      const wanted = parseGoal(words);
      if (wanted.measure !== null) filterFrom({ measure: [wanted.measure] }, measures);
      const { book, asked, ...leads } = await scenarios(query);
      const [actor = null] = wanted.actor === null ? [] : partiesNow(wanted.actor, leads.parties);
      return { ...pageOf(book.entries, leads), ...whatWouldItTake(book, { ...wanted, actor }, limit), asked };
    },
  };
}

const scenarioBook = (entries: readonly Entry[], { claims, parties }: Snapshot): ScenarioBook => ({
  entries,
  claims,
  parties: new Map(parties.map((party) => [party.id, party])),
});
