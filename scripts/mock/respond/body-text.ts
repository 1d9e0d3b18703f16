import { codecOf } from '../../../conformance/core/http/codecs.ts';
import { isJson } from '../../../conformance/core/http/media-type.ts';
import type { MediaType } from '../../../conformance/core/contract/model.ts';
import type { Json } from '../../../conformance/core/json.ts';

const usualTypes: { readonly [type: string]: string } = {
  '*': 'application/json',
  application: 'application/json',
  text: 'text/plain',
};

/**
 * A concrete media type for a range such as `text/*`.
 * @see https://www.rfc-editor.org/rfc/rfc4735 for `image/example`
 */
export function concreteType(name: string): string {
  if (!name.includes('*')) return name;
  const [type = ''] = name.split('/');
  return usualTypes[type] ?? `${type}/example`;
}

/** Serializes a body. Throws if the media type has no codec and the body is not a string. */
export function bodyText(mediaType: MediaType, type: string, body: Json | undefined): string {
  if (body === undefined) return '';
  if (isJson(type)) return JSON.stringify(body);
  const codec = codecOf(type);
  if (codec) return Buffer.from(codec.encode(body, { ...mediaType, name: type }).bytes).toString();
  if (typeof body === 'string') return body;
  throw new Error(
    `${mediaType.name} can't be written from a value: give its example as text (${mediaType.source.file}).`,
  );
}
