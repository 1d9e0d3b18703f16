import { flagHelp, row } from '../../conformance/core/help.ts';
import { programName, typedAs } from '../../conformance/core/typed-as.ts';
import type { Command } from './command.ts';

/** What `contracts --help` prints. */
export function overview(commands: readonly Command[]): string {
  const names = commands.map(({ name, summary }) => row(name, `${summary}.`));
  const examples = commands.slice(0, 2).map(({ name, examples: [first] }) => example(name, first!));
  return `Works with OpenAPI descriptions: a mock server, checks of a live server, and what a client needs.

  ${programName()} COMMAND [words…] [options]

Commands
${names.join('\n')}

Examples
${examples.join('\n')}

${programName()} COMMAND --help tells more about one of them. --version prints the version.
`;
}

/** What `contracts COMMAND --help` prints. */
export async function helpOf(command: Command): Promise<string> {
  const { name, summary, usage, examples, explanation } = command;
  return `${summary}.

${usage.map((words) => `  ${typedAs(name, words)}`).join('\n')}

${flagHelp(await command.flags())}

Examples
${examples.map((one) => example(name, one)).join('\n')}

${explanation.trim()}
`;
}

const example = (name: string, [words, does]: readonly [string, string]): string =>
  `  ${typedAs(name, words)}\n      ${does}`;
