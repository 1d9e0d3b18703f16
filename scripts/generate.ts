import { join } from 'node:path';
import { runCommand } from '../conformance/core/command-line.ts';
import { apis } from '../spec/apis.ts';
import { command } from './generate/command.ts';
import { root } from './redocly.ts';

await runCommand(async () => {
  const words = process.argv.slice(2);
  const code = await command(words, apis, join(root, 'generated'));
  if (code !== 0 || words.includes('--help')) return code;
  // imported only now: the pages run the conformance runner and the mock
  const { writePages } = await import('./generate/write-pages.ts');
  return writePages(words.includes('--check'));
});
