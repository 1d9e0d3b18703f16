import { isXml } from '../media-type.ts';
import type { Json } from '../../json.ts';
import { isObject, tokensOf } from '../../pointer.ts';
import type { FlatSchema, Xml } from '../../schema/model.ts';
import { itemSchemas, memberSchemas } from '../deserialization.ts';
import { textOf } from '../write-parameter.ts';
import type { BodyWriter } from './body-codec.ts';

/**
 * XML, as the XML Objects of the schema say: name, prefix, namespace, attribute, wrapped. The root
 * has the name of its schema if it has no other.
 * @see https://spec.openapis.org/oas/v3.1.1.html#xml-object
 */
export const xml: BodyWriter = {
  id: 'xml',
  summary: 'XML, by its own name or by the suffix +xml.',
  matches: isXml,
  encode(value, { schema }) {
    if (typeof value === 'string') return { bytes: Buffer.from(value) };
    const flat = schemaFor(value, schema?.alternatives());
    const root = elementsOf(nameOfSchema(flat) ?? 'root', value, flat, true);
    return { bytes: Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n${root}`) };
  },
};

/**
 * Whether the values of a schema have one form as XML: objects in an element whose name is known.
 * OpenAPI names no root for others.
 */
export const hasXmlForm = (alternatives: readonly FlatSchema[]): boolean =>
  alternatives.length > 0 &&
  alternatives.every(
    (flat) =>
      flat.types.every((type) => type === 'object') &&
      (flat.xml?.name ?? nameOfSchema(flat)) !== undefined,
  );

/** The alternative that fits a value best: the one that knows most of its members. */
function schemaFor(
  value: Json,
  alternatives: readonly FlatSchema[] | undefined,
): FlatSchema | undefined {
  const [first, ...others] = alternatives ?? [];
  const names = isObject(value) ? Object.keys(value) : [];
  const knownTo = ({ properties }: FlatSchema) => names.filter((name) => properties.has(name));
  return others.reduce(
    (best, other) => (best && knownTo(other).length > knownTo(best).length ? other : best),
    first,
  );
}

/** The name of a schema among the components of its description. */
function nameOfSchema(flat: FlatSchema | undefined): string | undefined {
  const [components, schemas, name] = tokensOf(flat?.source.pointer ?? '');
  const isNamed = components === 'components' && schemas === 'schemas';
  return isNamed && tokensOf(flat!.source.pointer).length === 3 ? name : undefined;
}

/** A value as one element; a list as one for each of its elements, which a root must wrap. */
function elementsOf(
  name: string,
  value: Json,
  flat: FlatSchema | undefined,
  isRoot = false,
): string {
  const { xml = {} } = flat ?? {};
  if (!Array.isArray(value)) return element(xml, name, value, flat);
  const items = (value as readonly Json[]).map((item, index) => {
    const itemSchema = schemaFor(item, flat && itemSchemas(flat, index));
    const itemName = isRoot ? (nameOfSchema(itemSchema) ?? 'item') : name;
    return elementsOf(itemName, item, itemSchema);
  });
  // the name of a list is that of its wrapper; its elements have their own
  if (!xml.wrapped && !isRoot) return items.join('');
  return tagged(xml, xml.name ?? name, namespaceOf(xml), items.join(''));
}

function element(xml: Xml, name: string, value: Json, flat: FlatSchema | undefined): string {
  const own = xml.name ?? name;
  if (!isObject(value))
    return tagged(xml, own, namespaceOf(xml), value === null ? '' : escaped(textOf(value)));
  let attributes = namespaceOf(xml);
  let content = '';
  for (const [memberName, member] of Object.entries(value) as [string, Json][]) {
    const schema = schemaFor(member, flat && memberSchemas(flat, memberName));
    const { attribute, name: written = memberName, prefix } = schema?.xml ?? {};
    if (attribute && (typeof member !== 'object' || member === null))
      attributes += ` ${qualified(written, prefix)}="${escaped(textOf(member ?? ''))}"`;
    else content += elementsOf(memberName, member, schema);
  }
  return tagged(xml, own, attributes, content);
}

const tagged = ({ prefix }: Xml, name: string, attributes: string, content: string): string => {
  const tag = qualified(name, prefix);
  return content === '' ? `<${tag}${attributes}/>` : `<${tag}${attributes}>${content}</${tag}>`;
};

const namespaceOf = ({ namespace, prefix }: Xml): string => {
  if (namespace === undefined) return '';
  return ` xmlns${prefix ? `:${xmlName(prefix)}` : ''}="${escaped(namespace)}"`;
};

const qualified = (name: string, prefix: string | undefined): string =>
  prefix ? `${xmlName(prefix)}:${xmlName(name)}` : xmlName(name);

/** A name that XML allows; a name may have a prefix. @see https://www.w3.org/TR/xml/#NT-Name */
const xmlName = (name: string): string =>
  name.replaceAll(/[^\p{L}\p{N}_.:-]/gu, '_').replace(/^(?![\p{L}_])/u, '_');

const entities: { readonly [character: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** A text without the characters that XML gives a meaning, or does not have. */
const escaped = (text: string): string =>
  text
    .toWellFormed()
    // XML 1.0 has none of these
    .replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '\uFFFD')
    .replaceAll(/[&<>"]/g, (character) => entities[character]!);
