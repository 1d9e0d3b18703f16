import type { Command } from '../command.ts';

export const generate: Command = {
  name: 'generate',
  summary: 'Writes what code needs of a description: a bundled document and types',
  usage: ['[options]'],
  examples: [['--check', 'names the files that are out of date, and writes nothing']],
  explanation: `Exit codes: 0 done, or nothing is out of date; 1 something is out of date; 2 a description is broken.`,
  flags: async () => (await import('../../generate/command.ts')).flags,
  async execute(words) {
    const { execute } = await import('../../generate/command.ts');
    return await execute(words);
  },
};
