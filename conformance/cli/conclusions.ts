import { complain } from '../core/print.ts';
import { existsSync } from 'node:fs';
import { ageOf, readBaseline, updateBaseline } from './baseline-file.ts';
import * as checks from '../checks/index.ts';
import type { Config } from './config.ts';
import type { MergeOptions } from './flags.ts';
import type { Report } from '../report/report.ts';
import { orNearest } from '../core/nearest.ts';
import { assertWritable, outputsOf, publish } from './outputs.ts';
import { severities, type Severity } from '../checks/severity.ts';
import { UserError } from '../core/user-error.ts';
import { userPath } from '../core/user-path.ts';
import type { Baseline } from '../report/baseline.ts';
import { conclude, recordOf, type ConcludeOptions } from '../report/conclude.ts';

export type Conclusions = {
  readonly options: ConcludeOptions;
  /** Writes the reports and the baseline, and returns the exit code. */
  readonly finish: (report: Report) => number;
};

/**
 * Prepares the conclusions of a run. Throws a `UserError` for every mistake of the user, before
 * anything is sent.
 */
export function conclusionsFor(
  wanted: MergeOptions,
  config: Config,
  { isComplete, isThorough }: Pick<Baseline, 'isComplete' | 'isThorough'>,
): Conclusions {
  const outputs = outputsOf(wanted.report);
  const baseline = baselineOf(wanted);
  const options: ConcludeOptions = {
    strict: wanted.strict,
    evidence: wanted.evidence ?? config.evidence,
    severities: new Map([...config.severities, ...wanted.severity.map(severityOf)]),
    failOn: wanted['fail-on'],
    minCoverage: wanted['min-coverage'],
    ...(baseline ? { baseline: { ...baseline, isComplete, isThorough } } : {}),
  };
  return {
    options,
    finish(judged) {
      const { report, note } =
        wanted['update-baseline'] && options.baseline
          ? updated(judged, options, options.baseline)
          : { report: judged, note: undefined };
      publish(report, outputs);
      const told = note ?? (options.baseline && ageOf(options.baseline));
      if (told !== undefined) complain(told);
      return { pass: 0, fail: 1, error: 2 }[report.verdict];
    },
  };
}

/** The named baseline; without entries if `--update-baseline` creates it. */
function baselineOf(wanted: MergeOptions): Pick<Baseline, 'file' | 'entries'> | undefined {
  const isUpdate = wanted['update-baseline'];
  if (wanted.baseline === undefined) {
    if (isUpdate) throw new UserError('--update-baseline needs --baseline FILE.');
    return undefined;
  }
  const file = userPath(wanted.baseline);
  const isNew = isUpdate && !existsSync(file);
  if (isUpdate) assertWritable(file, `--baseline ${wanted.baseline}`);
  return { file, entries: isNew ? [] : readBaseline(file) };
}

function severityOf(written: string): [check: string, severity: Severity] {
  const [check = '', name = ''] = written.split('=');
  const ids = Object.values(checks).map(({ id }) => id);
  if (!ids.some((id) => id === check))
    throw new UserError(
      `--severity ${written}: there is no check "${check}"${orNearest(check, ids)} Known checks: ${ids.join(', ')}.`,
    );
  const severity = severities.find((known) => known === name);
  if (!severity)
    throw new UserError(
      `--severity ${written}: the severity must be one of ${severities.join(', ')}: write --severity ${check}=warning.`,
    );
  return [check, severity];
}

/** Updates the baseline and recomputes the report. An incomplete run leaves it unchanged. */
function updated(
  report: Report,
  options: ConcludeOptions,
  baseline: Baseline,
): { readonly report: Report; readonly note: string } {
  if (report.verdict === 'error')
    return {
      report,
      note: `${baseline.file} was left as it is, because the run could not be judged`,
    };
  const note = updateBaseline(baseline.file, report, baseline.isThorough === true);
  return {
    report: conclude(recordOf(report), {
      ...options,
      baseline: { ...baseline, entries: readBaseline(baseline.file) },
    }),
    note,
  };
}
