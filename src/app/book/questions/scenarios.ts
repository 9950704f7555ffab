import { partiesNow } from '../../../book/actor-decisions/parties.ts';
import type { Entry } from '../../../book/entries.ts';
import { filterFrom } from '../../../book/filter.ts';
import type { BookClaim, Party } from '../../../book/record.ts';
import type { ScenarioBook, ScenarioEntry } from '../../../book/scenario/entry.ts';
import { type StandingsAsked, standingsOf, switchesOf } from '../../../book/scenario/standings.ts';
import { type WhatIf, whatIf } from '../../../book/scenario/what-if.ts';
import { type WhatItTakes, whatWouldItTake } from '../../../book/scenario/what-would-it-take.ts';
import { parseGoal, parseScenario } from '../../../book/scenario/words.ts';
import type { Answers } from '../answers.ts';
import { withLeads } from '../chosen-entries.ts';
import { findScenario, type ScenarioLeads, scenarioNow } from '../find-scenario.ts';
import { asksOfEntries, type FilteredQuery, lettingThrough } from '../let-through.ts';
import { type Page, pageOf } from '../page.ts';
import { partiesWith } from '../parties-with.ts';
import { type BookQuery, keyOf } from '../query.ts';
import { entriesIn, type Snapshot } from '../snapshot.ts';

/** What would follow, and what it would take. */
export interface ScenarioQuestions {
  /** Of the entries that the filter lets through. @param scenario `ceasefire=yes`, `backing:USA=no`. */
  whatIf(scenario: readonly string[], query?: FilteredQuery): Promise<Page<ScenarioEntry> & WhatIf>;
  /** The same counted by states, with a part of each and whom and what it leads to. */
  standings(
    scenario: readonly string[],
    part: Omit<StandingsAsked, 'only'>,
    query?: FilteredQuery,
  ): Promise<Standing>;
  /** @param goal `actor=DEU`, or `measure=force.land count>=10`. */
  whatWouldItTake(
    goal: string | readonly string[],
    limit?: number,
    query?: BookQuery,
  ): Promise<Page<ScenarioEntry> & WhatItTakes>;
}

export interface Standing extends ReturnType<typeof standingsOf>, Pick<Page<never>, 'reports' | 'states'> {
  /** Whom the entries that are given are of, and for. */
  readonly parties: readonly Party[];
  /** On how many entries each trigger has a say. */
  readonly switches: ReturnType<typeof switchesOf>;
  /** Those that make the states that are given, by their ids. */
  readonly claims: ReadonlyMap<string, BookClaim>;
}

interface SceneOf {
  readonly book: ScenarioBook;
  /** Whom entries are of, and for. */
  readonly parties: readonly Party[];
  /** How many reports were asked. */
  readonly asked: number;
}

export function scenarioQuestions({
  measures,
  remembered,
  digested,
  snapshot,
  asking,
}: Answers): ScenarioQuestions {
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

  /** The same without the leads: as the book keeps it, unless decisions on actors have to be heeded. */
  const scene = (query: BookQuery): Promise<SceneOf> =>
    digested(keyOf('scene', query), async () => {
      const kept = await asking(
        query,
        async (book, taken) =>
          taken.length > 0 ? null : { ...(await scenarioNow(book)), asked: await book.countReports() },
        async () => null,
      );
      const { book, parties, asked } = kept ?? (await scenarios(query));
      return { book, parties, asked };
    });

  const letThrough = lettingThrough({ measures, snapshot, asking });
  const onlyOf = async (query: FilteredQuery): Promise<ReadonlySet<string> | null> =>
    asksOfEntries(query) ? (await letThrough(query)).entries : null;

  return {
    standings: async (scenario, part, query = {}) => {
      const set = parseScenario(scenario);
      const { book } = await scene(query);
      const only = await onlyOf(query);
      const found = standingsOf(book, set, { ...part, ...(only && { only }) });
      const entries = found.standings.flatMap((standing) => standing.entries);
      const shown = new Set(entries.map(({ entry }) => entry));
      const whom = new Set(
        book.entries.flatMap(({ id, actor, beneficiary }) =>
          shown.has(id) ? [actor, beneficiary ?? actor] : [],
        ),
      );
      const { claims, ...leads } = await asking(
        query,
        async (reads, taken) => {
          const ids = new Set(entries.flatMap(({ claim }) => claim ?? []));
          const all = await withLeads(reads, await reads.claims({ claims: [...ids] }), taken);
          return { ...all, parties: await partiesWith(reads, [...whom], taken) };
        },
        () => snapshot(query),
      );
      const page = pageOf([], leads);
      return {
        ...found,
        reports: page.reports,
        states: page.states,
        parties: [...page.parties.values()].filter(({ id }) => whom.has(id)),
        switches: switchesOf(book),
        claims: new Map(claims.map((claim) => [claim.id, claim])),
      };
    },

    whatIf: async (scenario, query = {}) => {
      const set = parseScenario(scenario);
      const { book, asked, ...leads } = await scenarios(query);
      const only = await onlyOf(query);
      const { entries, idle } = whatIf(book, set);
      return {
        ...pageOf(book.entries, leads),
        entries: only ? entries.filter(({ entry }) => only.has(entry)) : entries,
        idle,
        asked,
      };
    },

    whatWouldItTake: async (words, limit = 20, query = {}) => {
      const wanted = parseGoal(words);
      if (wanted.measure !== null) filterFrom({ measure: [wanted.measure] }, measures);
      const { book, parties, asked } = await scene(query);
      const [actor = null] = wanted.actor === null ? [] : partiesNow(wanted.actor, parties);
      const leads = { reports: [], parties };
      return { ...pageOf(book.entries, leads), ...whatWouldItTake(book, { ...wanted, actor }, limit), asked };
    },
  };
}

const scenarioBook = (entries: readonly Entry[], { claims, parties }: Snapshot): ScenarioBook => ({
  entries,
  claims,
  parties: new Map(parties.map((party) => [party.id, party])),
});
