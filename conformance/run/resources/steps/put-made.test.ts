import { expect, test } from 'vitest';
import { jsonBody } from '../../../testing.ts';
import { parameter, type Asked, type Told } from '../fake/testing.ts';
import { answering, refusals, sequencesAt, text, type Members } from './testing.ts';

/** Coupons that a PUT makes and replaces, and that can be redeemed. */
const coupon = {
  ...{ type: 'object', required: ['percent', 'note'] },
  properties: { percent: { type: 'integer', minimum: 1, maximum: 50 }, note: text },
};
const shown = {
  ...coupon,
  properties: { ...coupon.properties, code: text, isRedeemed: { type: 'boolean' } },
};
const done = { description: 'It.', ...jsonBody(shown) };
const paths = {
  '/coupons': {
    get: {
      operationId: 'list',
      responses: { 200: { description: 'All.', ...jsonBody({ type: 'array', items: shown }) } },
    },
  },
  '/coupons/{code}': {
    parameters: [parameter('code')],
    get: { operationId: 'read', responses: { 200: done, ...refusals } },
    put: {
      operationId: 'put',
      requestBody: { required: true, ...jsonBody(coupon) },
      responses: { 200: done, 201: done, ...refusals },
    },
    delete: { operationId: 'remove', responses: { 204: { description: 'Gone.' }, ...refusals } },
  },
  '/coupons/{code}/redeem': {
    parameters: [parameter('code')],
    post: { operationId: 'redeem', responses: { 200: done, ...refusals } },
  },
};

type Fault = 'none' | 'not kept' | 'percent kept' | 'not redeemed';

function serverWith(fault: Fault): (asked: Asked) => Told {
  const kept = new Map<string, Members>();
  const shownAt = (code: string): Told => {
    const coupon = kept.get(code);
    return coupon ? { status: 200, body: coupon } : 404;
  };
  /** The members that a write loses. */
  const lostIn = (before: Members | undefined): Members => {
    if (before) return fault === 'percent kept' ? { percent: before.percent! } : {};
    return fault === 'not kept' ? { note: '-' } : {};
  };
  return answering({
    'GET /coupons': () => ({ status: 200, body: [...kept.values()] }),
    'GET /coupons/{code}': ({ path: { code = '' } }) => shownAt(code),
    'PUT /coupons/{code}': ({ path: { code = '' }, body }) => {
      if (!Number.isInteger(body.percent) || typeof body.note !== 'string') return 400;
      const before = kept.get(code);
      const after = { ...body, code, isRedeemed: false };
      kept.set(code, { ...after, ...lostIn(before) });
      return { status: before ? 200 : 201, body: after };
    },
    'DELETE /coupons/{code}': ({ path: { code = '' } }) => (kept.delete(code) ? 204 : 404),
    'POST /coupons/{code}/redeem': ({ path: { code = '' } }) => {
      const before = kept.get(code);
      if (!before) return 404;
      const after = { ...before, isRedeemed: true };
      if (fault !== 'not redeemed') kept.set(code, after);
      return { status: 200, body: after };
    },
  });
}

test('a right server has no finding', async () => {
  const { findings, sent } = await sequencesAt(paths, serverWith('none'));
  expect(findings).toEqual([]);
  expect(sent).toEqual(
    expect.arrayContaining([
      ...['put/state/create', 'read/state/created', 'read/state/replaced-all'],
      ...['read/state/deleted', 'redeem/state/command', 'read/state/after-command'],
    ]),
  );
  // a PUT of what is there is no second creation, and one of what is not there makes it
  expect(sent).not.toContain('put/state/create-same');
  expect(sent).not.toContain('put/state/replace-unknown');
});

test.each<readonly [Fault, string]>([
  ['not kept', 'read/state/created: created-shown: value/note'],
  ['percent kept', 'read/state/replaced-all: change-shown: lost/percent'],
  ['not redeemed', 'read/state/after-command: change-shown: lost/isRedeemed'],
])('a fault is found: %s', async (fault, finding) => {
  expect((await sequencesAt(paths, serverWith(fault))).findings).toContain(finding);
});

test('a replacement that is taken for later shows at any time', async () => {
  const server = serverWith('none');
  const waiting: Asked[] = [];
  let reads = 0;
  const { findings } = await sequencesAt(paths, (asked) => {
    if (asked.method === 'PUT' && server({ ...asked, method: 'GET' }) !== 404) {
      waiting.push(asked);
      return { status: 202, body: {} };
    }
    reads += asked.method === 'GET' ? 1 : 0;
    // the work is done before each second read
    if (reads % 2 === 0) for (const work of waiting.splice(0)) server(work);
    return server(asked);
  });
  expect(findings).toEqual([]);
});

const { put, ...beside } = paths['/coupons/{code}'];
const { 201: _, ...others } = put.responses;
/** Coupons of which nothing says that a PUT makes them. */
const plain = { ...paths, '/coupons/{code}': { ...beside, put: { ...put, responses: others } } };

test('a PUT without 201 makes what nothing else makes, under a name of the run', async () => {
  const deleted: string[] = [];
  const serving = (server: (asked: Asked) => Told) => (asked: Asked) => {
    if (asked.method === 'DELETE') deleted.push(asked.path);
    const told = server(asked);
    return typeof told === 'object' && told.status === 201 ? { ...told, status: 200 } : told;
  };
  const { findings, sent } = await sequencesAt(plain, serving(serverWith('none')));
  expect(findings).toEqual([]);
  expect(sent).toEqual(
    expect.arrayContaining(['put/state/create', 'read/state/created', 'read/state/deleted']),
  );
  expect(sent).not.toContain('put/state/replace-unknown');
  expect(deleted.filter((path) => !/run|dead/i.test(path))).toEqual([]);
  expect((await sequencesAt(plain, serving(serverWith('not kept')))).findings).toContain(
    'read/state/created: created-shown: value/note',
  );
});

test('where such a PUT only replaces, nothing is told of it', async () => {
  const { errors, sent } = await sequencesAt(plain, ({ method, path }) =>
    method === 'GET' && path === '/coupons' ? { status: 200, body: [] } : 404,
  );
  expect(errors).toEqual([]);
  expect(sent).not.toContain('remove/state/delete');
});
