import { expect, test } from 'vitest';
import { operationOf } from '../../../testing.ts';
import type { MediaType } from '../../contract/model.ts';
import type { Json } from '../../json.ts';
import { violationsOf, writerOf } from '../codecs.ts';

const mediaOf = (name: string, schema: unknown = true, components: object = {}): MediaType =>
  operationOf(
    { responses: { 200: { description: '', content: { [name]: { schema } } } } },
    { components },
  ).responses[0]!.content[0]!;
const written = (media: MediaType, value: Json) =>
  Buffer.from(writerOf(media.name)!.encode(value, media).bytes).toString();

const head = '<?xml version="1.0" encoding="UTF-8"?>\n';
const text = { type: 'string' };
const xml: { why: string; schema: unknown; value: Json; text: string }[] = [
  {
    why: 'names of the root and of members',
    schema: { xml: { name: 'thing' }, properties: { a: { ...text, xml: { name: 'b' } } } },
    value: { a: 'x' },
    text: '<thing><b>x</b></thing>',
  },
  {
    why: 'the name of its schema',
    schema: { $ref: '#/components/schemas/Pet' },
    value: { id: 1 },
    text: '<Pet><id>1</id></Pet>',
  },
  {
    why: 'a list of schemas with a name',
    schema: { type: 'array', items: { $ref: '#/components/schemas/Pet' } },
    value: [{ id: 1 }, { id: 2 }],
    text: '<root><Pet><id>1</id></Pet><Pet><id>2</id></Pet></root>',
  },
  {
    why: 'an attribute',
    schema: { properties: { id: { type: 'integer', xml: { attribute: true } }, n: text } },
    value: { id: 1, n: '' },
    text: '<root id="1"><n/></root>',
  },
  {
    why: 'a namespace and a prefix',
    schema: {
      xml: { namespace: 'http://a/b', prefix: 's' },
      properties: { a: { ...text, xml: { prefix: 's' } }, b: { ...text, xml: { namespace: 'c' } } },
    },
    value: { a: 'x', b: 'y' },
    text: '<s:root xmlns:s="http://a/b"><s:a>x</s:a><b xmlns="c">y</b></s:root>',
  },
  {
    why: 'a list that is not wrapped',
    schema: { properties: { a: { type: 'array', items: { ...text, xml: { name: 'item' } } } } },
    value: { a: ['x', 'y'] },
    text: '<root><item>x</item><item>y</item></root>',
  },
  {
    why: 'a list that is wrapped, with the names of both',
    schema: {
      properties: {
        a: { type: 'array', xml: { wrapped: true, name: 'all' }, items: { xml: { name: 'one' } } },
      },
    },
    value: { a: ['x', 'y'] },
    text: '<root><all><one>x</one><one>y</one></all></root>',
  },
  {
    why: 'a list that is wrapped, with the name of its member',
    schema: { properties: { a: { type: 'array', xml: { wrapped: true } } } },
    value: { a: [1] },
    text: '<root><a><a>1</a></a></root>',
  },
  {
    why: 'a schema of an allOf',
    schema: {
      allOf: [{ xml: { name: 'base' }, properties: { a: text } }, { properties: { b: text } }],
    },
    value: { a: 'x', b: 'y' },
    text: '<base><a>x</a><b>y</b></base>',
  },
  {
    why: 'no schema, other characters, and what XML has not',
    schema: true,
    value: { 'a b': '<&">\u0001é', '1': null, c: true, constructor: { d: 1.5 } },
    text: '<root><_1/><a_b>&lt;&amp;&quot;&gt;\uFFFDé</a_b><c>true</c><constructor><d>1.5</d></constructor></root>',
  },
];
for (const { why, schema, value, text: expected } of xml)
  test(`XML has ${why}`, () => {
    const components = { schemas: { Pet: { properties: { id: { type: 'integer' } } } } };
    expect(written(mediaOf('application/xml', schema, components), value)).toBe(head + expected);
  });

