import * as core from '../core/outputs.ts';
import type { Report } from '../report/report.ts';
import * as reporters from '../report/reporters/index.ts';
import type { Reporter } from '../report/reporters/reporter.ts';

export { assertWritable } from '../core/outputs.ts';

/** A report of a run to write. */
export type Output = core.Output<Reporter>;

/** Reads all `--report` flags. Throws a `UserError` where two reports go to one file. */
export const outputsOf = (written: readonly string[]): readonly Output[] =>
  core.outputsOf(written, Object.values(reporters) as Reporter[]);

/** Writes every report of a run. Throws a `UserError` for a file that can't be written. */
export const publish = (report: Report, outputs: readonly Output[]): void =>
  core.publish(outputs, reporters.text, (reporter, options) => reporter.render(report, options));
