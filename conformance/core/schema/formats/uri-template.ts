import type { Format } from './format.ts';

const name = '(?:\\w|%[0-9a-f]{2})+(?:\\.(?:\\w|%[0-9a-f]{2})+)*(?:\\*|:[1-9]\\d{0,3})?';
const strict = new RegExp(
  `^(?:[\\w.~!$&()*+,;=:@/?#\\[\\]-]|%[0-9a-f]{2}|\\{[+#./;?&]?${name}(?:,${name})*\\})*$`,
  'i',
);

/** @see https://www.rfc-editor.org/rfc/rfc6570#section-2 */
export const uriTemplate: Format = {
  name: 'uri-template',
  strict: (text) => text !== '' && text.length <= 2000 && strict.test(text),
  loose: (text) => /^(?:[^\s{}]|\{[^\s{}]+\})*$/u.test(text),
  valid: ['/a/{b}', 'https://example.com/{a}/b{?c,d*}', '/c'],
  near: { 'open-brace': '/a/{b', 'closed-brace': '/a/b}', nested: '/{a{b}}', 'no-name': '/a/{}' },
  between: { empty: '', 'reserved-operator': '/{=a}', unicode: '/ä/{b}', apostrophe: "/a'{b}" },
};
