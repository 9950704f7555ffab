import { chooseStory, emptyStory, type Frequencies, type StoryCandidate, withReport } from './choose.ts';
import type { ReportFeatures } from './features.ts';

/**
 * Whether these reports, placed one after the other in order of their days, are one story: so two stories that came about
 * since reports were added in another order are known to be one, by what places reports everywhere. Of one day, those that
 * are given first come first; those without a day come last.
 */
export function formOneStory(reports: readonly ReportFeatures[], frequencies: Frequencies): boolean {
  const stories = new Map<string, StoryCandidate>();
  for (const report of reports.toSorted((a, b) => dayOf(a).localeCompare(dayOf(b)))) {
    const id = chooseStory(report, [...stories.values()], frequencies) ?? report.report;
    stories.set(id, withReport(stories.get(id) ?? emptyStory(id), report));
  }
  return stories.size === 1;
}

const dayOf = ({ day }: ReportFeatures): string => day ?? '~';
