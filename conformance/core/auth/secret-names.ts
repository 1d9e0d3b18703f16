import type { SecurityScheme } from '../contract/model.ts';

/** Where requests have credentials, besides cookies. */
export type SecretNames = {
  /** Names of header fields, in lower case. */
  readonly header: ReadonlySet<string>;
  readonly query: ReadonlySet<string>;
};

/** The names of what holds credentials, by the security schemes of an operation or of a description. */
export function secretNames(schemes: readonly SecurityScheme[]): SecretNames {
  const keysIn = (place: SecurityScheme['in']) =>
    schemes.flatMap(({ type, in: where, parameter }) =>
      type === 'apiKey' && where === place && parameter !== undefined ? [parameter] : [],
    );
  return {
    header: new Set([
      ...['authorization', 'proxy-authorization'],
      ...keysIn('header').map((name) => name.toLowerCase()),
    ]),
    query: new Set(keysIn('query')),
  };
}
