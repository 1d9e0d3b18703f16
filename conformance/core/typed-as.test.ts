import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { programName, shipped, typedAs } from './typed-as.ts';

const here = { isInstalled: false, environment: {}, file: 'scripts/contracts.ts' };
const installed = { ...here, isInstalled: true, file: '/usr/bin/contracts' };
const byNpm = { ...installed, environment: { npm_command: 'exec' } };
const byNpx = { ...byNpm, file: '/home/ada/.npm/_npx/1b/node_modules/.bin/contracts' };

test.each([
  ['mock', '', here, 'npm run mock'],
  ['mock', '--port 1', here, 'npm run mock -- --port 1'],
  ['check', 'petstore.yaml', here, 'npm run conformance -- petstore.yaml'],
  ['merge', 'a.json', here, 'npm run contracts -- merge a.json'],
  ['mock', '--port 1', installed, 'contracts mock --port 1'],
  ['check', '', installed, 'contracts check'],
  ['check', '', byNpm, 'npx --no -- contracts check'],
  ['check', '', byNpx, 'npx openapi-contract-suite check'],
] as const)('%s %s is typed as a user starts it: %#', (command, rest, start, typed) =>
  expect(typedAs(command, rest, start)).toBe(typed),
);

test('the program itself has a name', () => {
  expect(programName(here)).toBe('npm run contracts --');
  expect(programName(installed)).toBe('contracts');
});

test.each(['conformance.config.example.yaml', 'scripts/mock/README.md'])(
  '%s is there to be read',
  (path) => expect(existsSync(shipped(path))).toBe(true),
);
