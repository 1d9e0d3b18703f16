import { join } from 'node:path';
import { expect, test } from 'vitest';
import { descriptionsFor } from '../lint/descriptions.ts';
import { findProblems } from '../lint/problems.ts';

const todo = await descriptionsFor([join(import.meta.dirname, 'todo')]);

test('the example has no problem by the profile recommended', async () =>
  expect(await findProblems(todo, { profile: 'recommended' })).toEqual([]));

test('by the profile house it lacks only evidence, and a host that is known', async () => {
  const problems = await findProblems(todo, { profile: 'house' });
  expect([...new Set(problems.map(({ rule }) => rule))].sort()).toEqual([
    'contracts/known-server-hosts',
    'contracts/operation-source',
  ]);
});
