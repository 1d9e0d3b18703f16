import type { Config } from './config.ts';
import type { Contract } from '../core/contract/model.ts';
import { UserError } from '../core/user-error.ts';

/** The APIs that `--target api=URL` names. */
export const targetNames = (written: readonly string[]): string[] =>
  written.flatMap((target) => named(target)?.api ?? []);

/** `api=URL`; an URL alone may hold a `=` too, but not before its `://`. */
function named(target: string): { api: string; url: string } | undefined {
  const [, api, url] = /^([^=:/?#]+)=(.*)$/s.exec(target) ?? [];
  return api !== undefined && url !== undefined ? { api, url } : undefined;
}

/** The base URL of each API that has one: from the command line, else from the configuration. Throws a `UserError` for one that can't be used. */
export function targetsOf(
  written: readonly string[],
  contracts: readonly Contract[],
  config: Config,
): Map<string, string> {
  const targets = new Map<string, string>();
  for (const { api } of contracts) {
    const url = config.targets.get(api)?.url;
    if (url !== undefined) targets.set(api, baseUrl(url, config.at(['targets', api, 'url'])));
  }
  for (const target of written) {
    const { api, url } = named(target) ?? { api: contracts[0]!.api, url: target };
    if (!named(target) && contracts.length > 1) {
      throw new UserError(
        `--target ${target} is one URL for ${contracts.length} APIs: name the API to check, or write --target api=URL for each of ${contracts.map((contract) => contract.api).join(', ')}.`,
      );
    }
    if (!contracts.some((contract) => contract.api === api))
      throw new UserError(`--target ${target}: ${api} is not among the APIs to check.`);
    targets.set(api, baseUrl(url));
  }
  return targets;
}

function baseUrl(text: string, place = ''): string {
  const at = place === '' ? '' : `${place}: `;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:')
    throw new UserError(
      `${at}The target "${text}" is no http or https URL, such as https://api.example.com.`,
    );
  if (url.search || url.hash)
    throw new UserError(
      `${at}The target "${text}" is no base URL: leave out what follows the path.`,
    );
  if (url.username || url.password)
    throw new UserError(
      `${at}The target holds a user name or a password: give credentials in the environment or in a --config file.`,
    );
  return url.href.replace(/\/+$/, '');
}
