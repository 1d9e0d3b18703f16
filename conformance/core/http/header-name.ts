/**
 * Whether a text is a token, such as the name of a header field.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2
 */
export const isToken = (text: string): boolean => /^[\w!#$%&'*+.^`|~-]+$/.test(text);

/** Fields of the connection, of the framing and of the content: each message decides its own. */
const ofHttp = new Set([
  'connection',
  'content-encoding',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/**
 * Whether HTTP itself decides the value of a field, so that no value of a description is sent.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-8.6
 */
export const isOwnedByHttp = (name: string): boolean => ofHttp.has(name.toLowerCase());

/**
 * The separator of the elements of a list field. The dates of a Set-Cookie field have commas, so a
 * line break separates its elements: no field value has one.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-5.3
 */
export const betweenElements = (name: string): string => (isSetCookie(name) ? '\n' : ',');

/** The values of several fields of one name, as one text. */
export const joinedFields = (name: string, values: readonly string[]): string =>
  values.join(isSetCookie(name) ? '\n' : ', ');

export const isSetCookie = (name: string): boolean =>
  // comparing lengths first is faster
  name.length === 10 && name.toLowerCase() === 'set-cookie';
