import type { WireRequest } from '../../conformance/model.ts';

/** What a client asks for with `Prefer: code=…, example=…`. @see https://www.rfc-editor.org/rfc/rfc7240#section-2 */
export type Preference = { readonly code?: string; readonly example?: string };

/** Reads the Prefer fields of a request; preferences that are not ours are left alone, as their RFC asks. */
export function readPrefer({ headers }: WireRequest): Preference {
  const written = headers.filter(([name]) => name.toLowerCase() === 'prefer').map(([, value]) => value);
  const found: { code?: string; example?: string } = {};
  for (const part of written.join(',').split(/[,;]/)) {
    const [, name = '', value = ''] = /^\s*([A-Za-z-]+)\s*=\s*"?([^"]*?)"?\s*$/.exec(part) ?? [];
    if (name.toLowerCase() === 'code') found.code ??= value;
    if (name.toLowerCase() === 'example') found.example ??= value;
  }
  return found;
}
