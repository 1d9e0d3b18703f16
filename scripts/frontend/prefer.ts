/** A response that a mock shall give: its status, the name of its example, or a made one. */
export type Preference = {
  readonly code?: number;
  readonly example?: string;
  readonly dynamic?: boolean;
};

/**
 * Writes the header field `Prefer`, which the mock reads.
 * @see https://www.rfc-editor.org/rfc/rfc7240#section-2
 */
export const preferHeader = (preference: Preference): { readonly prefer: string } => ({
  prefer: Object.entries(preference)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${quotedIfNeeded(String(value))}`)
    .join(', '),
});

const quotedIfNeeded = (value: string): string =>
  /^[\w!#$%&'*+.^`|~-]+$/.test(value) ? value : `"${value.replaceAll(/["\\]/g, '\\$&')}"`;
