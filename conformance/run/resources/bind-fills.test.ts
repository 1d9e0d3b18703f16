import { expect, test } from 'vitest';
import { encode } from '../../core/http/encode-request.ts';
import type { Case } from '../../generators/case.ts';
import type { Bound } from './bind.ts';
import { uniqueRequest } from '../../plan/unique-values.ts';
import { caseOf, fakeTarget, family, parameter, shelf } from './fake/testing.ts';
import { jsonBody } from '../../testing.ts';

/** A bound case as it is sent, or why it is not. */
function told(bound: Bound): string {
  if ('skip' in bound) return bound.skip;
  const { method, path, body } = encode(bound.testCase.operation, bound.testCase.request);
  return [method, path, ...(body ? [Buffer.from(body).toString()] : [])].join(' ');
}

const text = { type: 'string' };
const shops = {
  ...family('Shop', '/shops'),
  ...family('Order', '/orders', { members: { shopId: text, note: text } }),
};
const shopsOnShelf = () => fakeTarget(shops, shelf());
const invalid = { intent: 'invalid' } satisfies Partial<Case>;

test('a path gets the identifier of a thing that is made once, and a body does too', async () => {
  const { binder, operation, asked } = shopsOnShelf();
  expect(told(await binder.bind(caseOf(operation('readShop'))))).toBe('GET /shops/1');
  expect(told(await binder.bind(caseOf(operation('changeShop'))))).toMatch(/^PATCH \/shops\/1 /);
  const order = told(await binder.bind(caseOf(operation('makeOrder'))));
  expect(JSON.parse(order.replace('POST /orders ', ''))).toMatchObject({ shopId: '1' });
  expect(asked.filter((one) => one.startsWith('POST'))).toHaveLength(1);
});

test('a value that a case is about stays, and its thing is none that the case used', async () => {
  const { binder, operation } = shopsOnShelf();
  const bound = await binder.bind(caseOf(operation('readShop'), { '$request.path.shopId': 'own' }));
  expect(told(bound)).toBe('GET /shops/own');
  expect(bound).toMatchObject({ things: [] });
  expect(bound).not.toHaveProperty('testCase.isBound');
});

test('each deletion gets a thing of its own', async () => {
  const { binder, operation } = shopsOnShelf();
  const remove = caseOf(operation('deleteShop'));
  expect(told(await binder.bind(remove))).toBe('DELETE /shops/1');
  expect(told(await binder.bind(remove))).toBe('DELETE /shops/2');
});

test('what the run did not make is not deleted, and a refusal meets a thing that is not there', async () => {
  const { binder, operation, asked } = fakeTarget(shops, ({ method, path }) =>
    method === 'GET' && path === '/shops' ? { status: 200, body: [{ id: 'theirs' }] } : 400,
  );
  const remove = caseOf(operation('deleteShop'));
  expect(told(await binder.bind(remove))).toBe(
    'it deletes, and this run deletes only what it made; it made none that fits (values.deleteShop of the configuration may name one)',
  );
  expect(told(await binder.bind({ ...remove, ...invalid }))).toBe(
    'DELETE /shops/no-such-thing-00dead',
  );
  // to look at a thing, that of another will do
  expect(told(await binder.bind(caseOf(operation('readShop'))))).toBe('GET /shops/theirs');
  expect(asked.filter((one) => one.startsWith('DELETE'))).toEqual([]);
});

test('a broken value that a lenient server may read as a small number is not deleted', async () => {
  const { binder, operation } = fakeTarget(
    { ...family('Shop', '/shops', { id: { schema: { type: 'integer' } } }) },
    () => 400,
  );
  const broken = (value: string) =>
    binder.bind(caseOf(operation('deleteShop'), { '$request.path.shopId': value }, invalid));
  expect(told(await broken('1.5'))).toContain('its own value may be that of a thing of others');
  expect(told(await broken('nope'))).toBe('DELETE /shops/nope');
});

test('a value of the configuration is the last word, also for a deletion', async () => {
  const { binder, operation, asked } = fakeTarget(shops, () => 400, {
    values: { deleteShop: { '$request.path.shopId': 'given' } },
  });
  const remove = caseOf(operation('deleteShop'), { '$request.path.shopId': 'given' });
  expect(told(await binder.bind(remove))).toBe('DELETE /shops/given');
  expect(asked.filter((one) => one.startsWith('DELETE'))).toEqual([]);
});

