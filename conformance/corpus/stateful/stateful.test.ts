import { expect, test } from 'vitest';
import { candidates, scoreOf } from '../score.ts';
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

/** Takes every n-th fault; `npm run mutants -- --class state` takes all. */
const stride = 6;

const sample = candidates()
  .filter(({ class: kind }) => kind === 'state')
  .filter((_, index) => index % stride === 0);

test.each(sample)('the runner finds $id', async (candidate) => {
  expect(await scoreOf(candidate)).toMatchObject({ outcome: 'detected' });
});
