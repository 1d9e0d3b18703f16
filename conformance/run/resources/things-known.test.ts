import { expect, test } from 'vitest';
import type { Json } from '../../core/json.ts';
import { preparation } from './preparation.ts';
import { caseOf, fakeTarget, family, shelf, type Asked, type Told } from './fake/testing.ts';

const paths = { ...family('Shop', '/shops'), ...family('Item', '/shops/{shopId}/items') };

/** A target, what it knows, and a way to ask it. */
function opened(answer: (asked: Asked) => Told = shelf()) {
  const target = fakeTarget(paths, answer);
  const { operation, ask, things, model } = target;
  const send = (id: string, places: { readonly [place: string]: Json } = {}) =>
    ask(preparation(operation(id), caseOf(operation(id), places).request));
  const shops = () => things.of(model.resources.get('/shops/{shopId}')!);
  const items = () => things.of(model.resources.get('/shops/{shopId}/items/{itemId}')!);
  return { ...target, send, shops, items };
}

const shop = (id: Json) => ({ '$request.path.shopId': id });
const item = (shopId: Json, id: Json) => ({ ...shop(shopId), '$request.path.itemId': id });
const idsIn = (things: readonly { readonly values: ReadonlyMap<string, Json> }[]) =>
  things.map(({ values }) => [...values.values()].join(' '));

test('a thing is known by the answer to its creation, below the parents of the request', async () => {
  const { send, items, things } = opened();
  const { made } = await send('makeShop');
  expect(made).toMatchObject({ isOwn: true, isGone: false });
  await send('makeItem', shop(1));
  expect(idsIn(items())).toEqual(['1 2']);
  expect(things.made).toHaveLength(2);
});

test.each([
  ['the Location field', { status: 201, headers: { location: '/v1/shops/corner' } }],
  ['a member named after the parameter', { status: 201, body: { shopId: 'corner', n: 1 } }],
  ['a wrapper', { status: 201, body: { data: { id: 'corner' } } }],
])('its identifier comes from %s', async (_, told) => {
  const { send, shops } = opened(() => told);
  await send('makeShop');
  expect(idsIn(shops())).toEqual(['corner']);
});

test('a refused creation makes nothing, and neither does another method', async () => {
  const { send, shops, ask, operation } = opened(({ body }) =>
    body?.name === 'no' ? 400 : { status: 200, body: { id: 'x' } },
  );
  await send('makeShop', { '$request.body#/name': 'no' });
  await ask(
    caseOf(operation('makeShop'), {}, { rule: { in: 'method', pointer: '', keyword: 'DELETE' } }),
  );
  expect(shops()).toEqual([]);
});

test('of a list some things are found, each once, and those of the run stay its own', async () => {
  const listed = ['own', 'a', 'b', 'c', 'd', 'e', 'f'].map((id) => ({ id }));
  const { send, shops } = opened(({ method }) =>
    method === 'POST' ? { status: 201, body: { id: 'own' } } : { status: 200, body: listed },
  );
  await send('makeShop');
  await send('listShop');
  await send('listShop');
  expect(idsIn(shops())).toEqual(['own', 'a', 'b', 'c', 'd']);
  expect(shops().map(({ isOwn }) => isOwn)).toEqual([true, false, false, false, false]);
});

test('who changes a thing by its path has met it', async () => {
  const { send, shops } = opened(() => 200);
  await send('changeShop', shop('met'));
  await send('changeShop', shop('met'));
  expect(idsIn(shops())).toEqual(['met']);
});

test('a PUT that is answered with 201 has made its thing', async () => {
  const made = opened(() => 201);
  await made.send('putShop', shop('new'));
  expect(made.things.made.map(({ values }) => values.get('shopId'))).toEqual(['new']);
  const written = opened(() => 200);
  await written.send('putShop', shop('old'));
  expect(written.things.made).toEqual([]);
});

test('a deletion takes its thing and what lies below it, and nothing else', async () => {
  const { send, shops, items, things } = opened();
  await send('makeShop');
  await send('makeShop');
  await send('makeItem', shop(1));
  await send('makeItem', shop(2));
  await send('deleteShop', shop(1));
  expect([idsIn(shops()), idsIn(items())]).toEqual([['2'], ['2 4']]);
  // an item of another shop has that number
  await send('deleteItem', item(2, 3));
  expect(idsIn(items())).toEqual(['2 4']);
  await send('deleteItem', item(2, 4));
  expect(items()).toEqual([]);
  expect(things.made).toHaveLength(1);
});

test('plain things of the run come first, the last one before others, those of cases at the end', async () => {
  const { send, shops, ask, operation } = opened(({ method, body = {} }) =>
    method === 'POST'
      ? { status: 201, body: { id: body.name! } }
      : { status: 200, body: [{ id: 'theirs' }] },
  );
  await ask(caseOf(operation('makeShop'), { '$request.body#/name': 'of a case' }));
  await send('listShop');
  await send('makeShop', { '$request.body#/name': 'first' });
  await send('makeShop', { '$request.body#/name': 'last' });
  expect(idsIn(shops())).toEqual(['last', 'first', 'theirs', 'of a case']);
});
