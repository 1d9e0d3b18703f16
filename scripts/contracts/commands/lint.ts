import type { Command } from '../command.ts';

export const lint: Command = {
  name: 'lint',
  summary: 'Checks descriptions with Redocly and the rules of this package',
  usage: ['[API, FILE or FOLDER…]'],
  examples: [['petstore.yaml', 'checks one description']],
  explanation: `A warning counts as a problem.

Exit codes: 0 no problem, 1 problems, 2 the descriptions could not be checked.`,
  flags: async () => (await import('../../lint/command.ts')).flags,
  async execute(words) {
    const { execute } = await import('../../lint/command.ts');
    return await execute(words);
  },
};
