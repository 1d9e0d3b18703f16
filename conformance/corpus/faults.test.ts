import { expect, test } from 'vitest';
import * as checks from '../checks/index.ts';
import { classes, families } from './contract-server/fault.ts';
import { allFaultsOf, faultsOf, waivers } from './faults.ts';
import { candidates } from './score.ts';
import { described } from './subjects.ts';

const all = described.flatMap(({ description }) => allFaultsOf(description));

/** The minimum number of faults of each class: a generator that yields nothing must be noticed. */
const least = { accepts: 900, refuses: 450, answers: 1100, crashes: 180 } as const;

test.each(classes)('there are enough faults of the class %s', (name) => {
  expect(all.filter((fault) => fault.class === name).length).toBeGreaterThanOrEqual(least[name]);
});

test.each(families)('there are faults of the family %s', (name) => {
  expect(candidates().some(({ family }) => family === name)).toBe(true);
});

test('every operation has faults of every class', () => {
  for (const { description } of described) {
    for (const { id, refusals } of description.operations) {
      // without a refusal for invalid requests, a server cannot refuse too much
      for (const name of classes.filter((each) => each !== 'refuses' || refusals.has('invalid')))
        expect({
          id,
          name,
          has: all.some((fault) => fault.operation === id && fault.class === name),
        }).toEqual({ id, name, has: true });
    }
  }
});

test('every candidate has a unique id and a sentence as its reason', () => {
  const ids = candidates().map(({ id }) => id);
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  for (const { reason } of all) expect(reason).toMatch(/^(It|At|In) .+\.$/);
});

test('every check except notices is tripped by a candidate', () => {
  const tripped = new Set(candidates().flatMap(({ trips }) => trips));
  const notices = ['undocumented-member'];
  const named = Object.values(checks)
    .map(({ id }) => id)
    .filter((id) => !notices.includes(id));
  expect([...tripped]).toEqual(expect.arrayContaining(named));
});

test('a waiver names an existing fault and a reason', () => {
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

test('faults are the same each time', () => {
  expect(
    described.flatMap(({ description }) => allFaultsOf(description)).map(({ id }) => id),
  ).toEqual(all.map(({ id }) => id));
});