test('of a valid request with another name of a thing, nothing is expected', async () => {
  const { binder, operation } = shopsOnShelf();
  const order = (shopId: string) =>
    binder.bind(caseOf(operation('makeOrder'), { '$request.body#/shopId': shopId }));
  expect(await order('another')).toMatchObject({ testCase: { intent: 'unspecified' } });
  const { body } = caseOf(operation('makeOrder')).request;
  const planned = (body!.value as { readonly shopId: string }).shopId;
  expect(await order(planned)).toMatchObject({ testCase: { intent: 'valid', isBound: true } });
});

test('a body that repeats the identifier of its path gets that of the thing, also in a wrapper', async () => {
  const id = jsonBody({
    type: 'object',
    required: ['data'],
    properties: {
      data: {
        type: 'object',
        required: ['type', 'id'],
        properties: { type: { enum: ['shops'] }, id: text },
      },
    },
  });
  const { binder, operation } = fakeTarget(
    {
      '/stores': { post: { operationId: 'makeStore', responses: { 201: { description: 'It.' } } } },
      '/stores/{storeId}': {
        parameters: [parameter('storeId')],
        get: { operationId: 'readStore', responses: { 200: { description: 'It.' } } },
        put: {
          operationId: 'putStore',
          requestBody: { required: true, ...id },
          responses: { 200: { description: 'It.' } },
        },
      },
    },
    ({ method }) =>
      method === 'POST' ? { status: 201, headers: { location: '/stores/corner' } } : 404,
  );
  expect(told(await binder.bind(caseOf(operation('putStore'))))).toBe(
    'PUT /stores/corner {"data":{"type":"shops","id":"corner"}}',
  );
});

test('what makes a thing by its path keeps the name that it gives', async () => {
  const created = { responses: { 200: { description: 'It.' }, 201: { description: 'Made.' } } };
  const { provider, operation, model, asked, binder } = fakeTarget(
    {
      '/tags': {
        get: {
          operationId: 'listTags',
          responses: {
            200: { description: 'All.', ...jsonBody({ type: 'array', items: { type: 'object' } }) },
          },
        },
      },
      '/tags/{tag}': {
        parameters: [parameter('tag')],
        get: { operationId: 'readTag', responses: { 200: { description: 'It.' } } },
        put: { operationId: 'putTag', ...created },
        delete: { operationId: 'deleteTag', responses: { 200: { description: 'Gone.' } } },
      },
    },
    ({ method, path }) =>
      method === 'GET'
        ? { status: 200, body: [{ tag: 'theirs' }] }
        : method === 'PUT' && !path.endsWith('/theirs')
          ? 201
          : 200,
  );
  const made = await provider.thing(model.subjects.get('putTag')!);
  expect(made).toMatchObject({ isOwn: true });
  expect(asked.filter((one) => one === 'PUT /tags/theirs')).toEqual([]);
  const deletion = told(await binder.bind(caseOf(operation('deleteTag'))));
  expect(deletion).toMatch(/^DELETE \/tags\/value-run/);
});

test('a body of bytes gets the values of its members, not those of others that are equal', async () => {
  const { binder, operation } = fakeTarget(
    {
      ...family('Shop', '/shops'),
      ...family('Order', '/orders', { members: { name: text, shopId: text, note: text } }),
    },
    shelf(),
  );
  const { request, ...order } = caseOf(operation('makeOrder'));
  const raw = Buffer.from('{ "name": "value", "shopId": "value", "note": "value" }');
  const body = { ...request.body!, raw };
  const base = { operation: operation('makeOrder'), base: request, known: new Map(), run: 'run' };
  const named = uniqueRequest({ ...request, body }, 1, base);
  const sent = told(await binder.bind({ ...order, request: named })).replace('POST /orders ', '');
  expect(JSON.parse(sent)).toEqual({
    ...{ name: expect.stringMatching(/^value-run/), shopId: '1', note: 'value' },
  });
});
