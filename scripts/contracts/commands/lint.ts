import type { Command } from '../command.ts';

export const lint: Command = {
  name: 'lint',
  summary: 'Tells what in a description makes a mock, checks or generated code useless or wrong',
  usage: ['[API, FILE, FOLDER or URL…] [options]'],
  examples: [
    ['petstore.yaml', 'checks one description by the profile recommended, or by redocly.yaml'],
    ['petstore.yaml --profile house', 'demands evidence, named examples and descriptions too'],
    ['spec --max-warnings 0 --report github=-', 'annotates a pull request; a warning fails too'],
  ],
  explanation: `The rules are those of Redocly and of this package. A configuration extends one of two profiles,
switches rules and sets their severity. redocly.yaml:

  plugins: [openapi-contract-suite/lint]
  extends: [contracts/recommended]   # or contracts/house
  rules:
    contracts/example-valid: error

Exit codes: 0 no error, 1 errors or too many warnings, 2 the descriptions could not be checked.`,
  flags: async () => (await import('../../lint/command.ts')).flags,
  async execute(words) {
    const { execute } = await import('../../lint/command.ts');
    return await execute(words);
  },
};
