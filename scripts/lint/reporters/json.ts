import { visibleJson } from '../../../conformance/core/visible.ts';
import type { Reporter } from './reporter.ts';

/** `{ "checked": […], "problems": [{ "severity", "rule", "file", "line", … }] }`. */
export const json: Reporter = {
  id: 'json',
  summary: 'All problems for programs.',
  render: (findings) => `${visibleJson(JSON.stringify(findings, undefined, 2))}\n`,
};
