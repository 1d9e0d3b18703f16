import { expect, test } from 'vitest';
import type { Json } from '../../core/json.ts';
import { preparation } from './preparation.ts';
import {
  caseOf,
  fakeTarget,
  family,
  parameter,
  shelf,
  type Asked,
  type Told,
} from './fake/testing.ts';

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

test('what has no path here is at the one that its address gives it', async () => {
  const own = { ...family('Todo', '/me/todos') };
  const { delete: remove } = family('It', '/its')['/its/{itId}'] as { readonly delete: object };
  const parameters = ['owner', 'name'].map((name) => parameter(name));
  const url = (name: string) => `https://api.example.com/v1/todos/ann/${name}`;
  const { ask, operation, things, model, provider } = fakeTarget(
    {
      '/me/todos': own['/me/todos'],
      '/todos/{owner}/{name}': { parameters, delete: remove },
    },
    ({ method, body }) =>
      method === 'POST' && typeof body?.name === 'string'
        ? { status: 201, body: { id: 7, ...body, url: url(body.name) } }
        : { status: 200, body: [{ id: 8, url: url('old') }] },
  );
  const todos = model.resources.get('/todos/{owner}/{name}')!;
  await ask(preparation(operation('listTodo'), caseOf(operation('listTodo')).request));
  expect(idsIn(things.of(todos))).toEqual(['ann old']);
  const made = await provider.thing(todos, { isFresh: true });
  expect(made).toMatchObject({ isOwn: true, resource: todos });
  expect(things.of(model.resources.get('/me/todos')!)).toContain(made);
  await ask(
    preparation(
      operation('deleteIt'),
      caseOf(operation('deleteIt'), {
        '$request.path.owner': 'ann',
        '$request.path.name': made!.values.get('name')!,
      }).request,
    ),
  );
  expect(things.made).toEqual([]);
});

test('an address that the request gave says nothing of where a thing is', async () => {
  const { ask, operation, things, model } = fakeTarget(
    {
      '/me/todos': family('Todo', '/me/todos')['/me/todos'],
      '/todos/{todoId}': family('Todo', '/todos')['/todos/{todoId}'],
    },
    ({ body = {} }) => ({ status: 201, body }),
  );
  const request = caseOf(operation('makeTodo'), { '$request.body#/url': '/todos/5' }).request;
  await ask(preparation(operation('makeTodo'), request));
  expect(things.of(model.resources.get('/todos/{todoId}')!)).toEqual([]);
  expect(things.made).toHaveLength(1);
});
