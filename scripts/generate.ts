import { join } from 'node:path';
import { apis } from '../spec/apis.ts';
import { command } from './generate/command.ts';
import { root } from './redocly.ts';

process.exitCode = await command(process.argv.slice(2), apis, join(root, 'generated'));
