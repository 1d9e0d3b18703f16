import { apis } from '../../spec/apis.ts';
import { apiOf, nameApis, renamed, type NamedApi } from '../core/contract/named-contracts.ts';
import { UserError } from '../core/user-error.ts';
import { isUrl, userPath } from '../core/user-path.ts';
import { targetKeysIn } from './config.ts';
import type { FlagValues } from './flags.ts';
import { textNamed } from './named-file.ts';
import { targetNames } from './targets.ts';

/** The named APIs, else those with a target, else all of the index. */
export function runApis(
  typed: readonly string[],
  { name, config, target }: Pick<FlagValues, 'name' | 'config' | 'target'>,
): readonly NamedApi[] {
  if (typed.length > 0) {
    const named = nameApis(apis, typed);
    return name === undefined ? named : renamed(named, name);
  }
  if (name !== undefined)
    throw new UserError(
      `--name ${name} names the API of one description that is given by path or URL.`,
    );
  const keys = config === undefined ? [] : targetKeysIn(userPath(config));
  const configured = keys.flatMap(({ key, at }) => {
    const named = nameApis(apis, [key], at);
    if (!Object.hasOwn(apis, key) && !isUrl(key))
      textNamed(key, { place: at, what: 'the description' });
    return named;
  });
  const others = targetNames(target).filter((key) => apiOf(key, configured) === undefined);
  const all = [...configured, ...(others.length > 0 ? nameApis(apis, [...new Set(others)]) : [])];
  return nameApis(
    apis,
    all.map(({ typed: text }) => text),
  );
}
