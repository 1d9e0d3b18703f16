import { expect, test } from 'vitest';
import type { Json } from '../json.ts';
import { operationOf } from '../../testing.ts';
import { encode } from './encode-request.ts';
import { headerOf, readRequest } from './read-request.ts';

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
const bodyOf = (name: string, schema: unknown, value: Json, encoding?: object) =>
  Buffer.from(encode(operationWith(name, schema, encoding), plan(name, value)).body!).toString();

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
const whole = {
  s: 'a b',
  n: 1.5,
  i: -7,
  b: true,
  list: ['a', 'b,c'],
  numbers: [1],
  o: { a: 'x', n: 2 },
  objects: [{ a: 1 }, { b: [null] }],
  nothing: null,
};

for (const name of [form, parts]) {
  test(`${name}: every type comes back`, () => {
    const operation = operationWith(name, everything);
    const wire = encode(operation, plan(name, whole));
    expect(readRequest(operation, wire)).toMatchObject({ body: whole, violations: [] });
  });
  test(`${name}: odd texts come back, as values and as names`, () => {
    const operation = operationWith(name, {
      type: 'object',
      properties: { list: { type: 'array', items: text } },
      additionalProperties: text,
    });
    for (const one of odd) {
      for (const value of [
        { s: one },
        { list: [one, 'b'] },
        { list: [one] },
        ...(one === '' ? [] : [{ [one]: 'x', k: one }]),
      ]) {
        const wire = encode(operation, plan(name, value));
        expect(readRequest(operation, wire).body, JSON.stringify(value)).toEqual(value);
      }
    }
  });
  test(`${name}: branches of the schema`, () => {
    const operation = operationWith(name, {
      oneOf: [
        {
          type: 'object',
          required: ['kind', 'x'],
          properties: { kind: { const: 'a' }, x: { type: 'integer' } },
        },
        { type: 'object', required: ['kind', 'x'], properties: { kind: { const: 'b' }, x: text } },
      ],
    });
    for (const value of [
      { kind: 'a', x: 7 },
      { kind: 'b', x: '7' },
    ])
      expect(readRequest(operation, encode(operation, plan(name, value)))).toMatchObject({
        body: value,
        violations: [],
      });
  });
  test(`${name}: a value of the wrong type is text, for the schema to judge`, () => {
    const operation = operationWith(name, everything);
    const { violations } = readRequest(
      operation,
      encode(operation, plan(name, { ...whole, i: 'seven' })),
    );
    expect(violations.map(({ pointer, keyword }) => `${pointer} ${keyword}`)).toEqual(['/i type']);
  });
}

const forms: readonly {
  value: Json;
  encoding?: object;
  written: string;
  schema?: object;
  why: string;
}[] = [
  { value: { s: 'x y', t: '&=+' }, written: 's=x%20y&t=%26%3D%2B', why: 'texts' },
  { value: { list: ['a', 'b'] }, written: 'list=a&list=b', why: 'an array is repeated' },
  {
    value: { list: ['a', 'b,c'] },
    encoding: { list: { style: 'form', explode: false } },
    written: 'list=a,b%2Cc',
    why: 'unless its encoding says otherwise',
  },
  {
    value: { list: ['a', 'b'] },
    encoding: { list: { explode: true } },
    written: 'list=a&list=b',
    why: 'explode alone names a style',
  },
  {
    value: { list: ['a', 'b'] },
    encoding: { list: { style: 'pipeDelimited' } },
    written: 'list=a%7Cb',
    why: 'with bars',
  },
  {
    value: { o: { a: 'x', n: 2 } },
    written: 'o=%7B%22a%22%3A%22x%22%2C%22n%22%3A2%7D',
    why: 'an object is JSON',
  },
  {
    value: { o: { a: 'x', n: 2 } },
    encoding: { o: { style: 'deepObject', explode: true } },
    written: 'o%5Ba%5D=x&o%5Bn%5D=2',
    why: 'a deep object',
  },
  {
    value: { s: 'y', o: { a: 'x', n: 2 } },
    encoding: { o: { style: 'form' } },
    written: 's=y&a=x&n=2',
    why: 'an exploded object',
  },
  {
    value: { s: 'a' },
    encoding: { s: { contentType: 'application/json' } },
    written: 's=%22a%22',
    why: 'JSON where the encoding says so',
  },
  {
    value: { list: ['1', 'b'] },
    encoding: { list: { contentType: 'application/json' } },
    written: 'list=%221%22&list=%22b%22',
    why: 'each element as JSON',
  },
];
for (const { value, encoding, written, why } of forms) {
  test(`a form: ${why}`, () => {
    expect(bodyOf(form, everything, value, encoding)).toBe(written);
    const operation = operationWith(form, everything, encoding);
    expect(readRequest(operation, encode(operation, plan(form, value)))).toMatchObject({
      body: value,
      violations: [],
    });
  });
}

