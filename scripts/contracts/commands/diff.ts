import type { Command } from '../command.ts';

export const diff: Command = {
  name: 'diff',
  summary: 'Lists what changed from one description to another, and whether it breaks clients',
  usage: ['OLD NEW [options]', 'REF [REF] [FILE or FOLDER…] [options]'],
  examples: [
    ['old.yaml new.yaml', 'compares two files'],
    ['https://api.example.com/openapi.json openapi.yaml', 'compares what is deployed with a file'],
    ['main:spec/petstore.yaml spec/petstore.yaml', 'compares a file with that of a branch'],
    ['HEAD~3 spec/petstore.yaml', 'does the same for any files, with any git ref'],
    ['main', 'compares every description of spec/ with that of a branch'],
    ['v1.0.0 v2.0.0 --report markdown=CHANGES.md', 'compares two tags, and writes a page'],
  ],
  explanation: `A change is breaking if clients that keep to the old description fail, dangerous if some of them do or if
what it means can't be known, and safe otherwise. What clients send may get wider and what they receive
narrower; the other way round breaks them.

A breaking change is announced by a new major version in info.version (before 1.0, by a new minor version).
Files of another git ref must be there: in a shallow clone, git fetch --depth=1 origin main gets them.

Exit codes: 0 nothing breaks clients, or the major version says so, 1 something does, 2 it can't be judged.`,
  flags: async () => (await import('../../diff/command.ts')).flags,
  async execute(words) {
    const { execute } = await import('../../diff/command.ts');
    return await execute(words);
  },
};
