import { mockedOperations } from '../../../conformance/core/contract/mocked-operations.ts';
import type { Contract } from '../../../conformance/core/contract/model.ts';
import { mockOrigin } from '../browser/console/mock-server.ts';
import type { ConsoleServer } from '../browser/console/operation.ts';
import { serversOf } from './servers.ts';

/**
 * The origins that the console of an API may call, for `connect-src` of a Content Security Policy: those of
 * the mock and of all servers. A host with a variable gives a wildcard where a policy can have one.
 */
export function consoleOrigins(contract: Contract, servers: readonly string[]): readonly string[] {
  const known = new Map(
    mockedOperations(contract)
      .flatMap((operation) => serversOf(contract, operation, servers))
      .map((server) => [server.url, server]),
  );
  return [...new Set([mockOrigin, ...[...known.values()].flatMap(originsOf)])];
}

const hostName =
  /^(?:\*\.)?[A-Za-z\d](?:[\w.-]*[A-Za-z\d])?(?::(?:\d+|\*))?$|^\[[\da-fA-F:.]+\](?::(?:\d+|\*))?$/;

function originsOf(server: ConsoleServer): string[] {
  const absolute = variants(server).flatMap((url) => {
    const [, scheme = '', host = ''] = /^(https?:)\/\/([^/?#]*)/i.exec(url) ?? [];
    const written = withWildcards(host);
    return hostName.test(written) ? [`${scheme.toLowerCase()}//${written.toLowerCase()}`] : [];
  });
  return /^[a-z][a-z\d+.-]*:/i.test(server.url) || absolute.length > 0 ? absolute : ["'self'"];
}

/** The URL with each choice of the variables in its origin; free ones at the start, and as the port, stay. */
function variants({ url, variables = {} }: ConsoleServer): string[] {
  const [, origin = ''] = /^([^/]*\/\/[^/?#]*|\{[^}]*\})/.exec(url) ?? [];
  return [...origin.matchAll(/\{([^{}]+)\}/g)].reduce(
    (texts, [written, name = ''], index) => {
      const { value = '', choices } = variables[name] ?? {};
      const isFree = choices === undefined && isWild(url, written, index);
      const values = isFree ? [written] : (choices ?? [value]);
      return texts.flatMap((text) => values.map((each) => text.replace(written, () => each)));
    },
    [url],
  );
}

const isWild = (url: string, written: string, index: number): boolean =>
  url.includes(`:${written}`) || (index === 0 && url.includes(`//${written}.`));

const withWildcards = (host: string): string =>
  host.replace(/^\{[^{}]+\}\./, '*.').replace(/:\{[^{}]+\}$/, ':*');
