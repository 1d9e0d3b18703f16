import { baseUrl } from '../../../conformance/core/base-url.ts';
import { mockedOperations } from '../../../conformance/core/contract/mocked-operations.ts';
import type { Contract, Operation } from '../../../conformance/core/contract/model.ts';
import { apiOf, type NamedApi } from '../../../conformance/core/contract/named-contracts.ts';
import {
  selectorOf,
  type requireMatch,
  type Selector,
} from '../../../conformance/core/contract/selectors.ts';
import { UserError } from '../../../conformance/core/user-error.ts';
import type { Judge } from './judge.ts';

/** The real servers that a mock sends requests on to: what is not documented, and what is named. */
export type PassThrough = {
  /** The base URL of the only API, or base URLs by API. */
  readonly url: string | { readonly [api: string]: string };
  /** Selectors of documented operations that go there as well, such as `tag:x` or `*`. */
  readonly operations?: readonly string[] | undefined;
  /** Judges the answers. */
  readonly judge?: Judge | undefined;
  /** How long an answer may take to begin, in milliseconds; by default a minute. */
  readonly timeout?: number;
  /** How long an answer may be held back to be judged, in milliseconds; by default a second. */
  readonly patience?: number;
};

/** The base URL of each API that has a real server. Throws a `UserError` for any other URL or API. */
export function targetsOf(
  url: PassThrough['url'],
  contracts: readonly Contract[],
): ReadonlyMap<string, string> {
  const named = contracts.map(({ api, file }): NamedApi => ({ api, file, typed: api }));
  const names = named.map(({ api }) => api).join(', ');
  if (typeof url === 'string' && named.length !== 1)
    throw new UserError(
      `--pass-through is one URL for ${named.length} APIs: write --pass-through api=URL for each of ${names} that has a real server, or serve one API.`,
    );
  const written = typeof url === 'string' ? { [named[0]!.api]: url } : url;
  const targets = new Map<string, string>();
  for (const [key, text] of Object.entries(written)) {
    const api = apiOf(key, named);
    if (api === undefined)
      throw new UserError(`--pass-through: ${key} is not among the served APIs: ${names}.`);
    if (targets.has(api)) throw new UserError(`--pass-through names ${api} twice.`);
    const credentials =
      'leave them out, the real server gets the credentials that the client sends';
    targets.set(api, baseUrl(text, { what: '--pass-through', credentials }));
  }
  return targets;
}

/**
 * Reads the selectors of operations. Throws a `UserError` for one that is none, and as `require` does; by
 * default nothing is required, as a description that changes while it is served may lose operations.
 */
export function chosenOf(
  written: readonly string[],
  contracts: readonly Contract[],
  targets: ReadonlyMap<string, string>,
  require: typeof requireMatch = () => undefined,
): (operation: Operation) => boolean {
  const operations = contracts
    .filter(({ api }) => targets.has(api))
    .flatMap((contract) => mockedOperations(contract));
  const selectors = written.map((text): Selector => {
    const place = `--pass-through-operations ${text}`;
    const selector = selectorOf(text, operations, place);
    require(selector, operations, place);
    return selector;
  });
  return (operation) => selectors.some(({ matches }) => matches(operation));
}
