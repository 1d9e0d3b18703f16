import { expect, test } from 'vitest';
import type { StateFault } from './fault.ts';
import { stateFaults } from './faults.ts';
import { statefulServers } from './servers.ts';
import { walkFlat, walkNested } from './walks.ts';

const walks = { flat: walkFlat, nested: walkNested };
type Name = keyof typeof walks;
const right = new Map<string, Promise<string[]>>();

/** What the right server answers, asked once. */
function rightTrace(server: Name): Promise<string[]> {
  const known = right.get(server) ?? traceOf(server);
  right.set(server, known);
  return known;
}

async function traceOf(server: Name, fault?: StateFault): Promise<string[]> {
  await using running = await statefulServers[server].start({ fault });
  return await walks[server](running);
}

test('there are enough faults, each with an id of its own and a sentence as its reason', () => {
  const ids = stateFaults.map(({ id }) => id);
  expect(ids.length).toBeGreaterThan(80);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { id, server, reason } of stateFaults) {
    expect(id).toMatch(new RegExp(`^${server}/[a-z]+/[a-z-]+$`));
    expect(reason).toMatch(/^(It|A|All) .+\.$/);
  }
});

test.each(['flat', 'nested'] as const)(
  'the right %s server answers the same each time',
  async (server) => {
    expect(await traceOf(server)).toEqual(await rightTrace(server));
  },
);

test.each(stateFaults)('plain requests see $id', async (fault) => {
  expect(await traceOf(fault.server, fault)).not.toEqual(await rightTrace(fault.server));
});
