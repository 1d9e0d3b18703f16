import type { Command } from '../command.ts';

export const mock: Command = {
  name: 'mock',
  summary: 'Starts a mock server, which responds as the descriptions document',
  usage: ['[API, FILE, FOLDER or URL…] [options]'],
  examples: [
    ['petstore.yaml', 'serves one description at http://127.0.0.1:4010'],
    ['petstore.yaml --stateful', 'keeps what requests create, change and delete'],
    ['petstore.yaml --port 0 --watch', 'any free port; reloads the description when it changes'],
  ],
  explanation: `Each API is at /<api>/<documented path>, and at the documented path itself if only one API has it.
"/" lists all operations.

Choose a response with the request header "Prefer: code=401", "Prefer: example=unauthorized" or "Prefer: dynamic=true".
Ctrl-C ends the mock.

Exit codes: 0 the mock was ended, 2 it could not start.`,
  flags: async () => (await import('../../mock/cli/flags.ts')).flags,
  async execute(words) {
    const { readCommand } = await import('../../mock/cli/flags.ts');
    const command = readCommand([...words]);
    const { serve } = await import('../../mock/cli/command.ts');
    await serve(command);
    return 0;
  },
};
