import { expect, test } from 'vitest';
import { jsonBody } from '../../testing.ts';
import { fakeTarget, family, parameter, shelf, type Asked, type Told } from './fake/testing.ts';

const text = { type: 'string' };
const shops = family('Shop', '/shops');
const both = {
  ...shops,
  ...family('Order', '/orders', { members: { shopId: text, note: text } }),
};

function opened(paths: object, answer: (asked: Asked) => Told, isReadOnly = false) {
  const target = fakeTarget(paths, answer, { isReadOnly });
  const resourceOf = (id: string) => target.model.subjects.get(id)!;
  const identifiers = async (id: string, choice = {}) => [
    ...((await target.provider.thing(resourceOf(id), choice))?.values.values() ?? []),
  ];
  return { ...target, resourceOf, identifiers };
}

const creations = (asked: readonly string[]) => asked.filter((one) => one.startsWith('POST'));

test('one thing serves all requests, but those that want a fresh one', async () => {
  const { identifiers, asked } = opened(shops, shelf());
  expect(await identifiers('readShop')).toEqual([1]);
  expect(await identifiers('readShop')).toEqual([1]);
  expect(await identifiers('readShop', { isFresh: true })).toEqual([2]);
  expect(creations(asked)).toHaveLength(2);
});

test('a thing that is spent, or excepted, is followed by another one', async () => {
  const { identifiers, provider, resourceOf } = opened(shops, shelf());
  const first = (await provider.thing(resourceOf('readShop')))!;
  expect(await identifiers('readShop', { except: [first] })).toEqual([2]);
  provider.spend([first]);
  expect(await identifiers('readShop')).toEqual([2]);
  const other = await provider.another(resourceOf('readShop'), first);
  expect(other?.values).toEqual(new Map([['shopId', 2]]));
});

test('a thing that nobody can name is no other one', async () => {
  const unnamed = family('Shop', '/shops', { members: { size: { type: 'integer' } } });
  const keeps = shelf();
  let made = 0;
  const { provider, resourceOf } = opened(unnamed, (asked) => {
    if (asked.method === 'GET' && asked.path === '/shops') return { status: 200, body: [] };
    const told = keeps(asked);
    made += asked.method === 'POST' ? 1 : 0;
    return asked.method === 'POST' && made > 1 ? { status: 201, body: {} } : told;
  });
  const first = (await provider.thing(resourceOf('readShop')))!;
  expect(await provider.another(resourceOf('readShop'), first)).toBeUndefined();
});

test('what a thing needs is made first', async () => {
  const { identifiers, asked } = opened(both, shelf());
  expect(await identifiers('readOrder')).toEqual([2]);
  const [shop, order] = creations(asked);
  expect(shop).toMatch(/^POST \/shops /);
  expect(order).toMatch(/^POST \/orders {"shopId":"1",/);
});

test('where nothing can be made, a list is asked, once; a fresh thing there is not', async () => {
  const { identifiers, asked } = opened(shops, ({ method, path }) =>
    method === 'GET' && path === '/shops' ? { status: 200, body: [{ id: 'theirs' }] } : 403,
  );
  expect(await identifiers('readShop')).toEqual(['theirs']);
  expect(await identifiers('readShop')).toEqual(['theirs']);
  expect(await identifiers('readShop', { isFresh: true })).toEqual([]);
  expect(asked.filter((one) => one === 'GET /shops')).toHaveLength(1);
});

test('a creation that fails is given up after two rounds, until there is room for another try', async () => {
  let isOpen = false;
  const { identifiers, provider, asked } = opened(shops, ({ method }) =>
    method === 'POST' && isOpen ? { status: 201, body: { id: 'late' } } : 403,
  );
  for (let times = 0; times < 4; times += 1) expect(await identifiers('readShop')).toEqual([]);
  const count = asked.length;
  expect(await identifiers('readShop')).toEqual([]);
  expect(asked).toHaveLength(count);
  isOpen = true;
  provider.retry();
  expect(await identifiers('readShop')).toEqual(['late']);
});

test('a run that only reads makes nothing', async () => {
  const { identifiers, asked } = opened(shops, () => ({ status: 200, body: [{ id: 'a' }] }), true);
  expect(await identifiers('readShop')).toEqual(['a']);
  expect(creations(asked)).toEqual([]);
});

test('things that need each other end in none, and not in a circle', async () => {
  const circle = {
    ...family('Shop', '/shops', { members: { ownerId: text } }),
    ...family('Owner', '/owners', { members: { shopId: text } }),
  };
  const { identifiers, asked } = opened(circle, ({ method, body = {} }) =>
    method === 'GET' || Object.values(body).some((value) => value !== '1') ? 422 : 201,
  );
  expect(await identifiers('readShop')).toEqual([]);
  expect(asked.length).toBeLessThan(200);
});

test('a link says which part of the answer the value is', async () => {
  const made = {
    description: 'Made.',
    ...jsonBody({ type: 'object' }),
    links: {
      read: { operationId: 'readReceipt', parameters: { code: '$response.body#/receipt/code' } },
    },
  };
  const { provider, model } = opened(
    {
      '/sales': { post: { operationId: 'sell', responses: { 201: made } } },
      '/receipts/{code}': {
        parameters: [parameter('code')],
        get: { operationId: 'readReceipt', responses: { 200: { description: 'It.' } } },
      },
    },
    () => ({ status: 201, body: { id: 7, receipt: { code: 'r-7' } } }),
  );
  const [need] = model.needs.get('readReceipt')!;
  expect(await provider.value(need!.sources[0]!, need!.name)).toMatchObject({ value: 'r-7' });
});
