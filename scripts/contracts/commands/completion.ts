import type { Command } from '../command.ts';

export const completion: Command = {
  name: 'completion',
  summary: 'Prints a script that completes commands and flags in bash, zsh or fish',
  usage: ['bash|zsh|fish'],
  examples: [
    ['bash', 'in ~/.bashrc: source <(contracts completion bash)'],
    ['zsh', 'in ~/.zshrc, after compinit: source <(contracts completion zsh)'],
    ['fish', 'once: contracts completion fish > ~/.config/fish/completions/contracts.fish'],
  ],
  explanation: 'Exit codes: 0 printed, 2 the shell is unknown.',
  flags: async () => ({}),
  async execute(words, commands) {
    const { execute } = await import('../completion/command.ts');
    return await execute(words, commands);
  },
};
