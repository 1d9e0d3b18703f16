import { conclusionsFor } from './conclusions.ts';
import type { MergeOptions } from './flags.ts';
import { checkTargetKeys } from './config-names.ts';
import { noConfig, readConfig, type Config } from './config.ts';
import type { Report } from '../report/report.ts';
import { UserError } from '../core/user-error.ts';
import { typedAs } from '../core/typed-as.ts';
import { userPath } from '../core/user-path.ts';
import { readReport } from './report-file.ts';
import { conclude, recordOf } from '../report/conclude.ts';
import { mergeRecords } from '../report/merge.ts';

/** Combines JSON reports and returns the exit code. Throws a `UserError` if they don't fit. */
export function merge(files: readonly string[], wanted: MergeOptions): number {
  if (files.length === 0)
    throw new UserError(
      `merge needs the JSON reports of all parts: ${typedAs('merge', 'part-*.json')}.`,
    );
  const reports = files.map((file) => ({ file, report: readReport(userPath(file)) }));
  const config = configFor(wanted.config, reports);
  const parts = reports.flatMap(({ file, report: { shard } }) =>
    shard ? [{ file, ...shard }] : [],
  );
  checkParts(parts, reports.length);
  checkApis(reports);
  const { options, finish } = conclusionsFor(wanted, config, {
    isComplete: true,
    isThorough: false,
  });
  return finish(conclude(mergeRecords(reports.map(({ report }) => recordOf(report))), options));
}

/** The configuration of a merge: nothing is sent, so only the names of its targets matter. */
function configFor(file: string | undefined, reports: readonly Read[]): Config {
  if (file === undefined) return noConfig;
  const config = readConfig(userPath(file), process.env, () => undefined);
  const apis = reports.flatMap(({ report }) => report.apis.map(({ name }) => name));
  checkTargetKeys(config, apis);
  return config;
}

type Read = { readonly file: string; readonly report: Report };

/** Whole reports must be about different APIs; parts about the same APIs at the same targets. */
function checkApis(reports: readonly Read[]): void {
  const apis = reports.flatMap(({ file, report }) =>
    report.apis.map((api) => ({ file, api, isPart: report.shard !== undefined })),
  );
  for (const [name, group] of Map.groupBy(apis, ({ api }) => api.name)) {
    const [first, ...others] = group;
    const whole = others.find(({ isPart }) => !isPart);
    if (first && whole)
      throw new UserError(
        `${first.file} and ${whole.file} both contain a whole report of ${name}: pass only one of them.`,
      );
    const elsewhere = others.find(
      ({ api }) => api.target !== first!.api.target && !(api.isMock && first!.api.isMock),
    );
    if (first && elsewhere)
      throw new UserError(
        `${first.file} is about ${name} at ${first.api.target}, and ${elsewhere.file} at ${elsewhere.api.target}: they can't be combined.`,
      );
  }
}

type Part = {
  readonly file: string;
  readonly index: number;
  readonly of: number;
  readonly plan: string;
};

/** The reports must be all parts of one plan, each once, or all whole. */
function checkParts(parts: readonly Part[], reports: number): void {
  const [first] = parts;
  if (!first) return;
  if (parts.length < reports)
    throw new UserError('Some of these reports are parts of a plan, others are whole.');
  const other = parts.find(({ plan, of }) => plan !== first.plan || of !== first.of);
  if (other)
    throw new UserError(
      `${other.file} and ${first.file} are parts of different plans: use the same descriptions and flags for all parts.`,
    );
  const twice = parts.find(
    ({ index }, at) => parts.findIndex((part) => part.index === index) !== at,
  );
  if (twice)
    throw new UserError(`${twice.file} is part ${twice.index} of ${twice.of}, like another file.`);
  const missing = Array.from({ length: first.of }, (_, at) => at + 1).filter(
    (index) => !parts.some((part) => part.index === index),
  );
  if (missing.length > 0)
    throw new UserError(
      `Of ${first.of} parts, ${missing.length === 1 ? 'part' : 'parts'} ${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} missing.`,
    );
}
