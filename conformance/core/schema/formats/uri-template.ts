import type { Format } from './format.ts';

const name = '(?:\\w|%[0-9a-f]{2})+(?:\\.(?:\\w|%[0-9a-f]{2})+)*(?:\\*|:[1-9]\\d{0,3})?';
const strict = /* @__PURE__ */ new RegExp(
  `^(?:[\\w.~!$&()*+,;=:@/?#\\[\\]-]|%[0-9a-f]{2}|\\{[+#./;?&]?${name}(?:,${name})*\\})*$`,
  'i',
);

export const isStrictUriTemplate = (text: string): boolean =>
  text !== '' && text.length <= 2000 && strict.test(text);
export const isLooseUriTemplate = (text: string): boolean =>
  /^(?:[^\s{}]|\{[^\s{}]+\})*$/u.test(text);

/** @see https://www.rfc-editor.org/rfc/rfc6570#section-2 */
export const uriTemplate: Format = {
  name: 'uri-template',
  strict: isStrictUriTemplate,
  loose: isLooseUriTemplate,
  valid: ['/a/{b}', 'https://example.com/{a}/b{?c,d*}', '/c'],
  near: { 'open-brace': '/a/{b', 'closed-brace': '/a/b}', nested: '/{a{b}}', 'no-name': '/a/{}' },
  between: { empty: '', 'reserved-operator': '/{=a}', unicode: '/ä/{b}', apostrophe: "/a'{b}" },
};
