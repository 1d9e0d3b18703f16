import { expect, test } from 'vitest';
import * as checks from '../checks/index.ts';
import { classes } from './contract-server/fault.ts';
import { allFaultsOf, faultsOf } from './faults.ts';
import { waivers } from './faults/waivers.ts';
import { candidates } from './score.ts';
import { described } from './subjects.ts';

const all = described.flatMap(({ description }) => allFaultsOf(description));

/**
 * How many faults there are of each class at least: a generator that falls silent must be noticed.
 */
const least = { accepts: 900, refuses: 450, answers: 1100, crashes: 180 } as const;

test.each(classes)('there are enough faults of the class %s', (name) => {
  expect(all.filter((fault) => fault.class === name).length).toBeGreaterThanOrEqual(least[name]);
});

test('every operation has faults of every class', () => {
  for (const { description } of described) {
    for (const { id, refusals } of description.operations) {
      // what has nothing to refuse for can't refuse too much
      for (const name of classes.filter((each) => each !== 'refuses' || refusals.has('invalid')))
        expect({
          id,
          name,
          has: all.some((fault) => fault.operation === id && fault.class === name),
        }).toEqual({ id, name, has: true });
    }
  }
});

test('every candidate has an id of its own, and says its fault in a sentence', () => {
  const ids = candidates().map(({ id }) => id);
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  for (const { reason } of all) expect(reason).toMatch(/^(It|At|In) .+\.$/);
});

test('every check that accuses is tripped by some candidate', () => {
  const tripped = new Set(candidates().flatMap(({ trips }) => trips));
  const notices = ['undocumented-member'];
  const named = Object.values(checks)
    .map(({ id }) => id)
    .filter((id) => !notices.includes(id));
  expect([...tripped]).toEqual(expect.arrayContaining(named));
});

test('a waiver waives a fault that there is, and says why', () => {
  const ids = new Set(all.map(({ id }) => id));
  for (const [id, reason] of waivers) {
    expect(ids).toContain(id);
    expect(reason).toMatch(/^[A-Z].+\.$/);
  }
  expect(
    described
      .flatMap(({ description }) => faultsOf(description))
      .filter(({ id }) => waivers.has(id)),
  ).toEqual([]);
});

test('faults are generated alike each time', () => {
  expect(
    described.flatMap(({ description }) => allFaultsOf(description)).map(({ id }) => id),
  ).toEqual(all.map(({ id }) => id));
});
