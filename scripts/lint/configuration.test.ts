import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderWith } from '../../conformance/testing.ts';
import { configurationFor, noteOf } from './configuration.ts';

const folder = folderWith({
  'ours.yaml': 'extends: [contracts/house]\nrules: { contracts/usable: off }\n',
  'theirs.yaml': '# extends: [contracts/recommended]\nextends: [minimal]\n',
  'misspelt.yaml': 'extends: [contracts/house]\nrules: { contracts/usabel: off }\n',
});
const file = (name: string) => ({ file: join(folder, name) });

test('a profile wins over a configuration, and a named configuration over the usual one', () => {
  expect(configurationFor(join(folder, 'ours.yaml'), 'house')).toEqual({ profile: 'house' });
  expect(configurationFor(join(folder, 'ours.yaml'), undefined)).toEqual(file('ours.yaml'));
  // the tests run where this repository has its own
  expect(configurationFor(undefined, undefined)).toEqual({ file: 'redocly.yaml' });
});

test('a configuration that is not there is a mistake', () =>
  expect(() => configurationFor(join(folder, 'none.yaml'), undefined)).toThrow('no such file'));

test('a configuration without a profile is told, and a rule that there is not is a mistake', () => {
  expect(noteOf({ profile: 'house' })).toBeUndefined();
  expect(noteOf(file('ours.yaml'))).toBeUndefined();
  expect(noteOf(file('theirs.yaml'))).toMatch(/only its own rules/);
  expect(() => noteOf(file('misspelt.yaml'))).toThrow(
    'there is no rule and no profile "contracts/usabel": did you mean "usable"?',
  );
});
