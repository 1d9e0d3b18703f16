import type { Contract, Operation } from '../../conformance/core/contract/model.ts';
import { mockOrigin } from './browser/console/mock-server.ts';
import { serversOf } from './console/servers.ts';

/** Where `contracts mock` serves an API unless it is told otherwise. */
export const mockUrlOf = (api: string): string => `${mockOrigin}/${encodeURIComponent(api)}`;

/**
 * The server that samples call: the first of the description, with the defaults of its variables, else the
 * mock. No slash stands at its end.
 */
export function baseUrlOf(contract: Contract, operation: Operation): string {
  const [first] = serversOf(contract, operation, []);
  const url = (first?.url ?? '').replaceAll(
    /\{([^{}]+)\}/g,
    (written, name: string) => first?.variables?.[name]?.value ?? written,
  );
  return URL.canParse(url)
    ? url.replace(/[?#].*$/s, '').replace(/\/+$/, '')
    : mockUrlOf(contract.api);
}
