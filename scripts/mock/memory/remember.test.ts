import { expect, test } from 'vitest';
import { responseFor } from '../../../conformance/core/contract/responses.ts';
import { contractOf, description } from '../../../conformance/testing.ts';
import { startMock, type Mock, type MockOptions } from '../server.ts';
import { ask, startWith, type Got } from '../testing.ts';
import { documentedOrder, orderId, orders } from './testing.ts';

type Order = typeof documentedOrder;

const contract = contractOf(description(orders));

/** Starts a mock of the orders, and asks it as a user. Each answer is one that the contract allows. */
async function start(options: Partial<MockOptions> = {}) {
  const mock = await startMock({ contracts: [contract], stateful: true, ...options });
  const asUser =
    (user: string) =>
    async (id: string, body: unknown): Promise<Got> => {
      const headers = { 'Content-Type': 'application/json', 'X-User': user };
      const got = await ask(mock.url, { path: `/${id}`, headers, body: JSON.stringify(body) });
      isValid(id, got);
      return got;
    };
  return { mock, ada: asUser('ada'), bob: asUser('bob'), [Symbol.asyncDispose]: mock.close };
}

function isValid(id: string, { status, json, headers }: Got): void {
  const operation = contract.operations.find((each) => each.id === id)!;
  const [mediaType] = responseFor(operation, status)!.content;
  expect(mediaType?.schema?.validate(json as never) ?? []).toEqual([]);
  expect(headers['x-contract-state']).toBeUndefined();
}

const orderIn = ({ json }: Got): Order => (json as { order: Order }).order;
const itemsIn = ({ json }: Got): Order[] => (json as { items: Order[] }).items;
const clear = (mock: Mock) => ask(mock.url, { path: '/__mock/state' }, 'DELETE');
const isAbsent = (got: Got, status = 404) =>
  expect(got).toMatchObject({ status, json: { error: 404 } });

test('what is made has an identity and moments of its own, and is shown from then on', async () => {
  await using orders = await start();
  const made = [
    orderIn(await orders.ada('createOrder', { item: 'Milk', quantity: 1, secret: 'x' })),
    orderIn(await orders.ada('createOrder', { item: 'Bread', quantity: 4, note: 'Dark' })),
  ] as const;
  expect(made).toMatchObject([
    { item: 'Milk', quantity: 1, state: 'open' },
    { item: 'Bread', quantity: 4, note: 'Dark' },
  ]);
  expect(made[0]).not.toHaveProperty('note');
  expect(made[0]).not.toHaveProperty('secret');
  expect(new Set([orderId, made[0].id, made[1].id]).size).toBe(3);
  expect(made[0].createdAt).not.toBe(documentedOrder.createdAt);
  for (const { createdAt, updatedAt } of made) expect(updatedAt).toBe(createdAt);
  for (const order of made)
    expect(orderIn(await orders.ada('getOrder', { id: order.id }))).toEqual(order);
});

test('the documented thing is there from the start, also after everything was forgotten', async () => {
  await using orders = await start();
  const { id } = documentedOrder;
  for (const _ of [1, 2]) {
    expect(orderIn(await orders.ada('getOrder', { id }))).toEqual(documentedOrder);
    expect(itemsIn(await orders.ada('listOrders', {}))).toEqual([documentedOrder]);
    expect((await orders.ada('deleteOrder', { id })).status).toBe(204);
    expect(itemsIn(await orders.ada('listOrders', {}))).toEqual([]);
    await clear(orders.mock);
  }
});

test('a part is merged, a whole is replaced, and the values of the server stay', async () => {
  await using orders = await start();
  const made = orderIn(await orders.ada('createOrder', { item: 'Milk', quantity: 1, note: 'Oat' }));
  const { id, createdAt } = made;
  const changed = orderIn(await orders.ada('updateOrder', { id, changes: { state: 'sent' } }));
  expect(changed).toMatchObject({ ...{ id, createdAt, item: 'Milk', note: 'Oat', state: 'sent' } });
  expect(changed.updatedAt > made.updatedAt).toBe(true);
  const order = { item: 'Rice', quantity: 2 };
  const replaced = orderIn(await orders.ada('replaceOrder', { id, order }));
  expect(replaced).toMatchObject({ id, createdAt, ...order, state: 'open' });
  expect(replaced).not.toHaveProperty('note');
  expect(replaced.updatedAt > changed.updatedAt).toBe(true);
  expect(orderIn(await orders.ada('getOrder', { id }))).toEqual(replaced);
});

