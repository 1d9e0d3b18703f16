import type { MediaType } from '../contract/model.ts';
import { isToken } from './header-name.ts';

/** A media type in its parts: what is left of the semicolon in lower case, and its parameters. */
type Parts = { readonly essence: string; readonly parameters: ReadonlyMap<string, string> };

const known = new Map<string, Parts>();

/**
 * A media type in its parts. The case of names, blanks and quotes mean nothing, and neither does the
 * case of a charset.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-8.3.1
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-5.6.6
 */
function partsOf(mediaType: string): Parts {
  const found = known.get(mediaType);
  if (found) return found;
  const [whole, ...rest] = mediaType.split(';');
  const parameters = new Map<string, string>();
  for (const [, name = '', quoted, token] of `;${rest.join(';')}`.matchAll(parameter)) {
    const value = quoted?.replaceAll(/\\(.)/gs, '$1') ?? token ?? '';
    const key = name.toLowerCase();
    // the first of two counts, as to WHATWG's MIME Sniffing
    if (!parameters.has(key)) parameters.set(key, key === 'charset' ? value.toLowerCase() : value);
  }
  const parts = { essence: whole!.trim().toLowerCase(), parameters };
  // clients of the mock can send any name: the memory stays small
  if (known.size > 1000) known.clear();
  known.set(mediaType, parts);
  return parts;
}

const parameter = /;\s*([^\s;="]+)\s*=\s*(?:"((?:\\.|[^"\\])*)"|([^;"]*[^\s;"])?)/g;

/** A media type without its parameters, in lower case. */
export const essenceOf = (mediaType: string): string => partsOf(mediaType).essence;

/** A parameter of a media type, without quotes; `undefined` if it has none of the name. */
export const parameterIn = (mediaType: string, name: string): string | undefined =>
  partsOf(mediaType).parameters.get(name);

/** A media type or range in its plainest writing: without blanks, and without quotes it can do without. */
export function plainly(mediaType: string): string {
  const { essence, parameters } = partsOf(mediaType);
  const written = [...parameters].map(
    ([name, value]) =>
      `;${name}=${isToken(value) ? value : `"${value.replaceAll(/["\\]/g, '\\$&')}"`}`,
  );
  return `${essence}${written.join('')}`;
}

/** The ranges of an Accept field. @see https://www.rfc-editor.org/rfc/rfc9110#section-12.5.1 */
export const rangesOf = (accept: string): string[] =>
  (accept.match(/(?:[^,"]|"(?:\\.|[^"\\])*"?)+/g) ?? [])
    .filter((range) => range.trim() !== '')
    .map(plainly);

/**
 * JSON by its name or suffix; `text/json` is an old name of it.
 * @see https://www.rfc-editor.org/rfc/rfc6839#section-3.1
 * @see https://mimesniff.spec.whatwg.org/#json-mime-type
 */
export const isJson = (mediaType: string): boolean =>
  // in spite of its suffix, Spring's stream+json is a line for each value
  /^(application\/|text\/|[^/]+\/(?!stream\+).+\+)json$/.test(essenceOf(mediaType));

/** XML by its name or suffix. @see https://www.rfc-editor.org/rfc/rfc7303#section-4.2 */
export const isXml = (mediaType: string): boolean =>
  /^(application\/|text\/|[^/]+\/.+\+)xml$/.test(essenceOf(mediaType));

/** @see https://url.spec.whatwg.org/#application/x-www-form-urlencoded */
export const isForm = (mediaType: string): boolean =>
  essenceOf(mediaType) === 'application/x-www-form-urlencoded';

/** @see https://www.rfc-editor.org/rfc/rfc7578 */
export const isMultipart = (mediaType: string): boolean =>
  essenceOf(mediaType) === 'multipart/form-data';

/** @see https://www.rfc-editor.org/rfc/rfc2046#section-4.1.3 */
export const isText = (mediaType: string): boolean => essenceOf(mediaType) === 'text/plain';

/** Whether content of a media type is text, so that it may have a charset. */
export const isTextual = (mediaType: string): boolean =>
  isJson(mediaType) ||
  isXml(mediaType) ||
  isForm(mediaType) ||
  essenceOf(mediaType).startsWith('text/');

/** Whether a documented key is a range: it has a star, which no media type that is sent has. */
export const isRange = (mediaType: string): boolean => mediaType.includes('*');

/** How well a documented key fits what is sent, the better the higher; `undefined`: not at all. */
function fitOf(documented: string, sent: string): number | undefined {
  const key = partsOf(documented);
  const { essence, parameters } = partsOf(sent);
  if (!covers(key.essence, essence)) return undefined;
  // a letter of a range counts more than any number of parameters
  let fit = isRange(key.essence) ? key.essence.length : maximumLength;
  fit *= maximumLength;
  for (const [name, value] of key.parameters) {
    const other = parameters.get(name);
    if (other === value) fit += 2;
    else if (other !== undefined && name !== 'charset') return undefined;
    // a parameter that is not sent
    else fit -= 1;
  }
  return fit;
}

const maximumLength = 1000;

/** Whether a key covers a media type: a star stands for any characters. */
function covers(key: string, essence: string): boolean {
  const [first = '', ...others] = (key === '*' ? '*/*' : key).split('*');
  if (others.length === 0) return first === essence;
  const last = others.pop()!;
  if (!essence.startsWith(first) || !essence.endsWith(last)) return false;
  let at = first.length;
  for (const part of others) {
    const found = essence.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return at <= essence.length - last.length;
}

/**
 * The documented media type that a Content-Type names: the most specific key that covers it, and of
 * those that differ in parameters the one that has the same. A charset, and a parameter that no key
 * has, don't matter; one that is left out does where several keys differ in it.
 * @see https://spec.openapis.org/oas/v3.1.1.html#fixed-fields-14
 */
export function documentedMediaType(
  documented: readonly MediaType[],
  contentType: string | undefined,
): MediaType | undefined {
  if (contentType === undefined) return undefined;
  // most descriptions have one key, and most servers send it as it is written
  const [only] = documented;
  if (documented.length === 1 && only!.name === contentType) return only;
  const fits = documented
    .flatMap((mediaType) => {
      const fit = fitOf(mediaType.name, contentType);
      return fit === undefined ? [] : [{ mediaType, fit }];
    })
    .sort((one, other) => other.fit - one.fit);
  const [best, second] = fits;
  const isOpen = best && second?.fit === best.fit && differ(best.mediaType, second.mediaType);
  return isOpen ? undefined : best?.mediaType;
}

/** Whether two keys differ in a parameter other than the charset. */
function differ({ name: one }: MediaType, { name: other }: MediaType): boolean {
  const [first, second] = [partsOf(one).parameters, partsOf(other).parameters];
  return [...first].some(
    ([name, value]) => name !== 'charset' && second.has(name) && second.get(name) !== value,
  );
}
