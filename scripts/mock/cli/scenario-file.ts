import { readFileSync } from 'node:fs';
import { parseYaml } from '../../../conformance/core/yaml-file.ts';
import type { Contract } from '../../../conformance/core/contract/model.ts';
import { UserError } from '../../../conformance/core/user-error.ts';
import { userPath } from '../../../conformance/core/user-path.ts';
import { readRules } from '../state/scenario-rules.ts';
import type { Rule } from '../state/scenario.ts';

/**
 * Reads the rules of a scenario from a YAML or JSON file. Throws a `UserError` that names the line
 * of a mistake.
 */
export function readScenario(file: string, contracts: readonly Contract[]): readonly Rule[] {
  const path = userPath(file);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new UserError(
      `--scenario ${file} can't be read: ${(error as NodeJS.ErrnoException).code === 'ENOENT' ? 'there is no such file' : (error as Error).message}.`,
    );
  }
  const { document, at } = parseYaml(path, text);
  const written: unknown = document.toJS();
  const read = readRules(written ?? [], contracts);
  if ('rules' in read) return read.rules;
  throw new UserError(`${at(read.at)}: ${read.problem}`);
}
