import { expect, test } from 'vitest';
import { encode } from '../../core/http/encode-request.ts';
import type { Json } from '../../core/json.ts';
import type { Case } from '../../generators/case.ts';
import type { Attempt } from '../attempt.ts';
import { Adapting } from './adapting.ts';
import { caseOf, fakeTarget, family, shelf, type Told } from './fake/testing.ts';

const text = { type: 'string' };
const shops = family('Shop', '/shops');

/** Sends a case to a shelf whose cases are answered with one status after the other, the last for ever. */
function adaptingTo(...statuses: readonly number[]) {
  const target = fakeTarget(shops, shelf());
  const adapting = new Adapting({ ...target, values: new Map() });
  const sent: string[] = [];
  const perform = async (testCase: Case): Promise<readonly Attempt[]> => {
    const { method, path } = encode(testCase.operation, testCase.request);
    const status = statuses[sent.length] ?? statuses.at(-1)!;
    sent.push(`${method} ${path}`);
    return [{ exchange: { reply: { status } } }] as unknown as readonly Attempt[];
  };
  return { ...target, adapting, sent, send: (testCase: Case) => adapting.send(testCase, perform) };
}

test.each([404, 409, 410])(
  'a thing that is refused with %i is replaced by another one',
  async (status) => {
    const { operation, send, sent } = adaptingTo(status, 200);
    await send(caseOf(operation('readShop')));
    expect(sent).toEqual(['GET /shops/1', 'GET /shops/2']);
    await send(caseOf(operation('readShop')));
    expect(sent.at(-1)).toBe('GET /shops/2');
  },
);

test('things are replaced a few times for each operation, and for valid requests only', async () => {
  const { operation, send, sent } = adaptingTo(409);
  await send(caseOf(operation('readShop'), {}, { intent: 'unspecified' }));
  expect(sent).toHaveLength(1);
  for (let times = 0; times < 5; times += 1) await send(caseOf(operation('readShop')));
  expect(sent).toHaveLength(1 + 5 + 3);
});

test('a request about a value of its own replaces nothing', async () => {
  const { operation, send, sent } = adaptingTo(404);
  for (let times = 0; times < 4; times += 1)
    await send(caseOf(operation('readShop'), { '$request.path.shopId': 'own' }));
  expect(sent).toEqual(Array.from({ length: 4 }, () => 'GET /shops/own'));
  await send(caseOf(operation('readShop')));
  expect(sent.slice(4)).toEqual(['GET /shops/1', 'GET /shops/2']);
});

test('what is refused is not sent again where the target takes the same with another name', async () => {
  const { operation, send, sent } = adaptingTo(400, 201);
  await send(caseOf(operation('makeShop')));
  expect(sent).toEqual(['POST /shops']);
});

test('cases that are sent at once get things of their own, where they delete', async () => {
  const { operation, send, sent } = adaptingTo(200);
  const deletion = caseOf(operation('deleteShop'));
  await Promise.all([send(deletion), send(deletion), send(deletion)]);
  expect(sent.toSorted()).toEqual(['DELETE /shops/1', 'DELETE /shops/2', 'DELETE /shops/3']);
});

test('what is not sent says why', async () => {
  const target = fakeTarget(shops, () => 400);
  const adapting = new Adapting({ ...target, values: new Map() });
  const deletion = caseOf(target.operation('deleteShop'));
  expect(await adapting.send(deletion, async () => [])).toEqual({
    skip: 'it deletes, and this run deletes only what it made; it made none that fits (values.deleteShop of the configuration may name one)',
  });
});

test('an empty body is learned from a 415 to a request without one, once', async () => {
  const { adapting, operation } = adaptingTo(415);
  const answered = [{ exchange: { reply: { status: 415 } } }] as unknown as readonly Attempt[];
  const deletion = caseOf(operation('deleteShop'));
  expect((await adapting.adapted(deletion)).request.body).toBeUndefined();
  expect(adapting.learnsBody(deletion, answered)).toBe(true);
  expect(adapting.learnsBody(deletion, answered)).toBe(false);
  expect((await adapting.adapted(deletion)).request.body?.value).toEqual({});
  // a documented body is not missing
  expect(adapting.learnsBody(caseOf(operation('makeShop')), answered)).toBe(false);
});

type Body = { readonly [name: string]: Json };

/** Sends cases to a shelf where no two things have the same of some members, wrapped or not. */
function uniqueIn(
  members: readonly string[],
  { refuse = 409 as Told, thingOf = (body: Body) => body, shape = shops as object } = {},
) {
  const keep = shelf();
  const given = new Map<string, string>();
  const target = fakeTarget(shape, (asked) => {
    const thing = asked.body && thingOf(asked.body);
    const own = members.map((name) => `${name} ${JSON.stringify(thing?.[name])}`);
    const isWriting = asked.method !== 'GET' && thing !== undefined;
    if (isWriting && own.some((one) => ![undefined, asked.path].includes(given.get(one))))
      return refuse;
    const told = keep({ ...asked, ...(thing && { body: thing }) });
    const made = typeof told === 'number' ? undefined : (told.body as Body).id;
    const path = asked.method === 'POST' ? `${asked.path}/${String(made)}` : asked.path;
    if (isWriting) for (const one of own) given.set(one, path);
    return told;
  });
  const adapting = new Adapting({ ...target, values: new Map() });
  const perform = async (testCase: Case): Promise<readonly Attempt[]> => [
    { exchange: (await target.ask(testCase)).exchange } as Attempt,
  ];
  const statusOf = async (
    id: string,
    places: { readonly [place: string]: Json } = {},
    more = {},
  ) => {
    const sent = await adapting.send(caseOf(target.operation(id), places, more), perform);
    return 'skip' in sent ? sent.skip : sent[0]?.exchange?.reply.status;
  };
  const bodies = (method: string) =>
    target.asked.flatMap((one) => {
      const [sent = '', path = '', body = ''] = one.split(/ (.*?) (.*)/);
      return sent === method ? [{ path, body: JSON.parse(body) as Body }] : [];
    });
  return { ...target, statusOf, bodies };
}

