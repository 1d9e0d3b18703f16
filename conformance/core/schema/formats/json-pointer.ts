import type { Format } from './format.ts';

const part = '(?:/(?:[^/~\\p{Cc}]|~[01])*)';
const pointer = /* @__PURE__ */ new RegExp(`^${part}+$`, 'u');
const anyPointer = /^(?:#?(?:\/(?:[^/~]|~[01])*)*)$/u;

export const isStrictJsonPointer = (text: string): boolean =>
  text.length <= 2000 && pointer.test(text);
export const isLooseJsonPointer = (text: string): boolean => anyPointer.test(text);

/** @see https://www.rfc-editor.org/rfc/rfc6901#section-3 */
export const jsonPointer: Format = {
  name: 'json-pointer',
  strict: isStrictJsonPointer,
  loose: isLooseJsonPointer,
  valid: ['/b', '/a/0', '/a~1b/c~0d//e'],
  near: { 'no-slash': 'a/b', 'lone-tilde': '/a~', 'other-tilde': '/a~2' },
  between: { whole: '', fragment: '#/a/0' },
};

const relative = /* @__PURE__ */ new RegExp(`^(?:0|[1-9]\\d{0,8})(?:#|${part}*)$`, 'u');
const anyRelative = /^(?:0|[1-9]\d*)(?:[+-](?:0|[1-9]\d*))?(?:#|(?:\/(?:[^/~]|~[01])*)*)$/u;

export const isStrictRelativeJsonPointer = (text: string): boolean =>
  text.length <= 2000 && relative.test(text);
export const isLooseRelativeJsonPointer = (text: string): boolean => anyRelative.test(text);

/** @see https://datatracker.ietf.org/doc/html/draft-bhutton-relative-json-pointer-00#section-3 */
export const relativeJsonPointer: Format = {
  name: 'relative-json-pointer',
  strict: isStrictRelativeJsonPointer,
  loose: isLooseRelativeJsonPointer,
  valid: ['0', '1/a', '2#', '0/a~1b'],
  near: { absolute: '/a', negative: '-1/a', 'leading-zero': '01/a', 'hash-in-front': '#1' },
  // a later draft moves along an array
  between: { moved: '0+1/a' },
};
