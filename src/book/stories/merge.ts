import { chooseStory, emptyStory, type Frequencies, withReport } from './choose.ts';
import type { ReportFeatures } from './features.ts';

/**
 * Whether these reports, placed one after the other in order of their days, are one story: so two stories that came about
 * since reports were added in another order are known to be one, by what places reports everywhere. Of one day, those that
 * are given first come first; those without a day come last.
 */
export function formOneStory(reports: readonly ReportFeatures[], frequencies: Frequencies): boolean {
  let story = emptyStory('one');
  for (const report of reports.toSorted((a, b) => dayOf(a).localeCompare(dayOf(b)))) {
    if (story.reports > 0 && chooseStory(report, [story], frequencies) === null) return false;
    story = withReport(story, report);
  }
  return true;
}

const dayOf = ({ day }: ReportFeatures): string => day ?? '~';
