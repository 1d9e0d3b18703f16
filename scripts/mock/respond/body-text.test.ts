import { expect, test } from 'vitest';
import { jsonBody } from '../../../conformance/testing.ts';
import { ask, startWith } from '../testing.ts';

const node = {
  type: 'object',
  required: ['name'],
  properties: { name: { type: 'string' }, next: { $ref: '#/components/schemas/Node' } },
};
const json = (schema: unknown) => ({ 'application/json': { schema } });
const made: { why: string; content: object; type: string; text: string }[] = [
  {
    why: 'a recursive schema',
    content: json({ $ref: '#/components/schemas/Node' }),
    type: 'application/json',
    text: '{"name":"value"}',
  },
  {
    why: 'an array of a recursive schema',
    content: json({ type: 'array', minItems: 2, items: { $ref: '#/components/schemas/Node' } }),
    type: 'application/json',
    text: '[{"name":"value"},{"name":"value"}]',
  },
  { why: 'the schema true', content: json(true), type: 'application/json', text: 'true' },
  { why: 'no schema', content: { 'application/json': {} }, type: 'application/json', text: '{}' },
  { why: 'text without a schema', content: { 'text/csv': {} }, type: 'text/csv', text: '' },
  {
    why: 'a range of text types',
    content: { 'text/*': { schema: { type: 'string' }, example: 'hello' } },
    type: 'text/plain',
    text: 'hello',
  },
  {
    why: 'a range of application types',
    content: { 'application/*': { example: 'hello' } },
    type: 'application/json',
    text: '"hello"',
  },
  { why: 'a range of image types', content: { 'image/*': {} }, type: 'image/png', text: '' },
  {
    why: 'any media type',
    content: { '*/*': { example: { a: 1 } } },
    type: 'application/json',
    text: '{"a":1}',
  },
];
for (const { why, content, type, text } of made) {
  test(`a response has a concrete type and a valid body: ${why}`, async () => {
    await using other = await startWith(
      { things: { '/things': { get: { responses: { 200: { description: '', content } } } } } },
      {},
      { components: { schemas: { Node: node } } },
    );
    const got = await ask(other.url, { path: '/things' }, 'GET');
    expect({ status: got.status, type: got.headers['content-type'], text: got.text }).toEqual({
      status: 200,
      type,
      text,
    });
  });
}

const accepts: { accept: string | undefined; type: string; text: string }[] = [
  { accept: undefined, type: 'application/json', text: '{"a":1}' },
  { accept: 'text/plain', type: 'text/plain', text: 'a is 1' },
  { accept: 'text/plain;q=0.5, application/json', type: 'application/json', text: '{"a":1}' },
  { accept: '*/*', type: 'application/json', text: '{"a":1}' },
  { accept: 'image/png', type: 'application/json', text: '{"a":1}' },
  { accept: 'no type; at=all,,', type: 'application/json', text: '{"a":1}' },
];
for (const { accept, type, text } of accepts) {
  test(`Accept selects one of several documented types: ${accept}`, async () => {
    const content = {
      'application/json': { example: { a: 1 } },
      'text/plain': { example: 'a is 1' },
    };
    await using other = await startWith({
      things: { '/things': { get: { responses: { 200: { description: '', content } } } } },
    });
    const got = await ask(
      other.url,
      { path: '/things', headers: accept === undefined ? {} : { Accept: accept } },
      'GET',
    );
    expect({ status: got.status, type: got.headers['content-type'], text: got.text }).toEqual({
      status: 200,
      type,
      text,
    });
  });
}

test('the mock serves descriptions that Prism itself cannot read', async () => {
  const schemas = { Thing: { $anchor: 'thing', type: 'object' } };
  const responses = { 200: { $ref: '#/components/responses/Done' } };
  const paths = {
    '/things': { post: { requestBody: jsonBody({ $ref: '#thing' }), responses }, patch: null },
  };
  const Done = {
    description: '',
    headers: { 'X-Kind': { $ref: '#/components/headers/Kind' } },
    ...jsonBody({ $ref: '#thing' }, { examples: { one: { $ref: '#/components/examples/One' } } }),
  };
  const components = {
    schemas,
    responses: { Done },
    headers: { Kind: { schema: { type: 'string' }, example: 'plain' } },
    examples: { One: { value: { a: 1 } } },
  };
  await using other = await startWith({ things: paths }, {}, { components });
  expect(await ask(other.url, { path: '/things' })).toMatchObject({
    status: 200,
    json: { a: 1 },
    headers: { 'x-kind': 'plain' },
  });
  expect(
    await ask(other.url, {
      path: '/things',
      headers: { 'Content-Type': 'application/json' },
      body: '1',
    }),
  ).toMatchObject({ status: 400, text: expect.stringContaining('must be object') });
});
