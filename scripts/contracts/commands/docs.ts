import { setFlagsFromString } from 'node:v8';
import { shipped } from '../../../conformance/core/typed-as.ts';
import type { Command } from '../command.ts';

export const docs: Command = {
  name: 'docs',
  summary: 'Makes a reference site of descriptions, or serves it with the mock',
  usage: ['[API, FILE, FOLDER or URL…] [options]'],
  examples: [
    ['petstore.yaml', 'writes the site to generated/site/'],
    ['petstore.yaml --serve', 'serves it with the mock; the browser reloads what changes'],
    ['spec --out public --config docs.yaml', 'has its own title, colours, logo and language'],
    ['spec --since v1.0.0 --report report.json', 'shows what changed, and what was checked'],
  ],
  explanation: `The pages can be opened from a folder or served by any host, and fetch nothing from another one. ${shipped('scripts/docs/README.md')}
tells what a configuration may hold.

With --serve nothing is written: the site is at "/", and the mock at "/mock/<api>/<documented path>". A
mistake in a description is shown in the browser, above the last good site. Ctrl-C ends it.

Exit codes: 0 done, 2 a description or the configuration has a mistake.`,
  flags: async () => (await import('../../docs/flags.ts')).flags,
  async execute(words) {
    // a large site makes much that is soon garbage: its memory grows to half of what it would by default
    setFlagsFromString('--heap-growing-percent=25');
    const { execute } = await import('../../docs/command.ts');
    return await execute(words);
  },
};
