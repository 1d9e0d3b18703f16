import { expect, test } from 'vitest';
import { withinTime } from '../../../conformance/checks/index.ts';
import { required } from '../../../conformance/generators/index.ts';
import { sectionOf as checkSection } from './checks.ts';
import { sectionOf as generatorSection } from './generators.ts';

test('a check without an example is an error that names it', async () => {
  await expect(checkSection('withinTime', { ...withinTime, id: 'unknown' })).rejects.toThrow(
    'The check unknown has no mutant that trips no other check.',
  );
});

test('a generator without an example is an error that names it', () => {
  expect(() => generatorSection('required', required, [])).toThrow(
    'The generator required plans no case for any description.',
  );
});
