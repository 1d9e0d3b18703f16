/**
 * Whether a text can be the name of a header field.
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
