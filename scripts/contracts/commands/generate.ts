import type { Command } from '../command.ts';

export const generate: Command = {
  name: 'generate',
  summary: 'Writes what code imports of a description: types, a client, operations, examples',
  usage: ['[API, FILE, FOLDER or URL…] [options]'],
  examples: [
    ['petstore.yaml --out src/generated', 'writes src/generated/petstore/'],
    [
      'petstore.yaml --out src/generated --check',
      'names the files that are out of date, and writes nothing',
    ],
  ],
  explanation: `Each API gets a folder: types, operations, a typed client (needs openapi-fetch), examples, enumerations,
the names that Prefer may use, and the description in one file.

Exit codes: 0 done, or nothing is out of date; 1 something is out of date; 2 a description is broken.`,
  flags: async () => (await import('../../generate/command.ts')).flags,
  async execute(words) {
    const { execute } = await import('../../generate/command.ts');
    return await execute(words);
  },
};
