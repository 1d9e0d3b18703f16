import { escapeRegExp } from '../escape-reg-exp.ts';
import { cached, once } from '../memoize.ts';
import { percentDecode } from './percent.ts';

/**
 * The texts of a path's parameters, still percent-encoded; `undefined` if the path does not match
 * the template, whose literal text may be percent-encoded in the path.
 * @see https://www.rfc-editor.org/rfc/rfc3986#section-6.2.2
 */
export function matchPath(template: string, path: string): ReadonlyMap<string, string> | undefined {
  // clients and proxies remove a segment of dots alone, encoded or not: section 5.2.4
  const isEncoded = path.includes('%');
  if ((isEncoded || path.includes('.')) && dotSegment.test(path)) return undefined;
  const { pattern, plain, names } = compiled(template);
  const match = (isEncoded ? pattern() : plain).exec(path);
  return match ? new Map(names.map((name, index) => [name, match[index + 1] ?? ''])) : undefined;
}

const dotSegment = /(^|\/)(\.|%2e){1,2}(\/|$)/i;

/** Fills a template with percent-encoded texts of its parameters. */
export const fillPath = (template: string, texts: ReadonlyMap<string, string>): string =>
  compiled(template)
    .written.map((part, index) =>
      isParameter(index) ? (texts.get(part.slice(1, -1)) ?? part) : part,
    )
    .join('');

/** Literal text and parameters in turn. */
const partsOf = (template: string): string[] => template.split(/(\{[^}]+\})/);
const isParameter = (index: number): boolean => index % 2 === 1;

/**
 * Characters that a path must percent-encode.
 * @see https://www.rfc-editor.org/rfc/rfc3986#section-3.3
 */
const unsafe = /%(?![0-9a-f]{2})|[^%\w\-.~!$&'()*+,;=:@/]/giu;

type Compiled = {
  readonly pattern: () => RegExp;
  /** For a path without percent-encoding, which needs no choice for each character. */
  readonly plain: RegExp;
  readonly names: readonly string[];
  /** Literal text, percent-encoded, and parameters in turn. */
  readonly written: readonly string[];
};

const cache = new Map<string, Compiled>();

const compiled = (template: string): Compiled =>
  cached(cache, template, () => {
    const parts = partsOf(template);
    const pattern = (literal: (part: string) => string) =>
      new RegExp(
        `^${parts.map((part, index) => (isParameter(index) ? '([^/]+)' : literal(part))).join('')}$`,
      );
    return {
      pattern: once(() => pattern(spelled)),
      plain: pattern((part) => (part.includes('%') ? spelled(part) : escapeRegExp(part))),
      names: parts.filter((_, index) => isParameter(index)).map((part) => part.slice(1, -1)),
      written: parts.map((part, index) =>
        isParameter(index) ? part : part.replaceAll(unsafe, encodeURIComponent),
      ),
    };
  });

/** A pattern for literal text: each character as it is, or percent-encoded. */
const spelled = (part: string): string =>
  part
    .split('/')
    // a percent-encoded slash does not end a segment
    .map((text) => [...percentDecode(text)].map(spellings).join(''))
    .join('/');

/** A pattern for one character: as it is, or percent-encoded in either letter case. */
function spellings(character: string): string {
  const encoded = Buffer.from(character)
    .toString('hex')
    .replaceAll(/../g, '%$&')
    .replaceAll(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
  return character === '/' ? encoded : `(?:${escapeRegExp(character)}|${encoded})`;
}

/**
 * Whether a template has no parameter: a concrete path takes precedence.
 * @see https://spec.openapis.org/oas/v3.1.1.html#path-templating-matching
 */
export const isConcrete = (template: string): boolean => !template.includes('{');
