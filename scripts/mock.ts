import { runCommand } from '../conformance/core/command-line.ts';
import { help, readCommand } from './mock/cli/flags.ts';

await runCommand(async () => {
  const command = readCommand(process.argv.slice(2));
  if (!command) {
    process.stdout.write(help);
    return 0;
  }
  // loaded late, so that --help and a mistyped flag respond at once
  const { serve } = await import('./mock/cli/command.ts');
  await serve(command);
  return 0;
});
