import { readFileSync } from 'node:fs';
import { conclusionsFor, type Wishes } from './conclusions.ts';
import { noConfig, readConfig } from './config.ts';
import type { Report } from '../model.ts';
import { isObject } from '../pointer.ts';
import { UserError } from '../user-error.ts';
import { userPath } from '../user-path.ts';
import { conclude, recordOf } from '../verdict/conclude.ts';
import { together } from '../verdict/together.ts';

/** Puts JSON reports together, concludes anew from all that they saw, and gives the exit code. Throws a `UserError` for what can't be put together. */
export function merge(files: readonly string[], configFile: string | undefined, wishes: Wishes): number {
  if (files.length === 0) throw new UserError('merge needs the JSON reports of all parts: npm run conformance -- merge part-*.json.');
  const config = configFile === undefined ? noConfig : readConfig(userPath(configFile), process.env, () => false);
  const reports = files.map((file) => ({ file, report: readReport(userPath(file)) }));
  const parts = reports.flatMap(({ file, report: { shard } }) => (shard ? [{ file, ...shard }] : []));
  checkParts(parts, reports.length);
  const { options, finish } = conclusionsFor(wishes, config, true);
  return finish(conclude(together(reports.map(({ report }) => recordOf(report))), options));
}

type Part = { readonly file: string; readonly index: number; readonly of: number; readonly plan: string };

/** What is put together must be all parts of one plan, each once; or reports that are whole. */
function checkParts(parts: readonly Part[], reports: number): void {
  const [first] = parts;
  if (!first) return;
  if (parts.length < reports) throw new UserError('Some of these reports are parts of a plan, and some are not.');
  const other = parts.find(({ plan, of }) => plan !== first.plan || of !== first.of);
  if (other) throw new UserError(`${other.file} is no part of the plan that ${first.file} is a part of: were both made from the same descriptions, with the same flags?`);
  const twice = parts.find(({ index }, at) => parts.findIndex((part) => part.index === index) !== at);
  if (twice) throw new UserError(`${twice.file} is part ${twice.index} of ${twice.of} once more.`);
  const missing = Array.from({ length: first.of }, (_, at) => at + 1).filter((index) => !parts.some((part) => part.index === index));
  if (missing.length > 0) throw new UserError(`Of ${first.of} parts, ${missing.length === 1 ? 'part' : 'parts'} ${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} missing.`);
}

function readReport(file: string): Report {
  let report: unknown;
  try {
    report = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new UserError(`${file}: ${code === 'ENOENT' ? 'there is no such file' : code ? message : 'this is no JSON'}.`);
  }
  const lists = ['apis', 'operations', 'results', 'checks', 'findings'] as const;
  if (!isObject(report) || !lists.every((name) => Array.isArray((report as { [name: string]: unknown })[name]))) throw new UserError(`${file}: this is no report of --report json=FILE.`);
  return report as Report;
}
