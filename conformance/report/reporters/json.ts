import { visibleJson } from '../../core/visible.ts';
import type { Reporter } from './reporter.ts';

/** The whole report; `report.schema.json` describes it. */
export const json: Reporter = {
  id: 'json',
  summary: 'The whole report as JSON, for other programs.',
  render: (report) => `${visibleJson(JSON.stringify(report, null, 2))}\n`,
};
