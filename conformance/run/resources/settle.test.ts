import { expect, test } from 'vitest';
import type { Json } from '../../core/json.ts';
import { preparation } from './preparation.ts';
import { caseOf, fakeTarget, family, type Asked, type Told } from './fake/testing.ts';

const shops = family('Shop', '/shops');

/** Makes a thing at a target, settles it, and says what its identifier is and what was asked for it. */
async function settled(answer: (asked: Asked) => Told, name = 'corner-shop') {
  const { operation, ask, provider, asked } = fakeTarget(shops, answer);
  const request = caseOf(operation('makeShop'), { '$request.body#/name': name }).request;
  const { made } = await ask(preparation(operation('makeShop'), request));
  await provider.settle(made!);
  return { identifier: made!.values.get('shopId'), asked: asked.slice(1) };
}

/** A target with one way to read each thing, and a list. */
const reading =
  (made: Told, isThere: (path: string) => boolean, list: readonly Json[] = []) =>
  ({ method, path }: Asked): Told =>
    method === 'POST'
      ? made
      : path === '/shops'
        ? { status: 200, body: list }
        : isThere(path)
          ? { status: 200, body: {} }
          : 404;

test('an address says it, and nothing is asked', async () => {
  const made = { status: 201, headers: { location: '/shops/7' }, body: { id: 'another' } };
  expect(await settled(reading(made, () => false))).toEqual({ identifier: '7', asked: [] });
});

test('of several members the one counts that a read finds', async () => {
  const made = { status: 201, body: { id: 12, uuid: 'u-12', name: 'corner' } };
  const { identifier, asked } = await settled(reading(made, (path) => path === '/shops/u-12'));
  expect(identifier).toBe('u-12');
  expect(asked).toEqual(['GET /shops/12', 'GET /shops/u-12']);
});

test('where no read finds it, the likeliest one stays, after a few tries', async () => {
  const made = {
    status: 201,
    body: { id: 1, uuid: 'u', key: 'k', slug: 's', name: 'n', code: 'c', number: 8 },
  };
  const { identifier, asked } = await settled(reading(made, () => false));
  expect([identifier, asked.length]).toEqual([1, 4]);
});

test('where its creation shows nothing, no thing of a list is taken for it that others may have made', async () => {
  const list = [
    { id: 'old', name: 'corner-shop' },
    { id: 'other', name: 'another' },
    { id: 'new', name: 'corner-shop' },
    { id: 'last', name: 'last' },
  ];
  const { identifier, asked } = await settled(reading({ status: 201 }, () => true, list));
  expect(['old', 'new']).not.toContain(identifier);
  expect(asked[0]).toBe('GET /shops');
});

test('a list without anything alike says nothing', async () => {
  const { identifier } = await settled(
    reading({ status: 201 }, () => false, [{ id: 'other', name: 'another' }]),
  );
  expect(identifier).not.toBe('other');
});
