import { secretNames } from '../../../conformance/core/auth/secret-names.ts';
import { curlOf } from '../../../conformance/core/curl/curl.ts';
import type { Contract } from '../../../conformance/core/contract/model.ts';
import { percentDecode } from '../../../conformance/core/http/percent.ts';
import { operationOf, type RecordedRequest } from './requests.ts';

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
  const { security, offered = [] } = operation;
  const secrets = secretNames([...security, ...offered].flat());
  const request = {
    ...{ method: recorded.method, path: withoutKeys(recorded.path, secrets.query) },
    headers: Object.entries(recorded.headers).filter(
      ([name]) => !own.test(name) && !secrets.header.has(name),
    ),
    ...(body ? { body } : {}),
  };
  return curlOf(url, operation, { request, presentation: { credentials: 'good' } });
}

/** A path without the API keys in its query. */
function withoutKeys(target: string, keys: ReadonlySet<string>): string {
  const [path = '', ...rest] = target.split('?');
  const pairs = rest
    .join('?')
    .split('&')
    .filter((pair) => pair !== '' && !keys.has(percentDecode(pair.split('=')[0]!)));
  return pairs.length === 0 ? path : `${path}?${pairs.join('&')}`;
}
