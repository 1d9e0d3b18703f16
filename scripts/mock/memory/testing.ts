/** An API of one kind of thing whose paths say nothing of it: `POST /createOrder`, `POST /getOrder`. */

const text = { type: 'string' };
const moment = { type: 'string', format: 'date-time' };
const order = {
  type: 'object',
  required: ['id', 'item', 'quantity', 'state', 'createdAt', 'updatedAt'],
  properties: {
    id: { type: 'string', format: 'uuid' },
    item: { ...text, minLength: 1 },
    quantity: { type: 'integer', minimum: 1 },
    state: { type: 'string', enum: ['open', 'sent'] },
    note: text,
    createdAt: moment,
    updatedAt: moment,
  },
};
const draft = {
  type: 'object',
  required: ['item', 'quantity'],
  properties: {
    item: { ...text, minLength: 1 },
    quantity: { type: 'integer', minimum: 1 },
    state: { type: 'string', enum: ['open', 'sent'] },
    note: text,
    secret: text,
  },
};
export const orderId = '9a0c3f8e-52d1-4c6b-8d55-0c1f2e3a4b5c';
export const documentedOrder = {
  ...{ id: orderId, item: 'Tea', quantity: 2, state: 'open', note: 'Assam' },
  ...{ createdAt: '2026-11-01T08:00:00Z', updatedAt: '2026-11-02T08:00:00Z' },
};

const body = (schema: object, more: object = {}) => ({
  content: { 'application/json': { schema, ...more } },
});
const object = (properties: object, required = Object.keys(properties)) => ({
  ...{ type: 'object', properties, required },
});
const asked = object({ id: { type: 'string', format: 'uuid' } });
const named = { example: { id: orderId } };
const user = { name: 'X-User', in: 'header', schema: text, example: 'ada' };
const refused = {
  description: 'The request was refused.',
  ...body(object({ error: { type: 'integer' } }), {
    examples: { invalid: { value: { error: 400 } }, unknown: { value: { error: 404 } } },
  }),
};
const refusals = (response: string) => ({
  invalid: { response, example: 'invalid' },
  absent: { response, example: 'unknown' },
});
const of = { of: 'order', where: { owner: '$request.header.X-User' } };
const about = { ...of, key: '$request.body#/id' };

const post = (operationId: string, { sent, ...more }: { sent: object; responses: object }) => ({
  post: {
    ...{ operationId, parameters: [user], ...more },
    requestBody: { required: true, ...sent },
    'x-refusals': { invalid: { response: '400', example: 'invalid' } },
  },
});
const shown = (memory: object) => ({
  description: 'The order.',
  ...body(object({ order }), { example: { order: documentedOrder }, 'x-memory': memory }),
});
const needed = (operation: { post: object }, response = '404') => ({
  post: { ...operation.post, 'x-refusals': refusals(response) },
});

/** The paths of the API. */
export const orders = {
  '/createOrder': post('createOrder', {
    sent: body(draft, { example: { item: 'Tea', quantity: 2, note: 'Assam' } }),
    responses: {
      200: shown({
        of: 'order',
        key: '$response.body#/order/id',
        keeps: { order: '$request.body#', owner: '$request.header.X-User' },
        recalls: { '/order': 'order' },
        creates: ['/order/id', '/order/createdAt'],
        updates: ['/order/updatedAt'],
      }),
      400: refused,
    },
  }),
  '/getOrder': needed(
    post('getOrder', {
      sent: body(asked, named),
      responses: { 200: shown({ ...about, recalls: { '/order': 'order' } }), 404: refused },
    }),
  ),
  '/updateOrder': needed(
    post('updateOrder', {
      sent: body(object({ id: text, changes: { ...draft, required: [] } }), {
        example: { id: orderId, changes: { quantity: 3 } },
      }),
      responses: {
        200: shown({
          ...about,
          merges: { order: '$request.body#/changes' },
          recalls: { '/order': 'order' },
          updates: ['/order/updatedAt'],
        }),
        202: refused,
      },
    }),
    '202',
  ),
  '/replaceOrder': needed(
    post('replaceOrder', {
      sent: body(object({ id: text, order: draft }), {
        example: { id: orderId, order: { item: 'Tea', quantity: 1 } },
      }),
      responses: {
        200: shown({
          ...about,
          keeps: { order: '$request.body#/order' },
          recalls: { '/order': 'order' },
          updates: ['/order/updatedAt'],
        }),
        404: refused,
      },
    }),
  ),
  '/deleteOrder': needed(
    post('deleteOrder', {
      sent: body(asked, named),
      responses: {
        204: { description: 'It is gone.', 'x-memory': { ...about, deletes: true } },
        404: refused,
      },
    }),
  ),
  '/listOrders': post('listOrders', {
    sent: body(object({ item: text }, []), { example: {} }),
    responses: {
      200: {
        description: 'The orders.',
        ...body(object({ items: { type: 'array', items: order }, total: { type: 'integer' } }), {
          example: { items: [documentedOrder], total: 1 },
          'x-memory': {
            ...of,
            key: '$response.body#/items/*/id',
            recalls: { '/items/*': 'order' },
            ...{ lists: '/items', counts: '/total' },
          },
        }),
      },
      400: refused,
    },
  }),
};
