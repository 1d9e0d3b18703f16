import { expect, test } from 'vitest';
import type { WireRequest } from './messages.ts';
import { jsonBody, operationOf } from '../../testing.ts';
import { encode } from './encode-request.ts';
import { headerOf, readRequest } from './read-request.ts';

const text = { type: 'string' };
const operation = operationOf(
  {
    parameters: [
      { name: 'id', in: 'path', required: true, schema: { type: 'integer' } },
      { name: 'tags', in: 'query', schema: { type: 'array', items: { ...text, maxLength: 3 } } },
      { name: 'q', in: 'query', schema: text },
      { name: 'X-Trace', in: 'header', required: true, schema: text },
      { name: 'sid', in: 'cookie', schema: text },
    ],
    requestBody: {
      required: true,
      ...jsonBody({ type: 'object', required: ['a'], properties: { a: text, b: text } }),
    },
  },
  {},
  '/things/{id}',
);
const good: WireRequest = {
  method: 'POST',
  path: '/things/7',
  headers: [
    ['X-Trace', 't'],
    ['Content-Type', 'application/json'],
  ],
  body: Buffer.from('{"a":"x"}'),
};
const header = (name: string, value?: string): Pick<WireRequest, 'headers'> => ({
  headers: [
    ...good.headers.filter(([other]) => other.toLowerCase() !== name.toLowerCase()),
    ...(value === undefined ? [] : [[name, value] as const]),
  ],
});
const body = (content: string | Uint8Array): Pick<WireRequest, 'body'> => ({
  body: Buffer.from(content),
});

const requests: readonly { change: Partial<WireRequest>; found: readonly string[]; why: string }[] =
  [
    { change: {}, found: [], why: 'nothing is wrong' },
    { change: { path: '/things/7?tags=a&tags=b&q=x' }, found: [], why: 'optional parameters' },
    { change: { path: '/things/7?unknown=1' }, found: [], why: 'an unknown query parameter' },
    {
      change: { path: '/things/7?q=what?&tags=toolong' },
      found: ['query/tags/0 maxLength'],
      why: 'a question mark in the query does not end it',
    },
    { change: { path: '/things/seven' }, found: ['path/id type'], why: 'a path parameter' },
    { change: { path: '/others/7' }, found: ['path/id required'], why: 'another path' },
    { change: header('x-trace', 't'), found: [], why: 'a header name in another letter case' },
    { change: header('X-Trace', ''), found: [], why: 'an empty header field is there' },
    {
      change: header('X-Trace'),
      found: ['header/X-Trace required'],
      why: 'a header field is missing',
    },
    {
      change: header('Content-Type', 'Application/JSON; charset=utf-8'),
      found: [],
      why: 'a media type in another letter case, with a parameter',
    },
    {
      change: header('Content-Type', 'text/plain'),
      found: ['media-type content'],
      why: 'another media type',
    },
    { change: body('{"a":1,"b":2}'), found: ['body/a type', 'body/b type'], why: 'two rules' },
    { change: body('{}'), found: ['body/a required'], why: 'a member is missing' },
    { change: body(''), found: ['body required'], why: 'an empty body is none' },
    { change: body('{"a":"x",}'), found: ['body malformed'], why: 'a trailing comma' },
    {
      change: body(Buffer.concat([Buffer.from('{"a":"'), Buffer.from([0xff]), Buffer.from('"}')])),
      found: ['body malformed'],
      why: 'no UTF-8',
    },
    { change: body('null'), found: ['body type'], why: 'null is a body' },
  ];
for (const { change, found, why } of requests) {
  test(why, () => {
    const { violations } = readRequest(operation, { ...good, ...change });
    expect(
      violations.map(({ in: place, pointer, keyword }) => `${place}${pointer} ${keyword}`),
    ).toEqual(found);
  });
}

test('reads what was sent', () => {
  const { parameters, body: read } = readRequest(operation, {
    ...good,
    path: '/things/7?tags=a&tags=b&q=x%20y',
    ...header('Cookie', 'other=1; sid=s%20t'),
  });
  expect(parameters).toEqual({
    path: { id: 7 },
    query: { tags: ['a', 'b'], q: 'x y' },
    header: { 'X-Trace': 't' },
    cookie: { sid: 's t' },
  });
  expect(read).toEqual({ a: 'x' });
});

