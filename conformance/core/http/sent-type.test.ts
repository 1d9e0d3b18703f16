import { expect, test } from 'vitest';
import { operationOf } from '../../testing.ts';
import { accepted, encode } from './encode-request.ts';
import { plainRequest } from '../instances/plain-request.ts';
import { headerOf } from './read-request.ts';
import { sendableBodies, sentTypeOf } from './sent-type.ts';

const object = { type: 'object', properties: { a: { type: 'string' } } };
const withContent = (content: object) => operationOf({ requestBody: { content } });

const ranges: { why: string; content: object; sent: string[] }[] = [
  {
    why: 'any type for an object',
    content: { '*/*': { schema: object } },
    sent: ['application/json'],
  },
  { why: 'a lone star', content: { '*': { schema: object } }, sent: ['application/json'] },
  {
    why: 'any type for a text',
    content: { '*/*': { schema: { type: 'string' } } },
    sent: ['text/plain'],
  },
  {
    why: 'any type of application',
    content: { 'application/*': { schema: object } },
    sent: ['application/json'],
  },
  {
    why: 'a suffix',
    content: { 'application/*+json': { schema: object } },
    sent: ['application/hal+json'],
  },
  {
    why: 'a suffix of a vendor',
    content: { 'application/vnd.*+json': { schema: object } },
    sent: ['application/vnd.example+json'],
  },
  {
    why: 'a range beside the type that would be sent for it',
    content: { '*/*': { schema: object }, 'application/json': { schema: object } },
    sent: ['application/json', 'application/hal+json'],
  },
  {
    why: 'images with an example',
    content: { 'image/*': { example: 'GIF89a' } },
    sent: ['image/png'],
  },
  { why: 'images without an example', content: { 'image/*': {} }, sent: [] },
  { why: 'any type, of which nothing is known', content: { '*/*': {} }, sent: [] },
  {
    why: 'a type of a vendor with objects',
    content: { 'application/vnd.github.object': { schema: object } },
    sent: ['application/vnd.github.object'],
  },
  {
    why: 'a format of its own whose schema is an object',
    content: { 'application/octet-stream': { schema: object } },
    sent: [],
  },
  {
    why: 'parts without a boundary',
    content: { 'multipart/mixed': { schema: object, example: '--a--' } },
    sent: [],
  },
];
for (const { why, content, sent } of ranges)
  test(`what is sent is no range: ${why}`, () => {
    const operation = withContent(content);
    const types = sendableBodies(operation).map(sentTypeOf);
    expect(types.toSorted()).toEqual(sent.toSorted());
    const request = encode(operation, plainRequest(operation));
    expect(headerOf(request, 'content-type')).toBe(types[0]);
  });

const examples: { why: string; name: string; media: object; text: string }[] = [
  { why: 'bytes', name: 'application/octet-stream', media: { example: 'abc' }, text: 'abc' },
  {
    why: 'XML as a text',
    name: 'text/xml',
    media: { schema: object, example: '<a/>' },
    text: '<a/>',
  },
  {
    why: 'XML as a value',
    name: 'application/soap+xml',
    media: { schema: object, example: { a: 'b' } },
    text: '<?xml version="1.0" encoding="UTF-8"?>\n<root><a>b</a></root>',
  },
  { why: 'YAML', name: 'application/yaml', media: { example: { a: 1 } }, text: 'a: 1\n' },
  { why: 'JSON lines', name: 'application/x-ndjson', media: { example: [1, 2] }, text: '1\n2\n' },
  {
    why: 'JSON of a vendor',
    name: 'application/vnd.x',
    media: { example: { a: 1 } },
    text: '{"a":1}',
  },
  {
    why: 'a form as a text',
    name: 'application/x-www-form-urlencoded',
    media: { schema: object, example: 'a=b+c' },
    text: 'a=b+c',
  },
];
for (const { why, name, media, text } of examples)
  test(`a documented example is sent: ${why}`, () => {
    const operation = withContent({ [name]: media });
    const { body } = encode(operation, plainRequest(operation));
    expect(Buffer.from(body!).toString()).toBe(text);
  });

test('Accept has the ranges of HTTP, and a type in place of any other', () => {
  const content = { 'text/*': {}, 'application/*+json': {}, '*/*': {}, 'a/b; v=1': {} };
  const operation = operationOf({ responses: { 200: { description: '', content } } });
  expect(accepted(operation)).toBe('text/*, application/hal+json, */*, a/b; v=1');
});

const pet = {
  type: 'object',
  required: ['id', 'name', 'tags'],
  xml: { name: 'pet', namespace: 'http://a/b', prefix: 'p' },
  properties: {
    id: { type: 'integer', const: 7, xml: { attribute: true } },
    name: { type: 'string', const: 'A & B', xml: { name: 'called' } },
    tags: {
      ...{ type: 'array', minItems: 2, maxItems: 2, xml: { wrapped: true } },
      items: { const: 'x', xml: { name: 'tag' } },
    },
  },
};
const components = { schemas: { Pet: { ...pet, xml: {} } } };
const head = '<?xml version="1.0" encoding="UTF-8"?>\n';
const inside = '<called>A &amp; B</called><tags><tag>x</tag><tag>x</tag></tags>';
const made: { why: string; schema: object; text: string }[] = [
  {
    why: 'a name, a namespace, an attribute and a wrapped list',
    schema: pet,
    text: `${head}<p:pet xmlns:p="http://a/b" id="7">${inside}</p:pet>`,
  },
  {
    why: 'the name of its schema',
    schema: { $ref: '#/components/schemas/Pet' },
    text: `${head}<Pet id="7">${inside}</Pet>`,
  },
];
for (const { why, schema, text } of made)
  test(`a body of XML is made from its schema: ${why}`, () => {
    const content = { 'application/xml': { schema } };
    const operation = operationOf({ requestBody: { required: true, content } }, { components });
    const { body } = encode(operation, plainRequest(operation));
    expect(Buffer.from(body!).toString()).toBe(text);
  });

test('no body of XML is made where nothing names its root, or where it is no object', () => {
  const list = { type: 'array', items: pet };
  for (const schema of [object, list, { xml: { name: 'a' } }, { oneOf: [pet, object] }])
    expect(sendableBodies(withContent({ 'application/xml': { schema } }))).toEqual([]);
  expect(sendableBodies(withContent({ 'application/xml': {} }))).toEqual([]);
});

test('in place of a broken example of XML, one is made', () => {
  const operation = withContent({ 'text/xml': { schema: pet, example: { id: 'seven' } } });
  const { body } = encode(operation, plainRequest(operation));
  expect(Buffer.from(body!).toString()).toContain(' id="7"');
});
