import type { WireRequest } from '../../../conformance/core/http/messages.ts';

/** The preferred response: `Prefer: code=…, example=…, dynamic=…`. */
export type Preference = {
  readonly code?: string;
  readonly example?: string;
  readonly dynamic?: string;
};

const none: Preference = {};
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
  for (const part of values.join(',').split(/[,;]/)) {
    const [, sent = '', value = ''] = /^\s*([A-Za-z-]+)\s*=\s*"?([^"]*?)"?\s*$/.exec(part) ?? [];
    const name = names.find((candidate) => candidate === sent.toLowerCase());
    // the first of two counts: RFC 7240, section 2
    if (name) found[name] ??= value;
  }
  return found;
}
