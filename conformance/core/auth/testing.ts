import type { Operation } from '../contract/model.ts';
import { operationOf } from '../../testing.ts';
import type { Credential } from './credentials.ts';

/** What the tests of credentials share: a scheme of each kind, and operations that need them. */

export const securitySchemes = {
  bearerAuth: { type: 'http', scheme: 'bearer' },
  basicAuth: { type: 'http', scheme: 'basic' },
  digest: { type: 'http', scheme: 'Digest' },
  login: { type: 'openIdConnect', openIdConnectUrl: 'https://example.com' },
  headerKey: { type: 'apiKey', in: 'header', name: 'X-Key' },
  queryKey: { type: 'apiKey', in: 'query', name: 'the key' },
  cookieKey: { type: 'apiKey', in: 'cookie', name: 'key' },
};

/** An operation that needs the schemes of one of these alternatives. */
export const secured = (...alternatives: string[][]): Operation =>
  operationOf(
    { security: alternatives.map((names) => Object.fromEntries(names.map((name) => [name, []]))) },
    { components: { securitySchemes } },
  );

export const value = (text: string): Credential => ({ kind: 'value', value: text });

/** A credential that was fetched and is good for ever. */
export const fetched = (text: string, isCookie = false): Credential => ({
  kind: 'fetched',
  value: text,
  isCookie,
  origin: { kind: 'variable', name: 'THE_TOKEN' },
  place: 'c.yaml:1',
  secrets: [text],
  ready: async () => undefined,
  renew: async () => undefined,
});
