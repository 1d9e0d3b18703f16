import { expect, test } from 'vitest';
import { candidates, scoreOf } from '../score.ts';
import { stateFaults } from './faults.ts';
import { accusations, contractOf, judge, shuffled, unjudged, withoutSuccess } from './judge.ts';
import { statefulServers } from './servers.ts';
import type { StatefulServer } from './serve.ts';

const names = ['flat', 'nested'] as const;

/** Everything that a run must leave as it was. The settings are changed, not made. */
const stateOf = (server: StatefulServer) =>
  Object.fromEntries(
    Object.entries(server.state()).filter(([place]) => place !== 'library/settings'),
  );

const nothing = { accused: [], unjudged: [], withoutSuccess: [] };

const resultOf = async (...sent: Parameters<typeof judge>) => {
  const report = await judge(...sent);
  return {
    accused: accusations(report),
    unjudged: unjudged(report),
    withoutSuccess: withoutSuccess(report),
  };
};

test.each(names)(
  'the right %s server: all reached, nothing found, nothing left, twice',
  async (name) => {
    await using server = await statefulServers[name].start({});
    const before = stateOf(server);
    for (const _ of ['once', 'again']) {
      expect(await resultOf(contractOf(name), server)).toEqual(nothing);
      expect(stateOf(server)).toEqual(before);
    }
  },
);

const orders = names.flatMap((name) => Array.from({ length: 20 }, (_, seed) => ({ name, seed })));

test.each(orders)(
  'the right $name server, described in another order ($seed)',
  async ({ name, seed }) => {
    await using server = await statefulServers[name].start({});
    const before = stateOf(server);
    const plan = { maxCases: 10 };
    expect(await resultOf(shuffled(name, seed), server, { plan })).toEqual(nothing);
    expect(stateOf(server)).toEqual(before);
  },
);

/** Faults that no check shows yet. Take out what a new check finds. */
const unseen: readonly string[] = [
  'flat/books/create-gives-one-id',
  'flat/books/create-forgets-a-member',
  'flat/books/list-lacks-the-newest',
  'flat/books/put-merges',
  'flat/books/patch-appends',
  'flat/books/title-is-cut',
  'flat/books/patch-changes-the-id',
  'flat/books/delete-of-unknown-succeeds',
  'flat/books/strangers-put-is-kept',
  'flat/books/strangers-delete-is-done',
  'flat/books/conflict-is-created',
  'flat/authors/create-forgets-a-member',
  'flat/authors/refused-delete-is-done',
  'flat/settings/put-is-lost',
  'flat/settings/put-merges',
  'flat/settings/put-forgets-a-member',
  'nested/projects/list-shows-others',
  'nested/projects/delete-takes-others',
  'nested/issues/list-lacks-the-newest',
  'nested/issues/list-ignores-its-filter',
  'nested/issues/list-repeats-its-first-page',
  'nested/issues/put-merges',
  'nested/issues/patch-appends',
  'nested/issues/title-is-cut',
  'nested/issues/delete-of-unknown-removes-the-last',
  'nested/issues/delete-of-unknown-succeeds',
  'nested/issues/strangers-put-is-kept',
  'nested/issues/strangers-delete-is-done',
  'nested/issues/read-shows-others',
  'nested/issues/null-is-ignored',
  'nested/issues/close-closes-a-neighbour',
  'nested/comments/delete-of-unknown-removes-the-last',
  'nested/comments/delete-of-unknown-succeeds',
];

test('the faults that no check shows are faults', () => {
  expect(stateFaults.map(({ id }) => id)).toEqual(expect.arrayContaining([...unseen]));
});

/** Takes every n-th fault; `npm run mutants -- --class state` takes all. */
const stride = 6;

const sample = candidates()
  .filter(({ id, class: kind }) => kind === 'state' && !unseen.includes(id))
  .filter((_, index) => index % stride === 0);

test.each(sample)('the runner finds $id', async (candidate) => {
  expect(await scoreOf(candidate)).toMatchObject({ outcome: 'detected' });
});
