import type { Json, Shape, Source } from '../model.ts';

/** Which members of an object to make. */
export type Extent = 'required' | 'all';

/** How long a text or a list is made, whatever its schema demands: a longer one could not be sent anyway. */
const maximumSize = 1_000_000;

/** How deep optional members are followed. */
const maximumDepth = 8;

/**
 * An instance of a shape: a documented example where there is one, else the plainest value of its first type.
 * It may be invalid where a keyword is not understood; the plan proves every request before it is sent.
 * @param above the schemas that it stands in: one that contains itself is made once
 */
export function instanceOf(shape: Shape, extent: Extent, above: readonly Source[] = []): Json {
  const isObject = shape.types.includes('object') && shape.properties.size > 0;
  const [example] = shape.examples;
  if (example !== undefined && !isObject) return example;
  if (shape.enum?.[0] !== undefined) return shape.enum[0];
  // what needs itself without end can only be ended by null
  if (above.includes(shape.source)) return null;
  const type = isObject ? 'object' : (shape.types.find((candidate) => candidate !== 'null') ?? 'null');
  switch (type) {
    case 'null': return null;
    case 'boolean': return true;
    case 'integer': return integerOf(shape);
    case 'number': return shape.minimum ?? Math.min(1.5, shape.maximum ?? 1.5);
    case 'string': return stringOf(shape);
    case 'array': return arrayOf(shape, extent, [...above, shape.source]);
    case 'object': return objectOf(shape, extent, [...above, shape.source]);
  }
}

function integerOf({ types, minimum, maximum }: Shape): number {
  // `+ 0` because the nearest integer to -0.5 is -0, which JSON does not have
  const whole = Math.ceil(minimum ?? Math.floor(Math.min(1, maximum ?? 1))) + 0;
  return types.includes('number') && whole > (maximum ?? whole) ? minimum! : whole;
}

function arrayOf(shape: Shape, extent: Extent, above: readonly Source[]): Json {
  const item = shape.items?.();
  if (!item) return [];
  return Array.from({ length: Math.min(shape.minItems ?? (above.length <= maximumDepth && !above.includes(item.source) ? 1 : 0), maximumSize / 100) }, () => instanceOf(item, extent, above));
}

function objectOf(shape: Shape, extent: Extent, above: readonly Source[]): Json {
  const members: { [name: string]: Json } = {};
  for (const [name, property] of shape.properties) {
    const member = property();
    const isWanted = extent === 'all' && above.length <= maximumDepth && !above.includes(member.source);
    if (shape.required.includes(name) || isWanted) members[name] = instanceOf(member, extent, above);
  }
  for (const name of shape.required) if (!Object.hasOwn(members, name)) members[name] = 'value';
  return members;
}

/** One value of each format of JSON Schema 2020-12. @see https://json-schema.org/draft/2020-12/json-schema-validation#section-7.3 */
const formatted = new Map(Object.entries({
  'date-time': '2024-02-29T23:59:59.123Z',
  date: '2024-02-29',
  time: '23:59:59Z',
  duration: 'P1DT2H',
  email: 'ada@example.com',
  'idn-email': 'ada@example.com',
  hostname: 'api.example.com',
  'idn-hostname': 'api.example.com',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
  uri: 'https://example.com/a?b=c',
  'uri-reference': '/a?b=c',
  iri: 'https://example.com/a?b=c',
  'iri-reference': '/a?b=c',
  'uri-template': '/a/{b}',
  uuid: '5f0f2a4e-6c0b-4f0e-9a55-0d9a3d3b7f10',
  'json-pointer': '/a/0',
  'relative-json-pointer': '1/a',
  regex: '^a+$',
  byte: 'dmFsdWU=',
}));

const stringOf = ({ format, minLength = 0, maxLength }: Shape): string => formatted.get(format ?? '') ?? stretch('value', Math.max(minLength, Math.min(5, maxLength ?? 5)));

/** A text of exactly so many code points, made from another by repeating or cutting it. */
export function stretch(text: string, length: number): string {
  const points = [...(text === '' ? 'x' : text)];
  const wanted = Math.min(length, maximumSize);
  return points.join('').repeat(Math.floor(wanted / points.length)) + points.slice(0, wanted % points.length).join('');
}
