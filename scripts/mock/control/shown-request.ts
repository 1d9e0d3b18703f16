import type { Contract } from '../../../conformance/core/contract/model.ts';
import type { RecordedRequest } from './requests.ts';
import { hidden, secretsOf } from './secrets.ts';

/** A recorded request for a program or a page: the values of its credentials are hidden. */
export function shownRequest(
  recorded: RecordedRequest,
  contracts: readonly Contract[],
): RecordedRequest {
  const { isSecret, inText, inJson } = secretsOf(contracts);
  const fields = (headers: RecordedRequest['headers']) =>
    Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [
        name,
        isSecret(name) ? hidden : inText(value),
      ]),
    );
  const { path, headers, body, response, milliseconds } = recorded;
  return {
    ...recorded,
    path: inText(path),
    headers: fields(headers),
    body: body && inJson(body),
    milliseconds: Number(milliseconds.toFixed(2)),
    response: { headers: fields(response.headers), body: response.body && inJson(response.body) },
  };
}
