import { visibleJson } from '../../../conformance/core/visible.ts';
import type { Findings } from './format.ts';

/** For programs: `{ "checked": […], "problems": [{ "severity", "rule", "file", "line", … }] }`. */
export const json = (findings: Findings): string =>
  `${visibleJson(JSON.stringify(findings, undefined, 2))}\n`;
