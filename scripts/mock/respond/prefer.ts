import type { WireRequest } from '../../../conformance/core/http/messages.ts';

/**
 * What a client asks for with `Prefer: code=…, example=…, dynamic=…`.
 * @see https://www.rfc-editor.org/rfc/rfc7240#section-2
 */
export type Preference = {
  readonly code?: string;
  readonly example?: string;
  readonly dynamic?: string;
};

const none: Preference = {};
const names = ['code', 'example', 'dynamic'] as const;

/**
 * Reads the Prefer fields of a request; preferences that are not ours are left alone, as their RFC
 * asks.
 */
export function readPrefer({ headers }: WireRequest): Preference {
  const written = headers
    .filter(([name]) => name.length === 6 && name.toLowerCase() === 'prefer')
    .map(([, value]) => value);
  if (written.length === 0) return none;
  const found: { -readonly [name in keyof Preference]: Preference[name] } = {};
  for (const part of written.join(',').split(/[,;]/)) {
    const [, sent = '', value = ''] = /^\s*([A-Za-z-]+)\s*=\s*"?([^"]*?)"?\s*$/.exec(part) ?? [];
    const name = names.find((candidate) => candidate === sent.toLowerCase());
    // the first of two counts: RFC 7240, section 2
    if (name) found[name] ??= value;
  }
  return found;
}
