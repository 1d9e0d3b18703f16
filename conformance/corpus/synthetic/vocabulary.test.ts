import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { readDescription } from '../contract-server/description.ts';
import { fits } from '../contract-server/judge.ts';
import { isObject } from '../implementation/rules.ts';

const file = join(import.meta.dirname, 'openapi.yaml');
const root = parse(readFileSync(file, 'utf8'), { merge: true }) as { readonly paths: object };
const { operations } = readDescription(file);

/**
 * Every keyword of JSON Schema 2020-12, vocabulary by vocabulary.
 * @see https://json-schema.org/draft/2020-12/schema
 */
const keywords = {
  core: ['$ref', '$defs', '$comment'],
  applicator: [
    'prefixItems',
    'items',
    'contains',
    'additionalProperties',
    'properties',
    'patternProperties',
    'dependentSchemas',
    'propertyNames',
    'if',
    'then',
    'else',
    'allOf',
    'anyOf',
    'oneOf',
    'not',
  ],
  unevaluated: ['unevaluatedItems', 'unevaluatedProperties'],
  validation: [
    'type',
    'const',
    'enum',
    'multipleOf',
    'maximum',
    'exclusiveMaximum',
    'minimum',
    'exclusiveMinimum',
    'maxLength',
    'minLength',
    'pattern',
    'maxItems',
    'minItems',
    'uniqueItems',
    'maxContains',
    'minContains',
    'maxProperties',
    'minProperties',
    'required',
    'dependentRequired',
  ],
  'meta-data': [
    'title',
    'description',
    'default',
    'deprecated',
    'readOnly',
    'writeOnly',
    'examples',
  ],
  format: ['format'],
  content: ['contentEncoding', 'contentMediaType', 'contentSchema'],
  openapi: ['discriminator'],
};
/**
 * Keywords that identify schemas and assert nothing; `$dynamicRef` serves schemas that others
 * extend.
 */
const unused = ['$id', '$schema', '$anchor', '$vocabulary', '$dynamicRef', '$dynamicAnchor'];
const formats = ['date-time', 'date', 'time', 'uuid', 'uri', 'email', 'ipv4', 'ipv6', 'hostname'];

function* objectsIn(value: unknown): Iterable<{ readonly [name: string]: unknown }> {
  if (isObject(value)) yield value;
  if (typeof value === 'object' && value !== null)
    for (const inner of Object.values(value)) yield* objectsIn(inner);
}

const objects = [...objectsIn(root)];

for (const [vocabulary, names] of Object.entries(keywords)) {
  test.each(names)(`the description uses %s, of ${vocabulary}`, (name) =>
    expect(objects.some((object) => name in object)).toBe(true),
  );
}
test.each(unused)('the description does without %s', (name) =>
  expect(objects.some((object) => name in object)).toBe(false),
);
test.each(formats)('the description uses the format %s', (format) =>
  expect(objects.some((object) => object.format === format)).toBe(true),
);
test('the description uses every type, unions, and `false` schemas', () => {
  const types = new Set(objects.flatMap(({ type }) => [type].flat()));
  for (const type of ['null', 'boolean', 'integer', 'number', 'string', 'array', 'object'])
    expect(types).toContain(type);
  expect(objects.some(({ type }) => Array.isArray(type))).toBe(true);
  for (const keyword of [
    'items',
    'additionalProperties',
    'unevaluatedItems',
    'unevaluatedProperties',
  ])
    expect(objects.some((object) => object[keyword] === false)).toBe(true);
});

/**
 * Every style of a parameter, by location and type.
 * @see https://spec.openapis.org/oas/v3.1.1.html#style-values
 */
const styles: readonly string[] = [
  'path simple text',
  'path simple list',
  'path simple object',
  'path simple* object',
  'path label text',
  'path label* list',
  'path matrix text',
  'path matrix list',
  'path matrix* object',
  'query form* text',
  'query form* list',
  'query form list',
  'query form object',
  'query form* object',
  'query spaceDelimited list',
  'query pipeDelimited list',
  'query deepObject* object',
  'query content object',
  'header simple text',
  'header simple list',
  'header simple object',
  'header simple* object',
  'cookie form* text',
  'cookie form list',
];
const used = new Set(
  operations.flatMap(({ parameters }) =>
    parameters.map(({ in: place, style, explode, isJson, schema }) => {
      const type = isObject(schema) ? String(schema.type) : '';
      const kind = { array: 'list', object: 'object' }[type] ?? 'text';
      return isJson ? `${place} content ${kind}` : `${place} ${style}${explode ? '*' : ''} ${kind}`;
    }),
  ),
);
test.each(styles)('a parameter has the style %s', (style) => expect([...used]).toContain(style));

test('the description uses four media types and every kind of credentials', () => {
  expect(
    new Set(
      operations.flatMap(({ body }) => body?.content.map(({ mediaType }) => mediaType) ?? []),
    ),
  ).toEqual(
    new Set([
      'application/json',
      'application/x-www-form-urlencoded',
      'multipart/form-data',
      'text/plain',
    ]),
  );
  expect(
    new Set(
      operations.flatMap(({ security }) =>
        security.flat().map(({ type, in: place, scheme }) => `${type} ${place}${scheme}`),
      ),
    ),
  ).toEqual(
    new Set(['apiKey header', 'apiKey query', 'apiKey cookie', 'http bearer', 'http basic']),
  );
});

const examples = operations.flatMap(({ id, body, responses, parameters }) => [
  ...(body?.content ?? []).flatMap((content) =>
    [...content.examples].map(([name, value]) => ({
      name: `${id} request ${name}`,
      isValid: fits(content.schema, value, 'request'),
    })),
  ),
  ...responses.flatMap(({ status, content }) =>
    content.flatMap(({ schema, examples: named }) =>
      [...named].map(([name, value]) => ({
        name: `${id} ${status} ${name}`,
        isValid: fits(schema, value, 'response'),
      })),
    ),
  ),
  ...parameters.flatMap(({ name, example, schema }) =>
    example === undefined
      ? []
      : [{ name: `${id} ${name}`, isValid: fits(schema, example, 'request') }],
  ),
]);

test('every example is valid', () => {
  expect(examples.length).toBeGreaterThan(0);
  expect(examples.filter(({ isValid }) => !isValid)).toEqual([]);
});
