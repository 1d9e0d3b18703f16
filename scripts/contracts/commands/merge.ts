import type { Command } from '../command.ts';

export const merge: Command = {
  name: 'merge',
  summary: 'Combines the JSON reports of all parts of a run',
  usage: ['FILE… [options]'],
  examples: [['part-1.json part-2.json --report html=report.html', 'combines two parts']],
  explanation: `The parts are made by \`check --shard N/M --report json=FILE\`.

Exit codes: 0 it conforms, 1 there are findings or too little is covered, 2 it can't be judged.`,
  flags: async () => (await import('../../../conformance/cli/flags.ts')).mergeFlags,
  async execute(words) {
    const { execute } = await import('../../../conformance/cli/execute.ts');
    return await execute(['merge', ...words]);
  },
};
