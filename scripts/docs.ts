import { join } from 'node:path';
import { apis } from '../spec/apis.ts';
import { command } from './docs/command.ts';
import { root } from './redocly.ts';

process.exitCode = await command(process.argv.slice(2), apis, join(root, 'generated', 'site'));
