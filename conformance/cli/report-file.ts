import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Report } from '../report/report.ts';
import { largestReport, readText } from '../core/text-file.ts';
import { UserError } from '../core/user-error.ts';

/** Reads a JSON report. Throws a `UserError` if it does not match the published schema. */
export function readReport(file: string): Report {
  const text = readText(file, '', largestReport);
  let report: unknown;
  try {
    report = JSON.parse(text);
  } catch {
    throw new UserError(`${file}: this is not JSON.`);
  }
  const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(schema());
  if (!validate(report)) {
    const [first] = validate.errors ?? [];
    throw new UserError(
      `${file}: this is not a report of --report json=FILE: ${first?.instancePath || 'it'} ${first?.message}.`,
    );
  }
  return report as Report;
}

const schema = (): object =>
  JSON.parse(
    readFileSync(join(import.meta.dirname, '..', 'report', 'report.schema.json'), 'utf8'),
  ) as object;
