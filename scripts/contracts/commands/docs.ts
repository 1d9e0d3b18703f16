import type { Command } from '../command.ts';

export const docs: Command = {
  name: 'docs',
  summary: 'Makes a reference site that fetches nothing: a page for each API, and an index',
  usage: ['[API, FILE, FOLDER or URL…] [options]'],
  examples: [
    ['petstore.yaml', 'writes generated/site/petstore.html and an index'],
    ['spec --out public/reference', 'writes the pages of spec/*/openapi.yaml'],
  ],
  explanation: `The pages can be opened from a folder or served by any host.

Exit codes: 0 done, 2 a description is broken.`,
  flags: async () => (await import('../../docs/command.ts')).flags,
  async execute(words) {
    const { execute } = await import('../../docs/command.ts');
    return await execute(words);
  },
};
