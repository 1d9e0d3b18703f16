import { isJson, isMultipart, isText } from '../media-type.ts';
import type { Encoding, MediaType } from '../../contract/model.ts';
import type { Json } from '../../json.ts';
import { isObject } from '../../pointer.ts';
import { memberSchemas } from '../deserialization.ts';
import { textOf } from '../write-parameter.ts';
import { isParsable, utf8, type BodyCodec } from './body-codec.ts';
import { isWrittenAsJson, objectOf, type Sent } from './members.ts';
import { boundaryOf, partsOf } from './parts.ts';

/**
 * A part for each member, and one for each element of an array: RFC 7578.
 * @see https://spec.openapis.org/oas/v3.1.1.html#encoding-multipart-media-types
 */
export const multipart: BodyCodec = {
  id: 'multipart',
  summary: 'A part for each member of an object, multipart/form-data.',
  matches: isMultipart,
  encode(value, mediaType) {
    const members = isObject(value)
      ? Object.entries(value as { readonly [name: string]: Json })
      : [['', value] as const];
    const parts = members.flatMap(([name, member]) => {
      const items: readonly Json[] = Array.isArray(member) ? (member as readonly Json[]) : [member];
      return items.map((item) => partOf(name, item, mediaType));
    });
    const boundary = boundaryOf(mediaType.name) ?? boundaryBeside(parts);
    const lines = [...parts.map((part) => `--${boundary}\r\n${part}`), `--${boundary}--\r\n`];
    const { name } = mediaType;
    return {
      bytes: Buffer.from(lines.join('\r\n')),
      contentType: boundaryOf(name) === undefined ? `${name}; boundary=${boundary}` : name,
    };
  },
  decode(bytes, contentType, mediaType) {
    const boundary = boundaryOf(contentType);
    if (boundary === undefined)
      return { problem: 'must have a Content-Type that names the boundary of its parts' };
    const read = partsOf(bytes, boundary);
    if ('problem' in read) return read;
    const sent = new Map<string, Sent[]>();
    for (const { name, contentType: type, content } of read.parts) {
      const saysJson = type !== undefined && isJson(type);
      // a file may hold any bytes: each becomes one character
      const text =
        utf8(content) ?? (saysJson ? undefined : Buffer.from(content).toString('latin1'));
      if (text === undefined || (saysJson && !isParsable(text)))
        return { problem: `must hold JSON that can be parsed in the part ${JSON.stringify(name)}` };
      sent.set(name, [...(sent.get(name) ?? []), { text, isJson: saysJson }]);
    }
    return { value: objectOf({ ...mediaType, encoding: new Map() }, sent) };
  },
};

function partOf(name: string, value: Json, mediaType: MediaType): string {
  const encoding = mediaType.encoding.get(name);
  const type = contentTypeOf(value, encoding, isBinary(mediaType, name));
  const isFile = type !== undefined && !isJson(type) && !isText(type);
  const disposition = `Content-Disposition: form-data; name="${quoted(name)}"${isFile ? `; filename="${quoted(name)}"` : ''}`;
  const content = isWrittenAsJson(value, encoding) ? JSON.stringify(value) : textOf(value);
  return `${disposition}\r\n${type === undefined ? '' : `Content-Type: ${type}\r\n`}\r\n${content}`;
}

/** Plain text needs none. @see https://www.rfc-editor.org/rfc/rfc7578#section-4.4 */
function contentTypeOf(
  value: Json,
  encoding: Encoding | undefined,
  binary: boolean,
): string | undefined {
  const names = encoding?.contentType?.split(',').map((name) => name.trim());
  const first = names?.find((name) => !name.includes('*'));
  if (first) return first;
  if (binary || encoding?.contentType) return 'application/octet-stream';
  return typeof value === 'object' && value !== null ? 'application/json' : undefined;
}

function isBinary({ schema }: MediaType, name: string): boolean {
  const members = schema?.alternatives().flatMap((flat) => memberSchemas(flat, name) ?? []) ?? [];
  const items = members.flatMap((member) => (member.items ? member.items() : []));
  return [...members, ...items].some(({ format }) => format === 'binary');
}

/** The first boundary that the parts do not contain; the same for the same content. */
function boundaryBeside(parts: readonly string[]): string {
  const whole = parts.join('');
  for (let number = 0; ; number += 1)
    if (!whole.includes(`part-of-the-body-${number}`)) return `part-of-the-body-${number}`;
}

/** Escapes as browsers do. @see https://html.spec.whatwg.org/#multipart-form-data */
const quoted = (text: string): string =>
  text.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
