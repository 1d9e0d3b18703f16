import type { Config } from './config.ts';
import { apiOf, type NamedApi } from '../core/contract/named-contracts.ts';
import { UserError } from '../core/user-error.ts';

/** The APIs that `--target API=URL` names, as typed. */
export const targetNames = (written: readonly string[]): string[] =>
  written.flatMap((target) => split(target)?.key ?? []);

/** Splits `API=URL`. A URL alone may hold a `=` too, but only after its `://`. */
function split(target: string): { key: string; url: string } | undefined {
  const [, key, url] = /^((?:(?!:\/\/)[^=?#])+)=(.*)$/s.exec(target) ?? [];
  return key !== undefined && url !== undefined ? { key, url } : undefined;
}

/** The base URL of an API; `shown` in its place where variables fill it in, which are secrets. */
export type Target = { readonly url: string; readonly shown?: string };

/** The target of each API, from `--target` or the configuration. Throws a `UserError`. */
export function targetsOf(
  written: readonly string[],
  named: readonly NamedApi[],
  config: Config,
): Map<string, Target> {
  const targets = new Map<string, Target>();
  for (const { api } of named) {
    const { url, shown, key = api } = config.targets.get(api) ?? {};
    if (url === undefined) continue;
    const base = baseUrl(url, shown, config.at(['targets', key, 'url']));
    targets.set(api, { url: base, ...(shown === undefined ? {} : { shown }) });
  }
  for (const target of written) {
    const { key, url } = split(target) ?? { key: named[0]!.api, url: target };
    if (!split(target) && named.length > 1)
      throw new UserError(
        `--target ${withoutUser(target)} is one URL for ${named.length} APIs: name the API to check, or write --target api=URL for each of ${named.map(({ api }) => api).join(', ')}.`,
      );
    const api = apiOf(key, named);
    if (api === undefined)
      throw new UserError(
        `--target ${withoutUser(target)}: ${key} is not among the APIs to check.`,
      );
    targets.set(api, { url: baseUrl(url) });
  }
  return targets;
}

/** A text for messages, without what may be a user name and a password, also where it is no URL. */
export const withoutUser = (text: string): string =>
  text.replace(/^((?:[^/?#=:@]+=)?(?:[a-z][a-z0-9+.-]*:\/\/)?).*@/is, '$1…@');

function baseUrl(text: string, written = withoutUser(text), place = ''): string {
  const at = place === '' ? '' : `${place}: `;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:')
    throw new UserError(
      `${at}The target "${written}" is not an http or https URL, such as https://api.example.com.`,
    );
  if (url.search || url.hash)
    throw new UserError(
      `${at}The target "${written}" is not a base URL: leave out what follows the path.`,
    );
  if (url.username || url.password)
    throw new UserError(
      `${at}The target holds a user name or a password: give credentials in the environment or in a --config file.`,
    );
  return url.href.replace(/\/+$/, '');
}
