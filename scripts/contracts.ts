#!/usr/bin/env node
import { runCommand } from '../conformance/core/command-line.ts';
import { dispatch } from './contracts/dispatch.ts';

await runCommand(() => dispatch(process.argv.slice(2)));
