import { join } from 'node:path';
import { runCommand } from '../conformance/core/command-line.ts';
import { apis } from '../spec/apis.ts';
import { command } from './generate/command.ts';
import { root } from './redocly.ts';

await runCommand(() =>
  command(process.argv.slice(2), apis, join(root, 'generated'), async () =>
    // loaded last: the pages run the runner and the mock, which read generated/
    Object.values(await import('./generate/pages/index.ts')),
  ),
);
