import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadContract } from '../../../../conformance/core/contract/load.ts';
import { modulesOf } from '../../console/testing.ts';
import { judgeRequest } from './judge-request.ts';
import { form, typedJson } from './testing.ts';

const root = join(import.meta.dirname, '..', '..', '..', '..');
const contract = loadContract('mixin', join(root, 'spec', 'mixin', 'openapi.yaml'));
const modules = await modulesOf(contract);

const judged = (id: string, values: Parameters<typeof form>[0]) =>
  judgeRequest(modules.get(id)!, form(values)).map(
    ({ in: part, place, message, anchors }) => `${part} ${place}: ${message} #${anchors[0]}`,
  );
const none = { path: {}, query: {}, header: {}, cookie: {} };
const body = (value: { readonly [name: string]: string | number }) => ({
  ...typedJson(JSON.stringify(value)),
  value,
});

test('a request that keeps the contract breaks nothing', () => {
  const { body: documented, parameters } = modules.get('createPin')!.operation.requests[0]!;
  const value = documented!.value as { [name: string]: string };
  expect(judged('createPin', { parameters, body: body(value) })).toEqual([]);
});

test('each broken rule has its place, and where the page tells of it', () => {
  expect(judged('createPin', { body: body({ old_pin: 1 }) })).toEqual(
    expect.arrayContaining([
      'body old_pin: must be string #request-body.old_pin',
      'body pin: must be present #request-body.pin',
    ]),
  );
  expect(judged('registerUser', { parameters: none, body: body({}) })).toContain(
    'path id: must be present #parameter-path-id',
  );
});

test('a body that is required and missing is found, one that is no JSON is judged by nobody', () => {
  expect(judged('createPin', {})).toContain('body : must be present #request-body');
  expect(judged('createPin', { body: typedJson('{') })).toEqual([]);
});
