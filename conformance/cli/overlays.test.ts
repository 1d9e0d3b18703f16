import { expect, test } from 'vitest';
import { description, folderWith } from '../testing.ts';
import { conformance } from './testing.ts';

const responses = { 204: { description: 'Done.' } };
const files = {
  'things.json': description({ '/things': { get: { operationId: 'listThings', responses } } }),
  'one.yaml':
    "overlay: 1.0.0\nactions:\n  - target: $.paths['/things'].get\n    update: { operationId: listAll }\n",
  'two.yaml':
    "overlay: 1.0.0\nactions:\n  - target: $.paths['/things'].get\n    update: { operationId: listOne }\n  - target: $.nothing\n    remove: true\n",
};

test('--overlay and the configuration change the description, the flag last', async () => {
  const folder = folderWith({
    ...files,
    'c.yaml': 'targets: { things: { url: http://127.0.0.1:1, overlays: [one.yaml] } }',
  });
  process.env.INIT_CWD = folder;
  const plan = async (...words: string[]) =>
    conformance(['things.json', '--dry-run', '--operation', ...words]);
  try {
    const configured = await plan('listAll', '--config', 'c.yaml');
    expect(configured.out).toContain('listAll/');
    const { out, err, code } = await plan('listOne', '--config', 'c.yaml', '--overlay', 'two.yaml');
    expect({ code, out }).toEqual({ code: 0, out: expect.stringContaining('listOne/') });
    expect(err).toMatch(/things .*two\.yaml:5: nothing matches \$\.nothing/);
  } finally {
    delete process.env.INIT_CWD;
  }
});

test('an overlay of two descriptions is a mistake', async () => {
  expect((await conformance(['--overlay', 'one.yaml', '--dry-run'])).err).toBe(
    'error: --overlay one.yaml changes one description, and 3 are named: name one.\n',
  );
});
