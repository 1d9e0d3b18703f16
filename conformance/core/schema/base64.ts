/**
 * Whether a text is base64 or base64url, with or without padding: descriptions use "base64" for
 * both.
 * @see https://www.rfc-editor.org/rfc/rfc4648
 */
export function isBase64(text: string): boolean {
  const { digits, padding } =
    /^(?<digits>[A-Za-z0-9+/_-]*)(?<padding>={0,2})$/.exec(text)?.groups ?? {};
  if (digits === undefined || padding === undefined) return false;
  return digits.length % 4 !== 1 && (padding === '' || (digits.length + padding.length) % 4 === 0);
}
