import { expect, test } from 'vitest';
import { resourcesOf } from '../../core/resources/infer.ts';
import type { Json } from '../../core/json.ts';
import { contractOf, description, jsonBody } from '../../testing.ts';
import { fakeTarget, type Asked, type Told } from './fake/testing.ts';
import { Trials } from './trials.ts';

const text = { type: 'string' };

/** Trials at a target that makes shops with these members. */
function trialsAt(
  answer: (asked: Asked) => Told,
  properties: object = { name: text, note: text },
  required: readonly string[] = ['name'],
) {
  const schema = { type: 'object', required, properties };
  const paths = {
    '/shops': {
      post: {
        operationId: 'makeShop',
        requestBody: { required: true, ...jsonBody(schema) },
        responses: {
          201: { description: 'Made.' },
          409: { description: '' },
          422: { description: '' },
        },
      },
    },
  };
  const target = fakeTarget(paths, answer);
  const means = {
    ...{ model: resourcesOf(contractOf(description(paths))), things: target.things },
    ...{ values: new Map(), run: 'run', ask: target.ask, census: target.census },
    fill: async (_: unknown, request: object) => request as never,
  };
  const operation = target.operation('makeShop');
  const bodies = () =>
    target.asked.map(
      (one) => JSON.parse(one.replace('POST /shops ', '')) as { [name: string]: Json },
    );
  return { trials: new Trials(means), operation, bodies };
}

const needsNote = ({ body }: Asked): Told =>
  body && 'note' in body ? { status: 201, body: { id: 'a' } } : 422;

test('recipes are tried until one is taken, which is sent from then on', async () => {
  const { trials, operation, bodies } = trialsAt(needsNote);
  expect(trials.wasTried(operation)).toBe(false);
  const answered = await trials.send(operation);
  expect(answered?.made).toMatchObject({ isOwn: true });
  expect(trials.taken(operation)).toMatchObject({ isPlain: false });
  const count = bodies().length;
  expect(count).toBeGreaterThan(1);
  await trials.send(operation);
  expect(bodies()).toHaveLength(count + 1);
  expect(bodies().at(-1)).toHaveProperty('note');
  const names = bodies().map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});

test('a target that takes nothing is asked a few times, never twice for the same', async () => {
  const { trials, operation, bodies } = trialsAt(() => 422);
  expect(await trials.send(operation)).toBeUndefined();
  expect(trials.taken(operation)).toBeUndefined();
  expect(bodies().length).toBeLessThanOrEqual(20);
  const shapes = bodies().map((body) => JSON.stringify(body).replaceAll(/runp[a-z]{2}\d+/g, ''));
  expect(new Set(shapes).size).toBe(shapes.length);
});

test('a conflict is answered with texts of its own everywhere', async () => {
  const codes = new Set<Json>(['value']);
  const { trials, operation } = trialsAt(
    ({ body }) => (codes.has(body!.code!) ? 409 : { status: 201, body: { id: 'a' } }),
    { name: text, code: text },
  );
  await trials.send(operation);
  const plain = (await trials.request(operation))!.body!.value as {
    readonly [name: string]: string;
  };
  expect(plain.name).toMatch(/^value-run/);
  expect(trials.taken(operation)?.isDistinct ?? false).toBe(plain.code !== undefined);
});

test('the fullest request has all members that the target takes', async () => {
  const all = trialsAt(({ body }) => ({ status: 201, body: { id: String(body?.name) } }));
  await all.trials.send(all.operation);
  expect((await all.trials.fullest(all.operation))!.body!.value).toHaveProperty('note');
  const few = trialsAt(({ body }) => ('note' in body! ? 422 : { status: 201, body: { id: 'a' } }));
  await few.trials.send(few.operation);
  expect((await few.trials.fullest(few.operation))!.body!.value).not.toHaveProperty('note');
  // what was found out once is not asked again
  const count = few.bodies().length;
  await few.trials.fullest(few.operation);
  expect(few.bodies()).toHaveLength(count);
});

test('a wrapped thing gets names of its own, too', async () => {
  const taken = new Set<Json>();
  const { trials, operation, bodies } = trialsAt(
    ({ body }) => {
      const { email } = body!.shop as { readonly [name: string]: string };
      if (taken.has(email!)) return 409;
      taken.add(email!);
      return { status: 201, body: { id: email! } };
    },
    { name: text, shop: { type: 'object', required: ['email'], properties: { email: text } } },
    ['shop'],
  );
  for (let times = 0; times < 3; times += 1) await trials.send(operation);
  expect(bodies()).toHaveLength(3);
  expect(taken.size).toBe(3);
});

test('a refusal that says that a value is taken leads to texts of its own, too', async () => {
  const codes = new Set<Json>();
  const { trials, operation } = trialsAt(
    ({ body: { code } = {} }) => {
      if (codes.has(code!)) return { status: 422, body: { code: ['has already been taken'] } };
      codes.add(code!);
      return { status: 201, body: { id: String(code) } };
    },
    { name: text, code: text },
    ['name', 'code'],
  );
  await trials.send(operation);
  expect(trials.taken(operation)?.isDistinct).toBeUndefined();
  await trials.send(operation);
  expect(trials.taken(operation)?.isDistinct).toBe(true);
});

test('requests have texts of their own as long as that is wanted', async () => {
  const { trials, operation } = trialsAt(() => 409, { name: text, code: text }, ['code']);
  const codeOf = async () =>
    ((await trials.request(operation))!.body!.value as { readonly code: string }).code;
  const restore = trials.distinguish(operation)!;
  expect(await codeOf()).not.toBe('value');
  expect(trials.distinguish(operation)).toBeUndefined();
  restore();
  expect(await codeOf()).toBe('value');
  expect(trials.taken(operation)).toBeUndefined();
});

test('a PUT that makes a thing has the same name in its path and in its body', async () => {
  const paths = {
    '/tags/{tag}': {
      put: {
        operationId: 'putTag',
        parameters: [{ name: 'tag', in: 'path', required: true, schema: text }],
        requestBody: {
          required: true,
          ...jsonBody({ type: 'object', required: ['tag'], properties: { tag: text } }),
        },
        responses: { 201: { description: 'Made.' } },
      },
    },
  };
  const target = fakeTarget(paths, () => 201);
  await target.provider.recipe(target.operation('putTag'));
  const [, path = '', body = ''] = target.asked[0]!.split(' ');
  expect(path).toMatch(/^\/tags\/value-run/);
  expect(JSON.parse(body)).toEqual({ tag: path.replace('/tags/', '') });
});

test('a thing that the request numbers gets another number after a conflict', async () => {
  const taken = new Set<Json>();
  const { trials, operation } = trialsAt(
    ({ body: { id } = {} }) => {
      if (taken.has(id!)) return 409;
      taken.add(id!);
      return { status: 201, body: { id: id! } };
    },
    { id: { type: 'integer' }, size: { type: 'integer', maximum: 9 } },
    ['id', 'size'],
  );
  for (let times = 0; times < 3; times += 1)
    expect((await trials.send(operation))?.made).toMatchObject({ isOwn: true });
  expect(taken.size).toBe(3);
});
