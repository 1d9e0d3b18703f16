import { expect, test } from 'vitest';
import { operationOf } from '../../testing.ts';
import { planCases } from '../../plan/plan.ts';
import type { Json } from '../json.ts';
import { encode } from './encode-request.ts';
import { readRequest } from './read-request.ts';

const text = { type: 'string' };
const session = { ...text, pattern: '^session=[a-z]+$' };
const operation = operationOf(
  {
    parameters: [
      { name: 'cookie', in: 'header', required: true, schema: session, example: 'session=abc' },
      { name: 'theme', in: 'cookie', schema: { ...text, enum: ['dark', 'light'] } },
      { name: 'seen', in: 'cookie', schema: { type: 'array', items: { type: 'integer' } } },
    ],
    security: [{ key: [] }],
  },
  { components: { securitySchemes: { key: { type: 'apiKey', in: 'cookie', name: 'key' } } } },
);
const cookiesSent = (whole: string | undefined, cookie: { [name: string]: Json }) =>
  encode(operation, {
    parameters: {
      path: {},
      query: {},
      header: whole === undefined ? {} : { cookie: whole },
      cookie,
    },
    credentials: 'good',
  }).headers.filter(([name]) => name.toLowerCase() === 'cookie');

test('a documented Cookie field and parameters in cookies are one field, each cookie once', () => {
  expect(cookiesSent('session=abc', { theme: 'dark', seen: [1, 2] })).toEqual([
    ['cookie', 'session=abc; theme=dark; seen=1; seen=2'],
  ]);
  expect(cookiesSent('session=abc; theme=light', { theme: 'dark' })).toEqual([
    ['cookie', 'session=abc; theme=dark'],
  ]);
  expect(cookiesSent('theme=light', { theme: 'dark' })).toEqual([['cookie', 'theme=dark']]);
  expect(cookiesSent('session=abc', {})).toEqual([['cookie', 'session=abc']]);
  expect(cookiesSent(undefined, { theme: 'dark' })).toEqual([['Cookie', 'theme=dark']]);
});

const fields: readonly {
  field: string | undefined;
  cookie: object;
  header: object;
  broken: string[];
}[] = [
  {
    field: 'session=abc; theme=dark',
    cookie: { theme: 'dark' },
    header: { cookie: 'session=abc' },
    broken: [],
  },
  {
    field: 'key=1; session=abc;theme=red',
    cookie: { theme: 'red' },
    header: { cookie: 'session=abc' },
    broken: ['/theme enum'],
  },
  {
    field: 'session=7; theme=dark',
    cookie: { theme: 'dark' },
    header: { cookie: 'session=7' },
    broken: ['/cookie pattern'],
  },
  {
    field: 'session=abc; other=1',
    cookie: {},
    header: { cookie: 'session=abc; other=1' },
    broken: ['/cookie pattern'],
  },
  // whether the field counts as sent is open
  { field: 'theme=dark', cookie: { theme: 'dark' }, header: {}, broken: [] },
  { field: undefined, cookie: {}, header: {}, broken: ['/cookie required'] },
];
for (const { field, cookie, header, broken } of fields)
  test(`of a Cookie field, the parameters and the key are read apart: ${field}`, () => {
    const read = readRequest(operation, {
      method: 'POST',
      path: '/things',
      headers: field === undefined ? [] : [['Cookie', field]],
    });
    expect(read.parameters).toMatchObject({ cookie, header });
    const found = read.violations.map(({ pointer, keyword }) => `${pointer} ${keyword}`);
    expect(found).toEqual(broken);
  });

test('an operation with both is planned, and no case has two Cookie fields', () => {
  const { cases } = planCases(operation);
  expect(cases.some(({ intent }) => intent === 'valid')).toBe(true);
  for (const { request } of cases) {
    const { headers } = encode(operation, request);
    expect(headers.filter(([name]) => name.toLowerCase() === 'cookie').length).toBeLessThan(2);
  }
});
