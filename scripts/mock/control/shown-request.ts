import { secretNames, type SecretNames } from '../../../conformance/core/auth/secret-names.ts';
import type { Contract } from '../../../conformance/core/contract/model.ts';
import { percentDecode } from '../../../conformance/core/http/percent.ts';
import { cached } from '../../../conformance/core/memoize.ts';
import type { RecordedRequest } from './requests.ts';

/** In place of a credential. */
const hidden = '…';

/** A recorded request for a program or a page: the values of its credentials are hidden. */
export function shownRequest(
  recorded: RecordedRequest,
  contracts: readonly Contract[],
): RecordedRequest {
  const names = contracts.map(secretsOf);
  const isSecret = (name: string) =>
    name === 'cookie' || name === 'set-cookie' || names.some(({ header }) => header.has(name));
  const fields = (headers: RecordedRequest['headers']) =>
    Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, isSecret(name) ? hidden : value]),
    );
  const { path, headers, response, milliseconds } = recorded;
  return {
    ...recorded,
    path: withoutSecrets(path, names),
    headers: fields(headers),
    milliseconds: Number(milliseconds.toFixed(2)),
    response: { ...response, headers: fields(response.headers) },
  };
}

const known = new WeakMap<Contract, SecretNames>();

const secretsOf = (contract: Contract): SecretNames =>
  cached(known, contract, () =>
    secretNames(
      contract.operations.flatMap(({ security, offered = [] }) => [...security, ...offered].flat()),
    ),
  );

/** A path whose query has no values of API keys. */
function withoutSecrets(target: string, names: readonly SecretNames[]): string {
  const [path = '', ...rest] = target.split('?');
  if (rest.length === 0) return path;
  const pairs = rest
    .join('?')
    .split('&')
    .map((pair) => {
      const [name = ''] = pair.split('=');
      return names.some(({ query }) => query.has(percentDecode(name))) ? `${name}=${hidden}` : pair;
    });
  return `${path}?${pairs.join('&')}`;
}
