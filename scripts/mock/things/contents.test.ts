import { expect, test } from 'vitest';
import { description, jsonBody } from '../../../conformance/testing.ts';
import { clientOf, startStateful } from './testing.ts';

const whole = { type: 'integer' };
const of = (schema: unknown, more: object = {}) => ({
  description: 'It.',
  ...jsonBody(schema, more),
});
const none = { 404: { description: 'None.', ...jsonBody({ type: 'object' }) } };
const object = (properties: object, required: string[] = []) => ({
  type: 'object',
  ...{ required, properties },
});
const inPath = (...names: string[]) =>
  names.map((name) => ({ name, in: 'path', required: true, schema: whole }));
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const list = (name: string) => ({ type: 'array', items: ref(name) });
const example = { id: 1, name: 'Mine', items: [{ id: 5, sku: 'tea', amount: 1 }] };

/** Carts with items, which have paths below them, in a wrapper or not. */
const carts = (isWrapped: boolean): object => {
  const around = (schema: object) => (isWrapped ? object({ data: schema }, ['data']) : schema);
  const shown = isWrapped ? { data: example } : example;
  const one = (name: string, more: object = {}) => ({ 200: of(around(ref(name)), more), ...none });
  const make = (name: string) => ({
    requestBody: jsonBody(ref(name)),
    responses: { 201: of(around(ref(name))), ...none },
  });
  return JSON.parse(
    description(
      {
        '/carts': { get: { responses: { 200: of(around(list('Cart'))) } }, post: make('Cart') },
        '/carts/{cart}': {
          parameters: inPath('cart'),
          get: { responses: one('Cart', { example: shown }) },
          patch: { requestBody: jsonBody(ref('Cart')), responses: one('Cart') },
        },
        '/carts/{cart}/items': {
          parameters: inPath('cart'),
          get: { responses: { 200: of(around(list('Item'))), ...none } },
          post: make('Item'),
        },
        '/carts/{cart}/items/{item}': {
          parameters: inPath('cart', 'item'),
          get: { responses: one('Item') },
          patch: { requestBody: jsonBody(ref('Item')), responses: one('Item') },
          delete: { responses: { 204: { description: 'Gone.' }, ...none } },
        },
      },
      {
        components: {
          schemas: {
            Cart: object({
              id: { ...whole, readOnly: true },
              name: { type: 'string' },
              items: list('Item'),
            }),
            Item: object({
              id: { ...whole, readOnly: true },
              sku: { type: 'string' },
              amount: whole,
            }),
          },
        },
      },
    ),
  ) as object;
};

test.each([false, true])(
  'a cart shows what requests make below it (in a wrapper: %j)',
  async (isWrapped) => {
    await using mock = await startStateful(carts(isWrapped));
    const client = clientOf(mock);
    const send = async (method: string, path: string, value?: unknown) => {
      const { json } = await client(method, path, value);
      return isWrapped && json ? json.data : json;
    };
    const { id } = await send('POST', '/carts', { name: 'New' });
    const path = `/carts/${id}`;
    const milk = await send('POST', `${path}/items`, { sku: 'milk', amount: 1 });
    const bread = await send('POST', `${path}/items`, { sku: 'bread', amount: 2 });
    expect((await send('GET', path)).items).toEqual([milk, bread]);
    await send('PATCH', `${path}/items/${milk.id}`, { amount: 3 });
    await send('DELETE', `${path}/items/${bread.id}`);
    expect((await send('GET', path)).items).toEqual([{ ...milk, amount: 3 }]);
    expect((await send('GET', '/carts')).at(-1).items).toEqual([{ ...milk, amount: 3 }]);
    // and what a request writes into the cart is below it
    await send('PATCH', path, { items: [{ sku: 'jam', amount: 1 }] });
    const [jam] = await send('GET', `${path}/items`);
    expect(jam).toEqual({ id: expect.any(Number), sku: 'jam', amount: 1 });
    expect((await send('GET', path)).items).toEqual([jam]);
    expect((await client('GET', `${path}/items/${milk.id}`)).status).toBe(404);
  },
);

test('what a documented thing lists is below it', async () => {
  await using mock = await startStateful(carts(false));
  const send = clientOf(mock);
  expect((await send('GET', '/carts/1/items')).json).toEqual(example.items);
  expect((await send('GET', '/carts/1/items/5')).json).toEqual(example.items[0]);
  await send('DELETE', '/carts/1/items/5');
  expect((await send('GET', '/carts/1')).json).toEqual({ ...example, items: [] });
  expect((await send('GET', '/carts/1/items')).json).toEqual([]);
});