const partsWritten: readonly {
  value: Json;
  encoding?: object;
  written: string;
  schema?: object;
  why: string;
}[] = [
  {
    value: { s: 'a\r\nb' },
    written: '--B\r\nContent-Disposition: form-data; name="s"\r\n\r\na\r\nb\r\n--B--\r\n',
    why: 'a text',
  },
  {
    value: { o: { a: 'x' } },
    written:
      '--B\r\nContent-Disposition: form-data; name="o"\r\nContent-Type: application/json\r\n\r\n{"a":"x"}\r\n--B--\r\n',
    why: 'an object',
  },
  {
    value: { list: ['a', 'b'] },
    written:
      '--B\r\nContent-Disposition: form-data; name="list"\r\n\r\na\r\n--B\r\nContent-Disposition: form-data; name="list"\r\n\r\nb\r\n--B--\r\n',
    why: 'an array',
  },
  {
    value: { f: 'x' },
    schema: { type: 'object', properties: { f: { type: 'string', format: 'binary' } } },
    written:
      '--B\r\nContent-Disposition: form-data; name="f"; filename="f"\r\nContent-Type: application/octet-stream\r\n\r\nx\r\n--B--\r\n',
    why: 'a file',
  },
  {
    value: { s: 'x' },
    encoding: { s: { contentType: 'image/*, image/png' } },
    written:
      '--B\r\nContent-Disposition: form-data; name="s"; filename="s"\r\nContent-Type: image/png\r\n\r\nx\r\n--B--\r\n',
    why: 'a content type that the encoding names',
  },
  { value: {}, written: '--B--\r\n', why: 'no part' },
];
for (const { value, encoding, written, schema, why } of partsWritten) {
  test(`parts: ${why}`, () => {
    expect(bodyOf(parts, schema ?? everything, value, encoding)).toBe(
      written.replaceAll('B', 'part-of-the-body-0'),
    );
    const operation = operationWith(parts, schema ?? everything, encoding);
    const wire = encode(operation, plan(parts, value));
    expect(headerOf(wire, 'content-type')).toBe('multipart/form-data; boundary=part-of-the-body-0');
    expect(readRequest(operation, wire)).toMatchObject({ body: value, violations: [] });
  });
}

test('a boundary that is planned is kept', () => {
  const operation = operationWith(parts, everything);
  const wire = encode(
    operation,
    plan(parts, { s: 'a' }, 'multipart/form-data; boundary="of mine"'),
  );
  expect(headerOf(wire, 'content-type')).toBe('multipart/form-data; boundary="of mine"');
  expect(readRequest(operation, wire)).toMatchObject({ body: { s: 'a' }, violations: [] });
});

test('another method, no value, and bytes as they are', () => {
  const operation = operationWith('application/json', everything);
  const raw = new Uint8Array([0, 255]);
  const wire = encode(operation, {
    ...plan('application/json', {}),
    method: 'PUT',
    body: { documented: 'application/json', raw },
  });
  expect([wire.method, wire.body, headerOf(wire, 'content-type')]).toEqual(['PUT', raw, undefined]);
  expect(
    encode(operation, {
      ...plan('application/json', {}),
      body: { documented: 'application/json', mediaType: 'a/b' },
    }).body,
  ).toHaveLength(0);
});
