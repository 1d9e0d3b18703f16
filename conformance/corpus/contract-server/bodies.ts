import { isObject } from '../implementation/rules.ts';
import type { ContentSpec, ParameterSpec } from './description.ts';
import type { Node, SchemaNode } from './inline.ts';
import { pairsOf, readPairs, scalar, typesOf } from './styles.ts';

/** The media type of a Content-Type, in lower case and without parameters. */
export const essenceOf = (contentType: string): string =>
  contentType.split(';', 1)[0]?.trim().toLowerCase() ?? '';

/** Decodes a body by its media type. Throws where it cannot. */
export function readBody(content: ContentSpec, contentType: string, bytes: Uint8Array): unknown {
  const { mediaType, schema } = content;
  if (mediaType === 'application/x-www-form-urlencoded')
    return readForm(content, strictText(bytes));
  if (mediaType === 'multipart/form-data') return readMultipart(schema, contentType, bytes);
  if (mediaType.startsWith('text/')) return scalar(strictText(bytes), schema);
  return JSON.parse(strictText(bytes)) as unknown;
}

/** UTF-8 without a byte-order mark. @see https://www.rfc-editor.org/rfc/rfc8259#section-8.1 */
const strictText = (bytes: Uint8Array): string =>
  new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);

const propertiesOf = (schema: SchemaNode): Node =>
  isObject(schema) && isObject(schema.properties) ? schema.properties : {};

/** @see https://spec.openapis.org/oas/v3.1.1.html#encoding-the-x-www-form-urlencoded-media-type */
function readForm({ schema, encoding }: ContentSpec, text: string): Node {
  const pairs = pairsOf(text.replaceAll('+', '%20'), '&');
  const members: { [name: string]: unknown } = {};
  const properties = propertiesOf(schema);
  for (const [name] of pairs) {
    const member = decodeURIComponent(name);
    const said = isObject(encoding[member]) ? encoding[member] : {};
    const style = String(said.style ?? 'form');
    const parameter: ParameterSpec = {
      name: member,
      in: 'query',
      required: false,
      isJson: false,
      style,
      explode: typeof said.explode === 'boolean' ? said.explode : style === 'form',
      schema: (properties[member] ?? true) as SchemaNode,
    };
    members[member] ??= readPairs(parameter, pairs);
  }
  return members;
}

type Part = { readonly name: string; readonly contentType: string; readonly bytes: Uint8Array };

/** @see https://www.rfc-editor.org/rfc/rfc7578 */
function readMultipart(schema: SchemaNode, contentType: string, bytes: Uint8Array): Node {
  const [, quoted, plain] = /;\s*boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType) ?? [];
  const boundary = quoted ?? plain;
  if (boundary === undefined) throw new SyntaxError('a multipart body without a boundary');
  const members: { [name: string]: unknown } = {};
  const properties = propertiesOf(schema);
  for (const part of partsOf(boundary, bytes)) {
    const property = (properties[part.name] ?? true) as SchemaNode;
    const isArray = typesOf(property).includes('array');
    const inner =
      isArray && isObject(property)
        ? ((property.items as SchemaNode | undefined) ?? true)
        : property;
    const value = partValue(part, inner);
    const before = members[part.name];
    members[part.name] = isArray ? [...(Array.isArray(before) ? before : []), value] : value;
  }
  return members;
}

function partValue({ contentType, bytes }: Part, schema: SchemaNode): unknown {
  const isFile =
    isObject(schema) &&
    schema.contentMediaType !== undefined &&
    schema.contentEncoding === undefined;
  if (isFile) return Buffer.from(bytes).toString('latin1');
  const text = strictText(bytes);
  const isJson =
    essenceOf(contentType) === 'application/json' || typesOf(schema).includes('object');
  return isJson ? (JSON.parse(text) as unknown) : scalar(text, schema);
}

function partsOf(boundary: string, bytes: Uint8Array): Part[] {
  // latin1 keeps every byte as one character
  const sections = `\r\n${Buffer.from(bytes).toString('latin1')}`
    .split(`\r\n--${boundary}`)
    .slice(1);
  if (!sections.at(-1)?.startsWith('--'))
    throw new SyntaxError('a multipart body that does not end');
  return sections.slice(0, -1).map((section) => {
    const text = section.replace(/^[\t ]*\r\n/, '');
    const end = text.startsWith('\r\n') ? 0 : text.indexOf('\r\n\r\n');
    if (end < 0) throw new SyntaxError('a part without an end of its header');
    const header = Buffer.from(text.slice(0, end), 'latin1').toString();
    const name = /^content-disposition:.*?;\s*name="((?:[^"\\]|\\.)*)"/im.exec(header)?.[1];
    if (name === undefined) throw new SyntaxError('a part without a name');
    const contentType = /^content-type:\s*(.+)$/im.exec(header)?.[1]?.trim() ?? '';
    return {
      name,
      contentType,
      bytes: Buffer.from(text.slice(end + (end === 0 ? 2 : 4)), 'latin1'),
    };
  });
}