test('reads back what encode wrote', () => {
  const planned = {
    path: { id: -1 },
    query: { tags: ['a,', '&'], q: '?=%' },
    header: { 'X-Trace': 'a b' },
    cookie: { sid: 'a; b=c' },
  };
  const wire = encode(operation, {
    parameters: planned,
    body: { mediaType: 'application/json', documented: 'application/json', value: { a: '😀' } },
    credentials: 'good',
  });
  expect(readRequest(operation, wire)).toEqual({
    parameters: planned,
    body: { a: '😀' },
    violations: [],
    doubts: [],
  });
  expect(wire.method).toBe('POST');
});

for (const { node, request, found, why } of [
  {
    node: {},
    request: body('anything'),
    found: [],
    why: 'an operation without a body does not mind one',
  },
  {
    node: { requestBody: jsonBody({}) },
    request: {},
    found: [],
    why: 'an optional body may be missing',
  },
  {
    node: { requestBody: jsonBody({}) },
    request: { ...body('{'), headers: good.headers },
    found: ['malformed'],
    why: 'an optional body that is sent is judged',
  },
  {
    node: { requestBody: jsonBody(true) },
    request: { ...body('7'), headers: good.headers },
    found: [],
    why: 'a schema that allows everything',
  },
  {
    node: { requestBody: { content: { 'application/json': {}, 'text/plain': {} } } },
    request: { ...body('not JSON'), headers: [['Content-Type', 'text/plain']] as const },
    found: [],
    why: 'a documented body that is no JSON is not read as JSON',
  },
  {
    node: { requestBody: { content: { '*/*': { schema: { type: 'object' } } } } },
    request: { ...body('not JSON'), headers: [['Content-Type', 'application/xml']] as const },
    found: [],
    why: 'what can not be read breaks no rule, under a range',
  },
  {
    node: { requestBody: { content: { '*/*': { schema: { type: 'object' } } } } },
    request: { ...body('7'), headers: good.headers },
    found: ['type'],
    why: 'JSON under a range is judged',
  },
]) {
  test(why, () => {
    const { violations } = readRequest(operationOf(node), {
      method: 'POST',
      path: '/things',
      headers: [],
      ...request,
    });
    expect(violations.map(({ keyword }) => keyword)).toEqual(found);
  });
}

test('each violation names its line of the contract', () => {
  const { violations, doubts } = readRequest(operation, {
    ...good,
    headers: [],
    path: '/things/x',
  });
  expect(violations.map(({ source }) => source.pointer)).toEqual([
    '/paths/~1things~1{id}/post/parameters/0/schema/type',
    '/paths/~1things~1{id}/post/parameters/3/required',
  ]);
  expect(doubts.map(({ source }) => source.pointer)).toEqual([
    '/paths/~1things~1{id}/post/requestBody/content',
  ]);
});

test('a body without a Content-Type is read, and in doubt', () => {
  const read = (body: string) =>
    readRequest(operation, {
      ...good,
      headers: good.headers.slice(0, -1),
      body: Buffer.from(body),
    });
  const named = ({ in: part, keyword }: { in: string; keyword: string }) => `${part} ${keyword}`;
  const { violations, doubts } = read('{"b":2}');
  expect([violations.map(named), doubts.map(named)]).toEqual([
    ['body required', 'body type'],
    ['media-type content'],
  ]);
});

test('a header field is found in any letter case', () => {
  expect(headerOf(good, 'CONTENT-type')).toBe('application/json');
  expect(headerOf(good, 'Accept')).toBeUndefined();
});

test.each([
  ['blanks', ' \t'],
  ['nothing', ''],
])('a header field of %s is empty, and whether it is there is in doubt', (_, value) => {
  const { parameters, violations, doubts } = readRequest(operation, {
    ...good,
    ...header('X-Trace', value),
  });
  expect(parameters.header).toEqual({ 'X-Trace': '' });
  expect([violations, doubts.map(({ keyword }) => keyword)]).toEqual([[], ['empty']]);
});

test.each(['caf\u00e9', '\u00a0'])('recipients disagree about the header field "%s"', (value) => {
  const { violations, doubts } = readRequest(operation, { ...good, ...header('X-Trace', value) });
  expect([violations, doubts.map(({ keyword }) => keyword)]).toEqual([[], ['interoperable']]);
});

test('blanks round a header field are no part of it, blanks inside are', () => {
  const sent = readRequest(operation, { ...good, ...header('X-Trace', '\t a  b ') });
  expect(sent.parameters.header).toEqual({ 'X-Trace': 'a  b' });
  expect([sent.violations, sent.doubts]).toEqual([[], []]);
});
