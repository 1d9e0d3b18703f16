import type { Format } from './format.ts';

/** The characters of RFC 3986 and escapes; brackets only enclose an address. */
const ascii = "(?:[A-Za-z0-9_.~!$&'()*+,;=:@/?-]|%[0-9a-fA-F]{2})";
/** Those of RFC 3987: letters, marks, digits and symbols of other scripts too. */
const unicode = "(?:[A-Za-z0-9_.~!$&'()*+,;=:@/?\\p{L}\\p{M}\\p{N}\\p{S}-]|%[0-9a-fA-F]{2})";
/** ASCII characters that RFC 3987 excludes, some of which are symbols. */
const excluded = /[<>^`|"{}\\]/;

const label = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?';
const host = `(?:${label}(?:\\.${label}){0,9}\\.?|\\[[0-9a-fA-F:.]{2,45}\\])`;
const end = '(?::\\d{1,5})?(?![^/?#])';
const authority = `//${host}${end}`;
const iriAuthority = `//(?:${host}|[\\p{L}\\p{M}\\p{N}.-]{1,253})${end}`;

/** An address with a scheme, of bounded lengths, which every server accepts. */
function absolute(start: string, character: string): RegExp {
  const scheme = '(?!https?:)[a-z][a-z0-9+.-]{0,30}:';
  const ways = [
    `https?:${start}${character}{0,2000}`,
    `${scheme}(?!//)${character}{1,2000}`,
    `${scheme}${start}${character}{0,2000}`,
  ];
  return new RegExp(`^(?:${ways.join('|')})(?:#${character}{0,1000})?$`, 'u');
}
const reference = (character: string) =>
  new RegExp(`^(?!//|[^/?#]*:)${character}{0,2000}(?:#${character}{0,1000})?$`, 'u');

const strictUri = /* @__PURE__ */ absolute(authority, ascii);
const strictIri = /* @__PURE__ */ absolute(iriAuthority, unicode);
const strictReference = /* @__PURE__ */ reference(ascii);
const strictIriReference = /* @__PURE__ */ reference(unicode);

/**
 * A scheme, and a rest that can't be read as a relative path. RFC 3986 allows an empty host, which only
 * RFC 9110 forbids for HTTP, and many validators know only the first.
 */
const wide = /^[a-z][a-z0-9+.-]*:[^\s\p{Cc}]+$/iu;
const isWide = (text: string): boolean => wide.test(text);
/** What is relative may be nearly anything, but no parser of RFC 3986 reads a blank. */
const isWideReference = (text: string): boolean => /^[^\s\p{Cc}]*$/u.test(text);

const isIri = (text: string): boolean => strictIri.test(text) && !excluded.test(text);

export const isStrictUri = (text: string): boolean => strictUri.test(text);
export const isLooseUri = isWide;

/**
 * Strict are addresses as RFC 3986 writes them, of every scheme, without a user; those with HTTP
 * have a host. Many servers expect the address of a web page here, so only such are sent as valid.
 * @see https://www.rfc-editor.org/rfc/rfc3986#section-3
 */
export const uri: Format = {
  name: 'uri',
  aliases: ['url'],
  strict: isStrictUri,
  loose: isLooseUri,
  valid: [
    'https://example.org/d',
    'https://example.com:8443/a?b=c#d',
    'http://example.com',
    'https://www.example.com/a/b%20c?d=e&f=%2F',
  ],
  near: {
    relative: '/a/b',
    blank: 'https://example.com/a b',
    'no-scheme': 'example.com/a',
  },
  between: {
    unicode: 'https://example.com/ä',
    'no-host': 'https://',
    user: 'https://ada:secret@example.com/a',
    'bad-escape': 'https://example.com/%zz',
    'no-slashes': 'https:example.com/a',
    brace: 'https://example.com/{a}',
  },
};

export const isStrictUriReference = (text: string): boolean =>
  text !== '' && (strictReference.test(text) || isStrictUri(text));
export const isLooseUriReference = isWideReference;

/** @see https://www.rfc-editor.org/rfc/rfc3986#section-4.1 */
export const uriReference: Format = {
  name: 'uri-reference',
  strict: isStrictUriReference,
  loose: isLooseUriReference,
  valid: ['/d', '/a/b?c=d#e', 'https://example.com/a', '../a'],
  near: { blank: '/a b', 'line-break': '/a\n' },
  between: { empty: '', unicode: '/ä', 'bad-escape': '/%zz', backslash: '\\a' },
};

export const isStrictIri = (text: string): boolean => isStrictUri(text) || isIri(text);
export const isLooseIri = isWide;

/** @see https://www.rfc-editor.org/rfc/rfc3987#section-2.2 */
export const iri: Format = {
  name: 'iri',
  strict: isStrictIri,
  loose: isLooseIri,
  valid: ['https://example.org/d', 'https://example.com/grün?a=ß', 'https://bücher.example/'],
  near: uri.near,
  between: { user: 'https://ada@example.com/ä', brace: 'https://example.com/{ä}' },
};

export const isStrictIriReference = (text: string): boolean =>
  text !== '' && ((strictIriReference.test(text) && !excluded.test(text)) || isStrictIri(text));
export const isLooseIriReference = isWideReference;

/** @see https://www.rfc-editor.org/rfc/rfc3987#section-2.2 */
export const iriReference: Format = {
  name: 'iri-reference',
  strict: isStrictIriReference,
  loose: isLooseIriReference,
  valid: ['/d', '/grün?a=ß', 'https://example.com/a'],
  near: uriReference.near,
  between: { empty: '', brace: '/{ä}', 'bad-escape': '/%zz' },
};
