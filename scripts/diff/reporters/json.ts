import { visibleJson } from '../../../conformance/core/visible.ts';
import type { Reporter } from './reporter.ts';

export const json: Reporter = {
  id: 'json',
  summary: 'Everything, for programs.',
  render: (report) => visibleJson(`${JSON.stringify(report, undefined, 2)}\n`),
};
