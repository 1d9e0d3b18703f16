import { expect, test } from 'vitest';
import type { MediaType } from '../contract/model.ts';
import type { Json } from '../json.ts';
import { operationOf } from '../../testing.ts';
import { codecOf } from './codecs.ts';
import { encode } from './encode-request.ts';
import { readRequest } from './read-request.ts';

const text = { type: 'string' };
const form = 'application/x-www-form-urlencoded';
const parts = 'multipart/form-data';
const operationWith = (name: string, schema: unknown, encoding?: object) =>
  operationOf({
    requestBody: {
      required: true,
      content: { [name]: { schema, ...(encoding ? { encoding } : {}) } },
    },
  });
const plan = (name: string, value: Json, sent = name) => ({
  parameters: { path: {}, query: {}, header: {}, cookie: {} },
  body: { mediaType: sent, documented: name, value },
  credentials: 'good' as const,
});
const odd = [
  '',
  ' ',
  '+',
  '%',
  '%20',
  '&',
  '=',
  'a=b&c',
  '"',
  "'",
  '\\',
  '\r\n',
  '\n',
  ';',
  '--',
  'ü',
  '😀',
  '1',
  'true',
  'null',
  '{}',
  '\u0000',
  '__proto__',
  '--part-of-the-body-0',
  '\r\n--part-of-the-body-0--\r\n',
  'x"; filename="y',
];
const everything = {
  type: 'object',
  properties: {
    s: text,
    n: { type: 'number' },
    i: { type: 'integer' },
    b: { type: 'boolean' },
    list: { type: 'array', items: text },
    numbers: { type: 'array', items: { type: 'integer' } },
    o: { type: 'object', properties: { a: text, n: { type: 'integer' } } },
    objects: { type: 'array', items: { type: 'object' } },
    nothing: { type: ['integer', 'null'] },
  },
};
const received: readonly {
  name?: string;
  sent?: string;
  body: string | Uint8Array;
  read: Json | 'malformed';
  why: string;
}[] = [
  {
    sent: 'multipart/form-data; boundary=B',
    body: 'preamble\r\n--B \r\ncontent-disposition: form-data; name=s\r\n\r\nx\r\n--B--\r\nepilogue',
    read: { s: 'x' },
    why: 'a preamble, an epilogue, a blank after the boundary, an unquoted name',
  },
  {
    sent: 'multipart/form-data; boundary=B',
    body: '--B\r\nContent-Disposition: form-data;\r\n name="s"; filename="a \\"b\\".txt"\r\nContent-Type: text/plain\r\n\r\n\r\n--B--',
    read: { s: '' },
    why: 'a folded field, a quoted file name, an empty part',
  },
  {
    sent: 'Multipart/Form-Data; BOUNDARY="a b"',
    body: '--a b\r\nContent-Disposition: form-data; name="s"\r\n\r\nx\r\n--a b--\r\n',
    read: { s: 'x' },
    why: 'a quoted boundary',
  },
  {
    sent: 'multipart/form-data; boundary=(.*)+?',
    body: '--(.*)+?\r\nContent-Disposition: form-data; name="s"\r\n\r\nx\r\n--(.*)+?--\r\n',
    read: { s: 'x' },
    why: 'a boundary with signs of regular expressions',
  },
  {
    sent: 'multipart/form-data; boundary=B',
    body: '--B\r\nContent-Disposition: form-data; name="s"\r\n\r\n--Bx\r\n\r\n--B--\r\n',
    read: { s: '--Bx\r\n' },
    why: 'what begins like a boundary',
  },
  {
    sent: 'multipart/form-data; boundary=B',
    body: Buffer.concat([
      Buffer.from('--B\r\nContent-Disposition: form-data; name="s"; filename="x"\r\n\r\n'),
      Buffer.from([0xff, 0]),
      Buffer.from('\r\n--B--\r\n'),
    ]),
    read: { s: '\xff\0' },
    why: 'a file of any bytes',
  },
  { sent: 'multipart/form-data', body: '--B--', read: 'malformed', why: 'no boundary' },
  {
    sent: 'multipart/form-data; boundary=B',
    body: '--B\r\nContent-Disposition: form-data; name="s"\r\n\r\nx\r\n',
    read: 'malformed',
    why: 'no final boundary',
  },
  { sent: 'multipart/form-data; boundary=B', body: 'x', read: 'malformed', why: 'no part at all' },
  {
    sent: 'multipart/form-data; boundary=B',
    body: '--B\r\nContent-Disposition: form-data\r\n\r\nx\r\n--B--',
    read: 'malformed',
    why: 'no name',
  },
  {
    sent: 'multipart/form-data; boundary=B',
    body: '--B\r\nx\r\n--B--',
    read: 'malformed',
    why: 'no header of a part',
  },
  {
    sent: 'multipart/form-data; boundary=B',
    body: '--B\r\nContent-Disposition: form-data; name="o"\r\nContent-Type: application/json\r\n\r\n{\r\n--B--',
    read: 'malformed',
    why: 'JSON that is none',
  },
  {
    name: form,
    body: 's=a+b&list=1&list=2&&i=7&nothing',
    read: { s: 'a b', list: ['1', '2'], i: 7, nothing: '' },
    why: 'plus signs and empty pairs',
  },
  { name: form, body: 's=100%&i=%31', read: { s: '100%', i: 1 }, why: 'stray percent signs' },
  { name: form, body: new Uint8Array([0x73, 0x3d, 0xff]), read: 'malformed', why: 'no UTF-8' },
  { name: 'text/plain', body: 'anything\n', read: 'anything\n', why: 'text' },
  {
    name: 'text/plain',
    sent: 'text/plain; charset="iso-8859-1"',
    body: new Uint8Array([0xe9]),
    read: 'é',
    why: 'text in its character set',
  },
  {
    name: 'text/plain',
    sent: 'text/plain; charset=nonsense',
    body: 'x',
    read: 'malformed',
    why: 'no character set',
  },
  {
    name: 'text/plain',
    body: new Uint8Array([0xff]),
    read: 'malformed',
    why: 'text that is no UTF-8',
  },
  { name: 'application/json', body: '{"s":"a","s":"b"}', read: { s: 'b' }, why: 'a member twice' },
];
for (const { name = parts, sent = name, body, read, why } of received) {
  test(`${name} as others send it: ${why}`, () => {
    const schema = name === 'text/plain' ? text : everything;
    const { body: value, violations } = readRequest(operationWith(name, schema), {
      method: 'POST',
      path: '/things',
      headers: [['Content-Type', sent]],
      body: Buffer.from(body),
    });
    if (read === 'malformed')
      expect(violations.map(({ keyword }) => keyword)).toEqual(['malformed']);
    else expect(value).toEqual(read);
  });
}

