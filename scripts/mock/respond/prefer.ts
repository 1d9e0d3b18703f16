import type { WireRequest } from '../../../conformance/core/http/messages.ts';

/** The preferred response: `Prefer: code=…, example=…, dynamic=…`. */
export type Preference = {
  readonly code?: string;
  readonly example?: string;
  readonly dynamic?: string;
};

const none: Preference = {};
/** Commas and semicolons divide preferences, except within quotes: RFC 9110, section 5.6.4. */
const preference = /(?:[^,;"]|"(?:[^"\\]|\\.)*"?)+/gs;
const names = ['code', 'example', 'dynamic'] as const;

/**
 * Reads the `Prefer` header fields of a request and ignores unknown preferences.
 * @see https://www.rfc-editor.org/rfc/rfc7240#section-2
 */
export function readPrefer({ headers }: WireRequest): Preference {
  const values = headers
    .filter(([name]) => name.length === 6 && name.toLowerCase() === 'prefer')
    .map(([, value]) => value);
  if (values.length === 0) return none;
  const found: { -readonly [name in keyof Preference]: Preference[name] } = {};
  for (const [part] of values.join(',').matchAll(preference)) {
    const [, sent = '', quoted, plain = ''] =
      /^\s*([A-Za-z-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^"]*?))\s*$/s.exec(part) ?? [];
    const value = quoted === undefined ? plain : quoted.replaceAll(/\\(.)/gs, '$1');
    const name = names.find((candidate) => candidate === sent.toLowerCase());
    // the first of two counts: RFC 7240, section 2
    if (name) found[name] ??= value;
  }
  return found;
}