test('what was never made, or is deleted, gets the documented refusal', async () => {
  await using orders = await start();
  const id = '00000000-0000-4000-8000-000000000000';
  const made = orderIn(await orders.ada('createOrder', { item: 'Milk', quantity: 1 }));
  expect(await orders.ada('deleteOrder', { id: made.id })).toMatchObject({ status: 204, text: '' });
  for (const unknown of [id, made.id]) {
    isAbsent(await orders.ada('getOrder', { id: unknown }));
    isAbsent(await orders.ada('updateOrder', { id: unknown, changes: {} }), 202);
    isAbsent(await orders.ada('replaceOrder', { id: unknown, order: { item: 'x', quantity: 1 } }));
    isAbsent(await orders.ada('deleteOrder', { id: unknown }));
  }
});

test('each owner has a list, in the order of creation, with the number', async () => {
  await using orders = await start();
  await clear(orders.mock);
  const make = async (ask: typeof orders.ada, item: string) =>
    orderIn(await ask('createOrder', { item, quantity: 1 }));
  const milk = await make(orders.bob, 'Milk');
  const rice = await make(orders.ada, 'Rice');
  const soap = await make(orders.bob, 'Soap');
  await orders.bob('getOrder', { id: milk.id });
  expect((await orders.bob('listOrders', {})).json).toEqual({ items: [milk, soap], total: 2 });
  expect(itemsIn(await orders.ada('listOrders', {}))).toEqual([documentedOrder, rice]);
  isAbsent(await orders.ada('getOrder', { id: milk.id }));
  isAbsent(await orders.ada('deleteOrder', { id: milk.id }));
  await orders.bob('deleteOrder', { id: milk.id });
  expect((await orders.bob('listOrders', {})).json).toEqual({ items: [soap], total: 1 });
});

test('two APIs with the same kind of thing have each their own', async () => {
  await using mock = await startWith({ one: orders, other: orders }, { stateful: true });
  const asked = async (api: string, id: string, body: object) =>
    await ask(mock.urlOf(api), {
      path: `/${id}`,
      headers: { 'Content-Type': 'application/json', 'X-User': 'ada' },
      body: JSON.stringify(body),
    });
  const made = orderIn(await asked('one', 'createOrder', { item: 'Milk', quantity: 1 }));
  expect((await asked('one', 'getOrder', { id: made.id })).status).toBe(200);
  isAbsent(await asked('other', 'getOrder', { id: made.id }));
  expect(itemsIn(await asked('other', 'listOrders', {}))).toEqual([documentedOrder]);
});

test('with --dynamic, a thing is the same in each answer', async () => {
  await using orders = await start({ dynamic: true });
  const made = orderIn(await orders.ada('createOrder', { item: 'Milk', quantity: 1 }));
  expect(orderIn(await orders.ada('getOrder', { id: made.id }))).toEqual(made);
  expect(itemsIn(await orders.ada('listOrders', {}))).toContainEqual(made);
});

test('the state shows what is kept, as requests gave it and the server made it', async () => {
  await using orders = await start();
  const made = orderIn(await orders.ada('createOrder', { item: 'Milk', quantity: 1, secret: 'x' }));
  const { id, createdAt, updatedAt } = made;
  const kept = { order: { id, createdAt, updatedAt, item: 'Milk', quantity: 1, secret: 'x' } };
  expect((await ask(orders.mock.url, { path: '/__mock/state' }, 'GET')).json).toMatchObject({
    memory: [
      { of: 'order', key: orderId, kept: { order: documentedOrder, owner: 'ada' } },
      { of: 'order', key: id, kept },
    ],
  });
});

test('without --stateful the documented responses come', async () => {
  await using orders = await start({ stateful: false });
  const id = '00000000-0000-4000-8000-000000000000';
  expect(orderIn(await orders.ada('getOrder', { id }))).toEqual(documentedOrder);
});
