import { expect, test } from 'vitest';
import { encode } from '../../core/http/encode-request.ts';
import type { Case } from '../../generators/case.ts';
import type { Attempt } from '../attempt.ts';
import { Adapting } from './adapting.ts';
import { caseOf, fakeTarget, family, shelf } from './fake/testing.ts';

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
