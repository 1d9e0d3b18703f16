import { existsSync } from 'node:fs';
import { readText } from '../../conformance/core/text-file.ts';
import { userPath } from '../../conformance/core/user-path.ts';
import { orNearest } from '../../conformance/core/nearest.ts';
import { UserError } from '../../conformance/core/user-error.ts';
import * as profiles from './profiles/index.ts';
import * as rules from './rules/index.ts';

export type ProfileName = keyof typeof profiles;

/** By what descriptions are checked: a configuration of Redocly, or a profile alone. */
export type Configuration = { readonly file: string } | { readonly profile: ProfileName };

export const profileNames = Object.keys(profiles) as ProfileName[];

/** The name under which Redocly and editors find a configuration. */
const usual = 'redocly.yaml';

/**
 * What the flags name, else the configuration in the folder, else what is right for anybody's
 * description. Throws a `UserError` for a file that can't be read.
 */
export function configurationFor(
  file: string | undefined,
  profile: ProfileName | undefined,
): Configuration {
  if (profile !== undefined) return { profile };
  if (file === undefined) return existsSync(usual) ? { file: usual } : { profile: 'recommended' };
  const path = userPath(file);
  readText(path);
  return { file: path };
}

/**
 * What to tell about a configuration before its findings. Throws a `UserError` for a rule that there is
 * not: Redocly would say nothing, and the rule that is meant would stay as it is.
 */
export function noteOf(configuration: Configuration): string | undefined {
  if (!('file' in configuration)) return undefined;
  const { file } = configuration;
  const text = readText(file).replaceAll(/^\s*#.*$/gm, '');
  const known = [...profileNames, ...Object.values(rules).map(({ id }) => id)];
  const named = [...text.matchAll(/\bcontracts\/([\w-]+)/g)].map(([, name]) => name!);
  const unknown = named.find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new UserError(
      `${file}: there is no rule and no profile "contracts/${unknown}"${orNearest(unknown, known)}`,
    );
  return named.length > 0
    ? undefined
    : `note: ${file} does not extend contracts/recommended or contracts/house, so that only its own rules are checked.`;
}
