import { expect, test } from 'vitest';
import { operationOf } from '../../testing.ts';
import type { Operation } from '../contract/model.ts';
import { unwritable } from './allowed-request.ts';
import { encode } from './encode-request.ts';
import type { PlannedRequest } from './planned-request.ts';
import { readRequest } from './read-request.ts';

const text = { type: 'string' };
const filter = {
  type: 'object',
  required: ['kind', 'range'],
  properties: {
    kind: { ...text, enum: ['x', 'y'] },
    size: { type: 'integer' },
    range: { type: 'object', properties: { from: { type: 'integer' } } },
    tags: { type: 'array', items: text },
  },
};
const empty = { in: 'query', allowEmptyValue: true };
const operation = operationOf({
  parameters: [
    { ...empty, name: 'n', schema: { type: 'integer', minimum: 3 } },
    { ...empty, name: 'q', required: true, schema: text },
    { ...empty, name: 'list', schema: { type: 'array', items: { type: 'integer' } } },
    { name: 'strict', in: 'query', schema: { type: 'integer' } },
    { name: 'filter', in: 'query', style: 'deepObject', schema: filter },
  ],
});
const read = (query: string) => {
  const { parameters, violations, doubts } = readRequest(operation, {
    method: 'POST',
    path: `/things?q=a&${query}`,
    headers: [],
  });
  const named = (rules: typeof violations) =>
    rules.map(({ pointer, keyword }) => `${pointer} ${keyword}`);
  return { value: parameters.query, violations: named(violations), doubts: named(doubts) };
};

for (const query of ['n', 'n=', 'list=', 'list&list=', 'q=', 'n=3'])
  test(`a parameter that may be empty may be so: ?${query}`, () => {
    expect(read(query)).toMatchObject({ violations: [], doubts: [] });
  });

for (const { query, violation } of [
  { query: 'n=2', violation: '/n minimum' },
  { query: 'n=%20', violation: '/n type' },
  { query: 'n=&n=x', violation: '/n type' },
  { query: 'strict=', violation: '/strict type' },
  { query: 'strict', violation: '/strict type' },
])
  test(`a parameter is judged all the same: ?${query}`, () => {
    expect(read(query).violations).toContain(violation);
  });

test('a required object of exploded members may be empty too', () => {
  const parameters = [
    { ...empty, name: 'box', required: true, schema: { type: 'object', properties: { w: text } } },
  ];
  const request = { method: 'POST', headers: [] };
  const violationsOf = (path: string) =>
    readRequest(operationOf({ parameters }), { ...request, path }).violations.length;
  expect(violationsOf('/things?box=')).toBe(0);
  expect(violationsOf('/things')).toBe(1);
});

const flat = 'filter[kind]=x&';
for (const nested of [
  'filter[range][from]=1',
  'filter%5Brange%5D%5Bfrom%5D=one',
  'filter[range][]=1',
  'filter[range]={"from":1}',
  'filter[range]=from,1',
  'filter[range]',
])
  test(`no form of an object or a list inside a deepObject is refused: ${nested}`, () => {
    expect(read(flat + nested)).toMatchObject({
      value: { filter: { kind: 'x' } },
      violations: [],
      doubts: ['/filter/range interoperable'],
    });
  });

test('the flat members of a deepObject stay judged', () => {
  const range = 'filter[range][from]=1';
  expect(read(`filter[kind]=z&${range}`).violations).toEqual(['/filter/kind enum']);
  expect(read(`${flat}filter[size]=a&${range}`).violations).toEqual(['/filter/size type']);
  expect(read(range).violations).toEqual(['/filter/kind required']);
  expect(read(flat).violations).toEqual(['/filter/range required']);
  expect(read(`${flat}${range}&filter[tags]=a&filter[tags]=b`).violations).toEqual([]);
});

const planned = (parameters: Partial<PlannedRequest['parameters']>): PlannedRequest => ({
  parameters: { path: {}, query: {}, header: {}, cookie: {}, ...parameters },
  credentials: 'good',
});

const reasonFor = (of: Operation, request: PlannedRequest) =>
  unwritable(of, request, encode(of, request));

test('a deepObject with an object inside is never written', () => {
  expect(reasonFor(operation, planned({ query: { filter: { kind: 'x' } } }))).toBeUndefined();
  for (const range of [{ from: 1 }, [], {}])
    expect(reasonFor(operation, planned({ query: { filter: { kind: 'x', range } } }))).toBe(
      'OpenAPI defines no form for the object or list filter[range] of a deepObject',
    );
});

for (const { style, value, isWritten } of [
  { style: 'simple', value: '', isWritten: false },
  { style: 'simple', value: [], isWritten: false },
  { style: 'simple', value: {}, isWritten: false },
  { style: 'simple', value: '.', isWritten: false },
  { style: 'simple', value: '..', isWritten: false },
  { style: 'label', value: '', isWritten: false },
  { style: 'matrix', value: '', isWritten: true },
  { style: 'simple', value: ' ', isWritten: true },
  { style: 'simple', value: '...', isWritten: true },
])
  test(`a path ${isWritten ? 'can' : "can't"} hold ${JSON.stringify(value)} in the style ${style}`, () => {
    const of = operationOf(
      { parameters: [{ name: 'id', in: 'path', required: true, style, schema: {} }] },
      {},
      '/things/{id}',
    );
    expect(reasonFor(of, planned({ path: { id: value } })) === undefined).toBe(isWritten);
  });
