import { expect, test } from 'vitest';
import { description } from '../../../conformance/testing.ts';
import { brokenLinks, siteOf, textIn } from '../testing.ts';

const text = { type: 'string' };
const Cat = { type: 'object', properties: { kind: text } };
const members = {
  nothing: { const: null },
  unlike: { not: { type: 'string', pattern: '^x' } },
  condition: {
    ...{ type: 'object', if: { properties: { k: { const: 1 } } } },
    then: { required: ['v'] },
    else: { properties: { v: { maxLength: 2 } } },
  },
  dependent: { type: 'object', dependentRequired: { c: ['b', 'd'] } },
  tuple: { prefixItems: [text, { type: 'integer', minimum: 3 }], items: false },
  some: { type: 'array', contains: { const: 'x' } },
  names: { type: 'object', propertyNames: { maxLength: 7 } },
  media: { type: 'string', contentMediaType: 'application/json', contentSchema: Cat },
  either: { anyOf: [text, { type: 'integer', maximum: 9 }] },
  optional: { anyOf: [{ type: 'string', maxLength: 5 }, { type: 'null' }] },
  object: { type: 'object', example: { q: 3 } },
  more: { type: 'string', externalDocs: { url: 'https://example.com/m', description: 'More' } },
  rest: { type: 'object', unevaluatedProperties: { type: 'integer' } },
  pet: {
    oneOf: [{ $ref: '#/components/schemas/Cat' }, { type: 'object', properties: { a: text } }],
    discriminator: { propertyName: 'kind', mapping: { cat: '#/components/schemas/Cat' } },
  },
};
const parameter = (name: string, more: object, schema: object = text) => ({
  ...{ name, in: 'query', schema, ...more },
});
const list = { type: 'array', items: text };
const foreign = description(
  {
    '/things': {
      description: 'Said of the path.',
      put: {
        operationId: 'putThing',
        tags: ['Things'],
        externalDocs: { url: 'https://example.com/put' },
        parameters: [
          parameter('old', { deprecated: true, example: 'seven' }),
          parameter('piped', { style: 'pipeDelimited', explode: false }, list),
          parameter('listed', {}, list),
          parameter('deep', { style: 'deepObject', explode: true }, { type: 'object' }),
          parameter('flag', { allowEmptyValue: true }),
          { name: 'json', in: 'query', content: { 'application/json': { schema: Cat } } },
          parameter('named', {
            examples: {
              one: { value: 1, summary: 'The first' },
              far: { externalValue: 'https://example.com/far.txt' },
              odd: { externalValue: 'javascript:alert(1)' },
            },
          }),
        ],
        requestBody: {
          content: {
            'multipart/form-data': {
              schema: { type: 'object', properties: { file: text } },
              encoding: { file: { contentType: 'image/png' } },
            },
            'application/json': {
              examples: { far: { externalValue: 'https://example.com/thing.json' } },
            },
          },
        },
        responses: {
          200: {
            description: 'Put.',
            headers: { 'X-Left': { deprecated: true, example: 5, schema: { type: 'integer' } } },
            content: { 'application/json': { schema: { $ref: '#/components/schemas/All' } } },
            links: { again: { operationId: 'putThing', parameters: { id: '$response.body#/id' } } },
          },
        },
      },
    },
  },
  {
    tags: [{ name: 'Things', externalDocs: { url: 'https://example.com/tag' } }],
    components: {
      schemas: {
        Cat,
        All: { type: 'object', required: ['unsaid'], properties: members },
        Many: { enum: Array.from({ length: 50 }, (_, index) => `v${index}`) },
      },
    },
  },
);

const said: readonly (readonly [page: string, text: string])[] = [
  ...[
    '- `nothing` null: always `null`',
    '  - `must not be` string: matches `^x`',
    '  - `if it is` any value\n    - `k` number: always `1`'.replace('any value', 'object'),
    '  - `then it is` any value\n    - `v` any value (required)',
    '    - `v` any value: at most 2 characters',
    '- `dependent` object: where `c` is, `b`, `d` must be, too',
    '- `tuple` array: no other elements\n  - `element 1` string\n  - `element 2` integer: at least 3',
    '  - `some element` string: always `"x"`',
    '  - `each name of a member` any value: at most 7 characters',
    '- `media` string: holds `application/json`\n  - `the decoded content` object',
    '  - `alternative 2` integer: at most 9',
    '- `optional` string (may be null): at most 5 characters',
    '- `object` object: such as `{"q":3}`',
    'See also [More](<https://example.com/m>)',
    '- `rest` object\n  - `other members` integer',
    '`kind` says which alternative it is: `"cat"` → `Cat`; one of these',
    '- `unsaid` any value (required)',
  ].map((each) => ['schemas/All', each] as const),
  ['schemas/Many', '`"v49"`'],
  ['tags/Things', 'See also [https://example.com/tag]'],
  ...[
    'Said of the path.',
    'See also [https://example.com/put](<https://example.com/put>)',
    '- `old` string (deprecated): such as `"seven"`',
    '`piped` array of string: written as `piped=a|b`',
    '`listed` array of string: written as `listed=a&listed=b`',
    '`deep` object: written as `deep[member]=value`',
    '`flag` string: may stand without a value',
    '`json` object: written as `application/json`',
    'such as `1` (The first), [https://example.com/far.txt](<https://example.com/far.txt>), javascript:alert(1)',
    '`file` string: written as `image/png`',
    '[https://example.com/thing.json](<https://example.com/thing.json>)',
    '`X-Left` integer (deprecated): such as `5`',
    '- [putThing](<putThing.md>): `id` = `$response.body#/id`',
  ].map((each) => ['operations/putThing', each] as const),
];
test.each(said)('what others describe is on the page: %s: %s', async (page, expected) =>
  expect(textIn(await siteOf(foreign), `things/${page}.md`)).toContain(expected),
);

test('no link of it is broken', async () => expect(brokenLinks(await siteOf(foreign))).toEqual([]));