test('plain text is typed', () => {
  for (const [schema, value] of [
    [{ type: 'integer' }, 7],
    [text, '7'],
    [{ anyOf: [{ type: 'boolean' }, text] }, 'no'],
    [{ type: ['null', 'boolean'] }, null],
  ] as const) {
    const operation = operationWith('text/plain', schema);
    expect(readRequest(operation, encode(operation, plan('text/plain', value)))).toMatchObject({
      body: value,
      violations: [],
    });
  }
});

test('no bytes make a codec throw', () => {
  const media = {
    name: '',
    examples: [],
    echo: new Map(),
    encoding: new Map([
      ['a', { style: 'deepObject' }],
      ['b', { contentType: 'application/json' }],
    ]),
    source: { file: '', pointer: '' },
  } satisfies MediaType;
  for (const type of ['application/json', form, 'multipart/form-data; boundary=B', 'text/plain']) {
    for (const bytes of [
      ...odd,
      '--B',
      '--B--',
      '--B\r\n--B--',
      '--B\r\n\r\n\r\n--B--',
      'b={&a[=1',
      'a[x]=1&b=1&=',
      '\ud800',
    ])
      expect(() => codecOf(type)!.decode(Buffer.from(bytes), type, media)).not.toThrow();
  }
});

test('a media type that is none of these has no codec', () => {
  expect(codecOf('application/xml')).toBeUndefined();
});
