import { expect, test } from 'vitest';
import { caseOf, fakeTarget, family, shelf, type Asked, type Told } from './fake/testing.ts';
import { tidy } from './clean-up.ts';
import { leave } from './leave.ts';
import { preparing, type Thing } from './things.ts';

const paths = { ...family('Shop', '/shops'), ...family('Item', '/shops/{shopId}/items') };

/** A run that made two shops, and an item in each, at a target that may answer deletions in another way. */
async function opened(deleting: (asked: Asked) => Told | undefined = () => undefined) {
  const keep = shelf();
  const target = fakeTarget(paths, (asked) =>
    asked.method === 'DELETE' ? (deleting(asked) ?? keep(asked)) : keep(asked),
  );
  const { ask, asked, operation } = target;
  for (const shop of [1, 2]) {
    await ask(caseOf(operation('makeShop')));
    await ask(caseOf(operation('makeItem'), { '$request.path.shopId': shop * 2 - 1 }));
  }
  return {
    deleted: () => asked.filter((one) => one.startsWith('DELETE')),
    end: (ended: () => string | undefined = () => undefined) => leave(target, { ask, ended }),
  };
}

const all = [
  ...['DELETE /shops/3/items/4', 'DELETE /shops/3'],
  ...['DELETE /shops/1/items/2', 'DELETE /shops/1'],
];

test('what was made last is deleted first', async () => {
  const { deleted, end } = await opened();
  expect(await end()).toEqual({ leftBehind: [], notes: [] });
  expect(deleted()).toEqual(all);
});

test('what is refused once is tried again, because others may have to go first', async () => {
  let isFirst = true;
  const { deleted, end } = await opened(({ path }) => {
    if (path !== '/shops/3' || !isFirst) return undefined;
    isFirst = false;
    return 409;
  });
  expect((await end()).leftBehind).toEqual([]);
  expect(deleted()).toEqual([...all, 'DELETE /shops/3']);
});

test('what is refused goes with what it lies below', async () => {
  const { deleted, end } = await opened(({ path }) =>
    path === '/shops/3/items/4' ? 409 : undefined,
  );
  expect((await end()).leftBehind).toEqual([]);
  expect(deleted()).toEqual(all);
});

test('what is gone already is no problem', async () => {
  const { end } = await opened(({ path }) => (path === '/shops/1/items/2' ? 410 : undefined));
  expect((await end()).leftBehind).toEqual([]);
});

test('what can not be deleted is told with its place, in the order in which it was made', async () => {
  const { end } = await opened(({ path }) => (path.includes('items') ? undefined : 409));
  const reason = 'DELETE /shops/{shopId} was answered with 409';
  expect((await end()).leftBehind).toEqual([
    { place: '/shops/1', reason },
    { place: '/shops/3', reason },
  ]);
});

test('where the time is over in the middle, the rest is told', async () => {
  const { deleted, end } = await opened();
  const { leftBehind } = await end(() =>
    deleted().length < 2 ? undefined : 'there was no time left',
  );
  expect(deleted()).toEqual(all.slice(0, 2));
  expect(leftBehind).toEqual(
    ['/shops/1', '/shops/1/items/2'].map((place) => ({ place, reason: 'there was no time left' })),
  );
});

test('before the sequences, only what cases made with values of their own goes', async () => {
  const target = fakeTarget(paths, shelf());
  const { ask, asked, operation, model, things, provider } = target;
  await ask(caseOf(operation('makeShop'), {}, { generator: preparing }));
  await ask(caseOf(operation('makeShop')));
  const settle = (thing: Thing) => provider.settle(thing);
  await tidy({ model, things, ask, settle, ended: () => 'it is over' });
  expect(things.made).toHaveLength(2);
  await tidy({ model, things, ask, settle, ended: () => undefined });
  expect(asked.filter((one) => one.startsWith('DELETE'))).toEqual(['DELETE /shops/2']);
  expect(things.made).toHaveLength(1);
});
