import type { Reporter } from './reporter.ts';

/**
 * The report as data: the stable core that other programs read, and the verdict of each case beside
 * it.
 */
export const json: Reporter = {
  id: 'json',
  summary: 'The whole report as JSON, for other programs.',
  render: (report) => `${JSON.stringify(report, null, 2)}\n`,
};
