import type { MediaType } from './model.ts';

/** A media type without its parameters, in lower case. @see https://www.rfc-editor.org/rfc/rfc9110#section-8.3.1 */
export const essenceOf = (mediaType: string): string => mediaType.split(';')[0]?.trim().toLowerCase() ?? '';

/** Whether a media type is JSON by its name. @see https://www.rfc-editor.org/rfc/rfc6839#section-3.1 */
export const isJson = (mediaType: string): boolean => /^(application\/|[^/]+\/.+\+)json$/.test(essenceOf(mediaType));

/**
 * The documented media type that a Content-Type names: parameters and letter case aside, the most specific range first.
 * @see https://spec.openapis.org/oas/v3.1.1.html#fixed-fields-14
 */
export function documentedMediaType(documented: readonly MediaType[], contentType: string | undefined): MediaType | undefined {
  if (contentType === undefined) return undefined;
  const sent = essenceOf(contentType);
  const ranges = [sent, `${sent.split('/')[0] ?? ''}/*`, '*/*'];
  return ranges.flatMap((range) => documented.filter(({ name }) => essenceOf(name) === range))[0];
}
