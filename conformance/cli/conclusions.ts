import { existsSync } from 'node:fs';
import { readBaseline, updateBaseline } from './baseline-file.ts';
import * as checks from '../checks/index.ts';
import type { Config } from './config.ts';
import type { Severity } from '../checks/severity.ts';
import type { Report } from '../report/report.ts';
import { orNearest } from '../core/nearest.ts';
import { assertWritable, outputsOf, publish } from './outputs.ts';
import { severities } from '../checks/severity.ts';
import { UserError } from '../core/user-error.ts';
import { userPath } from '../core/user-path.ts';
import type { Baseline } from '../report/baseline.ts';
import { conclude, recordOf, type ConcludeOptions } from '../report/conclude.ts';

/** What a user wants to be made of what was seen, as written. */
export type Wishes = {
  /** `kind=path`. */
  readonly reports: readonly string[];
  readonly strict: boolean;
  /** `check=severity`. */
  readonly severities: readonly string[];
  readonly failOn: string;
  readonly minCoverage: number | undefined;
  readonly baseline: string | undefined;
  readonly updateBaseline: boolean;
  /** Whether the run asks more than usual. */
  readonly thorough: boolean;
};

/** The same, ready to be used. */
export type Conclusions = {
  readonly options: ConcludeOptions;
  /** Writes all that is wanted, and gives the exit code. */
  readonly finish: (report: Report) => number;
};

/**
 * Makes ready what comes after a run: everything that can be wrong about it is told before anything is sent.
 * Throws a `UserError` for what the user must put right.
 * @param isComplete whether everything is asked that could show a known finding again
 */
export function conclusionsFor(wishes: Wishes, config: Config, isComplete: boolean): Conclusions {
  const outputs = outputsOf(wishes.reports);
  const failOn = ([...severities, 'never'] as const).find((name) => name === wishes.failOn);
  if (!failOn)
    throw new UserError(
      `--fail-on is one of ${severities.join(', ')} or never, not "${wishes.failOn}".`,
    );
  if (wishes.updateBaseline && wishes.baseline === undefined)
    throw new UserError('--update-baseline needs --baseline FILE.');
  const file = wishes.baseline === undefined ? undefined : userPath(wishes.baseline);
  const isNew = wishes.updateBaseline && file !== undefined && !existsSync(file);
  if (wishes.updateBaseline && file !== undefined)
    assertWritable(file, `--baseline ${wishes.baseline}`);
  const options: ConcludeOptions = {
    strict: wishes.strict,
    severities: new Map([...config.severities, ...wishes.severities.map(severityOf)]),
    failOn,
    minCoverage: wishes.minCoverage,
    ...(file === undefined
      ? {}
      : {
          baseline: {
            file,
            entries: isNew ? [] : readBaseline(file),
            isComplete,
            isThorough: wishes.thorough,
          },
        }),
  };
  return {
    options,
    finish(judged) {
      const { report, note } =
        wishes.updateBaseline && options.baseline
          ? updated(judged, options, options.baseline)
          : { report: judged, note: undefined };
      publish(report, outputs);
      if (note !== undefined) process.stderr.write(`${note}\n`);
      return { pass: 0, fail: 1, error: 2 }[report.verdict];
    },
  };
}

function severityOf(written: string): [check: string, severity: Severity] {
  const [check = '', name = ''] = written.split('=');
  const ids = Object.values(checks).map(({ id }) => id);
  if (!ids.some((id) => id === check))
    throw new UserError(
      `--severity ${written}: there is no check "${check}"${orNearest(check, ids)} There are ${ids.join(', ')}.`,
    );
  const severity = severities.find((known) => known === name);
  if (!severity)
    throw new UserError(
      `--severity ${written}: a severity is ${severities.join(', ')}: write --severity ${check}=warning.`,
    );
  return [check, severity];
}

/** What the report comes to once what was found is known, and what was done for that; what was not seen to its end says nothing of what is known. */
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
