import type { Config } from './config.ts';
import { apiOf, type NamedApi } from '../core/contract/named-contracts.ts';
import { baseUrl, splitApi, withoutUser } from '../core/base-url.ts';
import { UserError } from '../core/user-error.ts';

/** The APIs that `--target API=URL` names, as typed. */
export const targetNames = (written: readonly string[]): string[] =>
  written.flatMap((target) => splitApi(target)?.key ?? []);

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
    const base = targetUrl(url, shown, config.at(['targets', key, 'url']));
    targets.set(api, { url: base, ...(shown === undefined ? {} : { shown }) });
  }
  for (const target of written) {
    const { key, url } = splitApi(target) ?? { key: named[0]!.api, url: target };
    if (!splitApi(target) && named.length > 1)
      throw new UserError(
        `--target ${withoutUser(target)} is one URL for ${named.length} APIs: name the API to check, or write --target api=URL for each of ${named.map(({ api }) => api).join(', ')}.`,
      );
    const api = apiOf(key, named);
    if (api === undefined)
      throw new UserError(
        `--target ${withoutUser(target)}: ${key} is not among the APIs to check.`,
      );
    targets.set(api, { url: targetUrl(url) });
  }
  return targets;
}

function targetUrl(text: string, shown?: string, place = ''): string {
  const at = place === '' ? '' : `${place}: `;
  const credentials = 'give credentials in the environment or in a --config file';
  return baseUrl(text, { what: `${at}The target`, shown, credentials });
}
