import { escapeRegExp } from '../escape-reg-exp.ts';
import { percentDecode } from './percent.ts';

/**
 * The texts of a path's parameters, still percent-encoded; `undefined` if the path does not match
 * the template, whose literal text may be percent-encoded in the path.
 * @see https://www.rfc-editor.org/rfc/rfc3986#section-6.2.2
 */
export function matchPath(template: string, path: string): ReadonlyMap<string, string> | undefined {
  // clients and proxies remove a segment of dots alone, encoded or not: section 5.2.4
  if (/(^|\/)(\.|%2e){1,2}(\/|$)/i.test(path)) return undefined;
  const { pattern, names } = compiled(template);
  const match = pattern.exec(path);
  return match ? new Map(names.map((name, index) => [name, match[index + 1] ?? ''])) : undefined;
}

/** Fills a template with percent-encoded texts of its parameters. */
export function fillPath(template: string, texts: ReadonlyMap<string, string>): string {
  const filled = partsOf(template).map((part, index) =>
    isParameter(index)
      ? (texts.get(part.slice(1, -1)) ?? part)
      : part.replaceAll(unsafe, encodeURIComponent),
  );
  return filled.join('');
}

/** Literal text and parameters in turn. */
const partsOf = (template: string): string[] => template.split(/(\{[^}]+\})/);
const isParameter = (index: number): boolean => index % 2 === 1;

/**
 * Characters that a path must percent-encode.
 * @see https://www.rfc-editor.org/rfc/rfc3986#section-3.3
 */
const unsafe = /%(?![0-9a-f]{2})|[^%\w\-.~!$&'()*+,;=:@/]/giu;

const cache = new Map<string, { pattern: RegExp; names: string[] }>();

function compiled(template: string): { pattern: RegExp; names: string[] } {
  const known = cache.get(template);
  if (known) return known;
  const names: string[] = [];
  const source = partsOf(template).map((part, index) => {
    // a percent-encoded slash does not end a segment
    const segments = part.split('/').map((text) => [...percentDecode(text)].map(spellings));
    if (!isParameter(index)) return segments.map((segment) => segment.join('')).join('/');
    names.push(part.slice(1, -1));
    return '([^/]+)';
  });
  const made = { pattern: new RegExp(`^${source.join('')}$`), names };
  cache.set(template, made);
  return made;
}

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
