import { runCommand } from '../core/command-line.ts';
import { execute } from './execute.ts';

await runCommand(() => execute(process.argv.slice(2)));
