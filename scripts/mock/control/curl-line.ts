import { curlOf } from '../../../conformance/core/curl/curl.ts';
import type { Contract } from '../../../conformance/core/contract/model.ts';
import { percentDecode } from '../../../conformance/core/http/percent.ts';
import { operationOf, type RecordedRequest } from './requests.ts';
import { secretsOf, type Secrets } from './secrets.ts';

/** Header fields that curl or a browser writes for itself. */
const own =
  /^(?:host|connection|content-length|transfer-encoding|user-agent|accept-(?:encoding|language)|cookie|origin|referer|priority|sec-.*)$/;

/**
 * The line that sends a recorded request again, with a variable in place of each credential;
 * `undefined` if there is no simple one.
 */
export function curlFor(
  recorded: RecordedRequest,
  body: Uint8Array | undefined,
  { contracts, url }: { readonly contracts: readonly Contract[]; readonly url: string },
): string | undefined {
  const operation = operationOf(recorded, contracts);
  if (!operation || recorded.isCut) return undefined;
  const secrets = secretsOf(contracts);
  const request = {
    ...{ method: recorded.method, path: withoutKeys(recorded.path, secrets) },
    headers: Object.entries(recorded.headers).filter(
      ([name]) => !own.test(name) && !secrets.isSecret(name),
    ),
    ...(body ? { body } : {}),
  };
  const values = recorded.body === undefined ? [] : secrets.valuesIn(recorded.body);
  const line = curlOf(
    url,
    operation,
    { request, presentation: { credentials: 'good' } },
    { secrets: new Map(values.map(([name, value]) => [variableOf(name), value])) },
  );
  return line !== undefined && isClean(line, recorded, values, secrets) ? line : undefined;
}

const variableOf = (name: string): string =>
  name
    .replaceAll(/([a-z])([A-Z])/g, '$1_$2')
    .replaceAll(/\W+/g, '_')
    .toUpperCase();

/** Whether no credential of a request is left in its line, such as one that is very short. */
const isClean = (
  line: string,
  { body }: RecordedRequest,
  values: ReturnType<Secrets['valuesIn']>,
  { inText }: Secrets,
): boolean =>
  values.every(([, value]) => !line.includes(value)) &&
  (typeof body !== 'string' || inText(body) === body);

/** A path without the API keys in its query. */
function withoutKeys(target: string, { isSecret }: Secrets): string {
  const [path = '', ...rest] = target.split('?');
  const pairs = rest
    .join('?')
    .split('&')
    .filter((pair) => pair !== '' && !isSecret(percentDecode(pair.split('=')[0]!)));
  return pairs.length === 0 ? path : `${path}?${pairs.join('&')}`;
}
