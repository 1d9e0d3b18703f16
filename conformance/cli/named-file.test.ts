import { expect, test } from 'vitest';
import { folderWith } from '../testing.ts';
import { conformance } from './testing.ts';

const fetched = '{ flow: refresh, refreshToken: { file: none } }';
const families: readonly (readonly [what: string, line: number, target: string, api?: string])[] = [
  ['the overlay none', 4, 'url: http://127.0.0.1:1\n    overlays: [none]'],
  ['the module of hooks none', 4, 'url: http://127.0.0.1:1\n    hooks: none'],
  ['the file none', 4, 'url: http://127.0.0.1:1\n    credentials: { apiKey: { file: none } }'],
  ['the file none', 4, `url: http://127.0.0.1:1\n    credentials: { apiKey: ${fetched} }`],
  [
    'the file none',
    6,
    'url: http://127.0.0.1:1\n    credentials: { apiKey: abcdefgh }\n    credentialsFor:\n      registerSession: { apiKey: { file: none } }',
  ],
  [
    'the file none',
    5,
    'url: http://127.0.0.1:1\n    credentials: { apiKey: abcdefgh }\n    otherUser: { apiKey: { file: none } }',
  ],
  [
    'the file none',
    4,
    'url: http://127.0.0.1:1\n    credentials: { bearer: { uid: u, sid: s, privateKeyFile: none } }',
    'mixin',
  ],
  ['the description none.yaml', 2, 'url: http://127.0.0.1:1', 'none.yaml'],
];
for (const [what, line, target, api = 'amity'] of families)
  test(`${what} that a configuration names and that is not there: ${target}`, async () => {
    const folder = folderWith({ 'c.yaml': `targets:\n  ${api}:\n    ${target}\n` });
    process.env.INIT_CWD = folder;
    try {
      const { err, out, code } = await conformance(['--config', 'c.yaml']);
      expect({ out, code }).toEqual({ out: '', code: 2 });
      expect(err.replaceAll(`${folder}/`, '')).toBe(
        `error: c.yaml:${line}: ${what} can't be read: there is no such file. A path begins in the folder where the command runs, not in that of the configuration.\n`,
      );
    } finally {
      delete process.env.INIT_CWD;
    }
  });
