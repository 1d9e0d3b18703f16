import type { MediaType } from '../contract/model.ts';

/**
 * A media type without its parameters, in lower case.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-8.3.1
 */
export const essenceOf = (mediaType: string): string =>
  mediaType.split(';')[0]?.trim().toLowerCase() ?? '';

/** JSON by its name or suffix. @see https://www.rfc-editor.org/rfc/rfc6839#section-3.1 */
export const isJson = (mediaType: string): boolean =>
  /^(application\/|[^/]+\/.+\+)json$/.test(essenceOf(mediaType));

/** @see https://url.spec.whatwg.org/#application/x-www-form-urlencoded */
export const isForm = (mediaType: string): boolean =>
  essenceOf(mediaType) === 'application/x-www-form-urlencoded';

/** @see https://www.rfc-editor.org/rfc/rfc7578 */
export const isMultipart = (mediaType: string): boolean =>
  essenceOf(mediaType) === 'multipart/form-data';

/** @see https://www.rfc-editor.org/rfc/rfc2046#section-4.1.3 */
export const isText = (mediaType: string): boolean => essenceOf(mediaType) === 'text/plain';

/** Whether the runner can write and read bodies of a media type. */
export const isSupportedBody = (mediaType: string): boolean =>
  isJson(mediaType) || isForm(mediaType) || isMultipart(mediaType) || isText(mediaType);

/**
 * The documented media type that a Content-Type names, the most specific range first; parameters
 * and letter case don't matter.
 * @see https://spec.openapis.org/oas/v3.1.1.html#fixed-fields-14
 */
export function documentedMediaType(
  documented: readonly MediaType[],
  contentType: string | undefined,
): MediaType | undefined {
  if (contentType === undefined) return undefined;
  const sent = essenceOf(contentType);
  const as = (range: string) =>
    documented.find(({ name }) => name === range || essenceOf(name) === range);
  return as(sent) ?? as(`${sent.split('/')[0] ?? ''}/*`) ?? as('*/*');
}
