import { expect, test } from 'vitest';
import { jsonBody } from '../../../testing.ts';
import { parameter, type Asked, type Told } from '../fake/testing.ts';
import { answering, refusals, sequencesAt, text, type Members } from './testing.ts';
import type { Json } from '../../../core/json.ts';

/** Items below orders, numbered by the whole server. */
const item = {
  type: 'object',
  required: ['name'],
  properties: { id: { type: 'integer' }, name: text },
};
const one = { description: 'It.', ...jsonBody(item) };
const many = { description: 'All.', ...jsonBody({ type: 'array', items: item }) };
const body = {
  requestBody: { required: true, ...jsonBody({ ...item, properties: { name: text } }) },
};
const gone = { 204: { description: 'Gone.' }, ...refusals };
const below = (name: string, collection: string, id: string, above: readonly string[] = []) => ({
  [collection]: {
    parameters: above.map((each) => parameter(each)),
    get: { operationId: `list${name}`, responses: { 200: many, ...refusals } },
    post: { operationId: `create${name}`, ...body, responses: { 201: one, ...refusals } },
  },
  [`${collection}/{${id}}`]: {
    parameters: [...above, id].map((each) => parameter(each)),
    get: { operationId: `read${name}`, responses: { 200: one, ...refusals } },
    delete: { operationId: `remove${name}`, responses: gone },
  },
});
const pathsWith = (id: string) => ({
  ...below('Order', '/orders', id),
  ...below('Item', '/orders/{orderId}/items', 'itemId', ['orderId']),
});
const paths = pathsWith('orderId');

function serverWith({
  isOfAll = false,
  isCountedByParent = false,
  isParentKept = false,
}): (asked: Asked) => Told {
  const names = new Map<string, string>();
  const orders = new Map<string, Map<string, Members>>();
  let count = 0;
  const create = (shelf: Map<string, unknown>, name: Json | undefined): Members => {
    count += 1;
    return { id: isCountedByParent ? shelf.size + 1 : count, name: name ?? '' };
  };
  const itemsOf = (orderId = '') => orders.get(orderId);
  const all = () => [...orders.values()].flatMap((items) => [...items.values()]);
  return answering({
    'GET /orders': () => ({
      status: 200,
      body: [...orders.keys()].map((id) => ({ id: Number(id) })),
    }),
    'POST /orders': ({ body: { name } }) => {
      if (typeof name !== 'string') return 400;
      count += 1;
      orders.set(String(count), new Map());
      names.set(String(count), name);
      return { status: 201, body: { id: count, name } };
    },
    'GET /orders/{orderId}': ({ path: { orderId } }) =>
      itemsOf(orderId)
        ? { status: 200, body: { id: Number(orderId), name: names.get(orderId!)! } }
        : 404,
    'DELETE /orders/{orderId}': ({ path: { orderId = '' } }) =>
      isParentKept || orders.delete(orderId) ? 204 : 404,
    'GET /orders/{orderId}/items': ({ path: { orderId } }) => {
      const items = itemsOf(orderId);
      return items ? { status: 200, body: isOfAll ? all() : [...items.values()] } : 404;
    },
    'POST /orders/{orderId}/items': ({ path: { orderId }, body: { name } }) => {
      const items = itemsOf(orderId);
      if (typeof name !== 'string') return 400;
      if (!items) return 404;
      const item = create(items, name);
      items.set(String(item.id), item);
      return { status: 201, body: item };
    },
    'GET /orders/{orderId}/items/{itemId}': ({ path: { orderId, itemId = '' } }) => {
      const item = itemsOf(orderId)?.get(itemId);
      return item ? { status: 200, body: item } : 404;
    },
    'DELETE /orders/{orderId}/items/{itemId}': ({ path: { orderId, itemId = '' } }) =>
      itemsOf(orderId)?.delete(itemId) ? 204 : 404,
  });
}

test.each([{}, { isCountedByParent: true }])('a right server has no finding: %o', async (kind) => {
  const { findings } = await sequencesAt(paths, serverWith(kind));
  expect(findings).toEqual([]);
});

test('what a thing lies below may have another name in its own path', async () => {
  const { findings, sent } = await sequencesAt(pathsWith('id'), serverWith({}));
  expect(findings).toEqual([]);
  expect(sent).toContain('readItem/state/elsewhere');
});

test('a list of the items of all orders is found', async () => {
  expect((await sequencesAt(paths, serverWith({ isOfAll: true }))).findings).toContain(
    'listItem/state/listed-beside: list-complete: unlisted',
  );
});

test('things below what was deleted may be kept, and that is a warning', async () => {
  const { findings, errors } = await sequencesAt(paths, serverWith({ isParentKept: true }));
  const finding = 'readItem/state/orphan: unknown-refused: orphan';
  expect(findings).toContain(finding);
  expect(errors).not.toContain(finding);
});
