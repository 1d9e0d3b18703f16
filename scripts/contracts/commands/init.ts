import type { Command } from '../command.ts';

export const init: Command = {
  name: 'init',
  summary: 'Makes a repository for descriptions, with a mock, checks and CI that work at once',
  usage: ['[FOLDER] [--from DESCRIPTION]'],
  examples: [
    ['contracts', 'makes the folder contracts, with a to-do list as an example'],
    ['--from petstore.yaml', 'makes a repository of this folder, with your own description'],
  ],
  explanation: `It writes spec/, generated/, package.json, redocly.yaml, README.md, .gitignore and a workflow of GitHub. Files that
are there stay as they are, and are named.

Exit codes: 0 done, 2 the description can't be used or a file can't be written.`,
  flags: async () => (await import('../../init/command.ts')).flags,
  async execute(words) {
    const { execute } = await import('../../init/command.ts');
    return await execute(words);
  },
};
