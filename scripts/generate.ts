import { runCommand } from '../conformance/core/command-line.ts';
import { execute } from './generate/command.ts';

await runCommand(() => execute(process.argv.slice(2)));
