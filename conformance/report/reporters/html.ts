import { casesSection } from './html/cases.ts';
import { coverageSection } from './html/coverage.ts';
import { filterForm } from './html/filter.ts';
import { findingsSection, shownFindings } from './html/findings.ts';
import { baselineSection, overview } from './html/overview.ts';
import { page } from './html/page.ts';
import { operationsSection } from './html/table.ts';
import { untestedSection } from './html/untested.ts';
import { viewOf } from './html/view.ts';
import type { Reporter } from './reporter.ts';
import { verdictSentence } from './sum.ts';

/** The report for a browser. */
export const html: Reporter = {
  id: 'html',
  summary:
    'The report as one page for a browser, which can be searched, printed, and read without a network.',
  render(report) {
    const view = viewOf(report);
    const shown = shownFindings(view);
    return page(verdictSentence(report), [
      overview(view),
      filterForm(view),
      operationsSection(view, shown),
      findingsSection(view, shown),
      baselineSection(report),
      coverageSection(view),
      casesSection(view),
      untestedSection(view),
    ]);
  },
};