const others: { type: string; value: Json; text: string }[] = [
  {
    type: 'text/csv',
    value: [
      { a: 'x', b: 1 },
      { b: 'y,"z"', c: [1] },
    ],
    text: 'a,b,c\r\nx,1,\r\n,"y,""z""",[1]\r\n',
  },
  {
    type: 'text/csv; header=absent',
    value: [
      [1, 'a\nb'],
      [null, true],
    ],
    text: '1,"a\nb"\r\n,true\r\n',
  },
  { type: 'text/tab-separated-values', value: { a: 1, b: 2 }, text: 'a\tb\r\n1\t2\r\n' },
  { type: 'text/csv', value: 'a,b', text: 'a,b' },
  { type: 'text/csv', value: [], text: '' },
  {
    type: 'text/event-stream',
    value: { event: 'e', data: { a: 1 } },
    text: 'event: e\ndata: {"a":1}\n\n',
  },
  {
    type: 'text/event-stream',
    value: [{ a: 1 }, 'x\ny'],
    text: 'data: {"a":1}\n\ndata: x\ndata: y\n\n',
  },
  { type: 'text/event-stream', value: ': ping\n\n', text: ': ping\n\n' },
  { type: 'text/event-stream', value: 'hello', text: 'data: hello\n\n' },
  { type: 'application/jsonl', value: [{ n: 1 }, 'x'], text: '{"n":1}\n"x"\n' },
  { type: 'application/x-ndjson', value: '{"n":1}\n{"n":2}\n', text: '{"n":1}\n{"n":2}\n' },
  { type: 'application/stream+json', value: { n: 1 }, text: '{"n":1}\n' },
  { type: 'application/json-seq', value: [1, 2], text: '\u001e1\n\u001e2\n' },
  { type: 'application/geo+json-seq', value: { n: 1 }, text: '\u001e{"n":1}\n' },
  { type: 'application/yaml', value: { a: ['b'] }, text: 'a:\n  - b\n' },
  { type: 'application/vnd.oai.openapi+yaml', value: 'a: 1', text: 'a: 1' },
  { type: 'text/plain', value: { a: 1 }, text: '{"a":1}' },
];
for (const { type, value, text: expected } of others)
  test(`${JSON.stringify(value)} as ${type}`, () =>
    expect(written(mediaOf(type), value)).toBe(expected));

const read: {
  type: string;
  schema: unknown;
  body: string;
  broken: readonly string[] | undefined;
}[] = [
  { type: 'application/jsonl', schema: { type: 'object' }, body: '{}\n\n{}\r\n', broken: [] },
  { type: 'application/jsonl', schema: { type: 'object' }, body: '{}\n1', broken: ['/1'] },
  {
    type: 'application/jsonl',
    schema: { type: 'array', maxItems: 1 },
    body: '{}\n1',
    broken: [''],
  },
  { type: 'application/jsonl', schema: { type: 'object' }, body: '', broken: [] },
  { type: 'application/jsonl', schema: {}, body: '{', broken: undefined },
  {
    type: 'application/json-seq',
    schema: { type: 'integer' },
    body: '\u001e1\n\u001e"x"\n\u001e{"cut',
    broken: ['/1'],
  },
  { type: 'application/json-seq', schema: {}, body: '1\n', broken: undefined },
  { type: 'application/yaml', schema: { type: 'object' }, body: 'a: 1', broken: [] },
  { type: 'text/x-yaml', schema: { type: 'object' }, body: '- 1', broken: [''] },
  { type: 'application/yaml', schema: {}, body: 'a: [', broken: undefined },
  { type: 'application/yaml', schema: {}, body: '&a [*a]', broken: undefined },
];
for (const { type, schema, body, broken } of read)
  test(`${JSON.stringify(body)} read as ${type} with the schema ${JSON.stringify(schema)}`, () => {
    const media = mediaOf(type, schema);
    const decoded = writerOf(type)!.decode!(Buffer.from(body), type, media);
    const violations =
      decoded && 'value' in decoded
        ? violationsOf(media, type, decoded.value).map(({ pointer }) => pointer)
        : undefined;
    expect(violations).toEqual(broken);
  });
