import type { ConsoleScheme } from './operation.ts';

/** A credential that a reader gave for a security scheme. */
export type Given = {
  readonly name: string;
  readonly scheme: ConsoleScheme;
  readonly value: string;
};

/** What a credential adds to a request. */
export type Presented =
  | { readonly in: 'header'; readonly name: string; readonly text: string }
  | { readonly in: 'query' | 'cookie'; readonly name: string; readonly text: string };

/**
 * Where a credential stands, as its scheme says.
 * @see https://spec.openapis.org/oas/v3.1.1.html#security-scheme-object
 */
export function presented({ scheme, value }: Given): Presented {
  const { type, in: location = 'header', parameter = '' } = scheme;
  if (type === 'apiKey') return { in: location, name: parameter, text: value };
  const text = isBasic(scheme) && value.includes(':') ? base64(value) : value;
  return { in: 'header', name: 'Authorization', text: `${schemeName(scheme)} ${text}` };
}

export const isBasic = ({ type, scheme }: ConsoleScheme): boolean =>
  type === 'http' && scheme === 'basic';

/** The name before a credential: OAuth 2 and OpenID Connect send bearer tokens. */
export function schemeName({ type, scheme = 'bearer' }: ConsoleScheme): string {
  const name = type === 'http' ? scheme : 'bearer';
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

const base64 = (text: string): string =>
  btoa(String.fromCharCode(...new TextEncoder().encode(text)));

/** What the mock takes for a scheme. */
export const forMock = (scheme: ConsoleScheme): string =>
  isBasic(scheme) ? 'any:credential' : 'any-credential';