test.each(['changeShop', 'putShop'])(
  'a name that another thing has is no reason to refuse %s: it gets one of its own',
  async (id) => {
    const { statusOf, asked } = uniqueIn(['name'], { shape: family('Shop', '/shops') });
    // another thing has the planned name
    expect(await statusOf('makeShop')).toBe(201);
    expect(await statusOf(id)).toBe(200);
    const count = asked.length;
    // from then on, each has a name of its own at once
    expect(await statusOf(id)).toBe(200);
    expect(asked).toHaveLength(count + 1);
  },
);

const wrapped = (inner: object, name: string) => ({
  ...family('Shop', '/shops', {
    members: { [name]: { type: 'object', properties: inner, required: Object.keys(inner) } },
  }),
});
const email = { type: 'string', format: 'email' };

test.each<[what: string, shape: object, thingOf: (body: Body) => Body]>([
  ['a wrapper', wrapped({ email }, 'shop'), ({ shop }) => shop as Body],
  [
    'JSON:API',
    wrapped(
      {
        type: text,
        attributes: { type: 'object', required: ['email'], properties: { email } },
      },
      'data',
    ),
    ({ data }) => (data as Body).attributes as Body,
  ],
])('it is so in %s, and the type of a thing stays', async (_, shape, thingOf) => {
  const { statusOf, bodies } = uniqueIn(['email'], { shape, thingOf });
  expect(await statusOf('makeShop')).toBe(201);
  expect(await statusOf('changeShop')).toBe(200);
  const [refused, sent] = bodies('PATCH').map(({ body }) => body);
  expect(thingOf(refused!).email).not.toBe(thingOf(sent!).email);
  expect((sent!.data as Body | undefined)?.type).toBe((refused!.data as Body | undefined)?.type);
});

test('a refusal that says that a value is taken is a conflict, too', async () => {
  const refuse = { status: 422, body: { errors: { name: ['has already been taken'] } } };
  const { statusOf } = uniqueIn(['name'], { refuse });
  expect(await statusOf('makeShop')).toBe(201);
  expect(await statusOf('changeShop')).toBe(200);
});

test('a creation whose case conflicts gets texts of its own, too', async () => {
  const shape = family('Shop', '/shops', { members: { name: text, code: text } });
  const { statusOf } = uniqueIn(['code'], { shape });
  expect(await statusOf('makeShop')).toBe(201);
  expect(await statusOf('makeShop')).toBe(201);
});

test('what a case is about stays, and so does what the target refuses all the same', async () => {
  const { statusOf, bodies } = uniqueIn(['name']);
  const own = { '$request.body#/name': 'own' };
  expect(await statusOf('makeShop', own)).toBe(201);
  expect(await statusOf('changeShop', own)).toBe(409);
  expect(bodies('PATCH').every(({ body }) => body.name === 'own')).toBe(true);
  const { send, sent, operation } = adaptingTo(409);
  await send(caseOf(operation('changeShop')));
  // once with another text, once about another thing
  expect(sent).toEqual(['PATCH /shops/1', 'PATCH /shops/1', 'PATCH /shops/2']);
  for (let times = 0; times < 6; times += 1) await send(caseOf(operation('changeShop')));
  const count = sent.length;
  await send(caseOf(operation('changeShop')));
  expect(sent).toHaveLength(count + 1);
});

const tooLong = { name: text, code: { type: 'string', maxLength: 2 } };
const broken = {
  ...{ intent: 'invalid' as const },
  rule: { in: 'body' as const, pointer: '/code', keyword: 'maxLength' },
};

test('a request that breaks a rule is not refused for a conflict instead', async () => {
  const shape = family('Shop', '/shops', { members: tooLong });
  const { statusOf, bodies } = uniqueIn(['name'], { shape });
  await statusOf('makeShop');
  const code = { '$request.body#/code': 'long' };
  // the target does not know the rule
  expect(await statusOf('changeShop', code, broken)).toBe(200);
  expect(bodies('PATCH').map(({ body }) => body.code)).toEqual(['long', 'long']);
  // of valid requests, nothing is known from that
  expect(await statusOf('changeShop', { '$request.body#/code': 'a' })).toBe(200);
});

test('an invalid request that conflicts all the same is sent twice and no more', async () => {
  const shape = family('Shop', '/shops', { members: tooLong });
  const { statusOf, bodies } = uniqueIn(['code'], { shape });
  const code = { '$request.body#/code': 'long' };
  await statusOf('makeShop', code);
  expect(await statusOf('changeShop', code, broken)).toBe(409);
  expect(bodies('PATCH')).toHaveLength(2);
});
