import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const { name, version } = JSON.parse(
  readFileSync(join(import.meta.dirname, '..', '..', '..', 'package.json'), 'utf8'),
) as { readonly name: string; readonly version: string };

/**
 * Identifies the runner in the logs of a target.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-10.1.5
 */
export const userAgent = `${name}-conformance/${version} (contract conformance tests)`;
