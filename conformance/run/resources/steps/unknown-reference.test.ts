import { expect, test } from 'vitest';
import { preparation } from '../preparation.ts';
import { fakeTarget, family, shelf, type Asked, type Told } from '../fake/testing.ts';
import type { State } from '../sequence-state.ts';
import { unknownReference } from './unknown-reference.ts';

const text = { type: 'string' };

/** What the step sends to make an order with these members, where shops can be made, too. */
async function stepAt(
  members: object,
  answer: (asked: Asked) => Told = shelf(),
  more: object = {},
) {
  const target = fakeTarget(
    { ...family('Shop', '/shops'), ...family('Order', '/orders', { members, ...more }) },
    answer,
  );
  const operation = target.operation('makeOrder');
  const resource = target.model.subjects.get('makeOrder')!;
  const testCase = preparation(operation, {
    parameters: { path: {}, query: {}, header: {}, cookie: {} },
    credentials: 'good',
  });
  const made = await unknownReference({
    ...{ operation, resource, step: { act: 'create', testCase }, state: {} as State },
    kept: undefined as never,
    context: {
      resources: target,
      run: 'run',
      hasOther: false,
      send: async () => undefined,
      skip: () => undefined,
    },
  });
  return 'skip' in made ? made.skip : { body: made.request.body?.value, expects: made.expects };
}

const lacking = 'the target has no other thing that its body names for it';

test('a creation names a thing that was never made, where another one is named', async () => {
  const number = { type: 'integer' };
  for (const [shopId, absent] of [
    [text, '2147480321'],
    [number, 2_147_480_321],
  ])
    expect(await stepAt({ shopId, note: text })).toEqual({
      body: { shopId: absent, note: 'value' },
      expects: {
        ...{ of: 'unknown', isReference: true, names: ['order'] },
        ...{ thing: `the identifier ${JSON.stringify(absent)}`, since: 'no answer gave it' },
      },
    });
});

test('it is so in a list and in a wrapper', async () => {
  const many = { type: 'array', items: text, minItems: 1 };
  expect(await stepAt({ shopIds: many })).toMatchObject({ body: { shopIds: ['2147480321'] } });
  const order = { type: 'object', required: ['shopId'], properties: { shopId: text } };
  expect(await stepAt({ order })).toMatchObject({ body: { order: { shopId: '2147480321' } } });
});

test.each([
  ['no body names another thing', { name: text }],
  ['a member may be a text about one', { shop: text, shopName: text }],
  ['its values are listed', { shopId: { enum: ['a', 'b'] } }],
])('nothing is sent where %s', async (_, members) => expect(await stepAt(members)).toBe(lacking));

test('nothing is sent where the target takes any value, or no thing can be named', async () => {
  const keep = shelf();
  const noShops = (asked: Asked): Told => (asked.path.startsWith('/shops') ? 404 : keep(asked));
  expect(await stepAt({ shopId: text }, noShops)).toBe(lacking);
  expect(await stepAt({ shopId: text }, () => 400)).toBe(lacking);
});
