import type { Command } from '../command.ts';

export const types: Command = {
  name: 'types',
  summary: 'Prints the TypeScript types of a description, and nothing else that code needs',
  usage: ['API, FILE, FOLDER or URL [options]'],
  examples: [
    ['petstore.yaml --out src/petstore.ts', 'writes one file'],
    ['https://petstore.example.com/openapi.json > petstore.ts', 'reads a description by its URL'],
  ],
  explanation: `The types are those of openapi-typescript: paths, operations and components.

Exit codes: 0 done, 2 the description is broken.`,
  flags: async () => (await import('../../types/command.ts')).flags,
  async execute(words) {
    const { execute } = await import('../../types/command.ts');
    return await execute(words);
  },
};
