import { runCommand } from '../conformance/core/command-line.ts';
import { execute } from './lint/command.ts';

await runCommand(() => execute(process.argv.slice(2)));
