import { expect, test } from 'vitest';
import { operationOf } from '../../testing.ts';
import type { Json } from '../json.ts';
import { encode } from './encode-request.ts';
import { userAgent } from './user-agent.ts';

const operation = operationOf({
  parameters: [{ name: 'user-agent', in: 'header', required: true, schema: { type: 'string' } }],
});
const encoded = (header: { readonly [name: string]: Json }) =>
  encode(operation, {
    parameters: { path: {}, query: {}, header, cookie: {} },
    credentials: 'good',
    accept: null,
  }).headers;

test('a documented User-Agent replaces that of the runner, and is never left out', () => {
  expect(encoded({ 'user-agent': 'my-app' })).toEqual([['user-agent', 'my-app']]);
  expect(encoded({})).toEqual([['user-agent', userAgent]]);
});
