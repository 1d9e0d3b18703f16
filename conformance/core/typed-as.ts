import { join, relative } from 'node:path';

/** In this repository, the sources run as they are; an installed package has been built from them. */
export const isInstalled = import.meta.filename.endsWith('.js');

/** The npm scripts of this repository that start one command. */
const scripts: { readonly [command: string]: string } = {
  check: 'npm run conformance --',
  diff: 'npm run diff --',
  docs: 'npm run docs --',
  generate: 'npm run generate --',
  lint: 'npm run lint --',
  mock: 'npm run mock --',
  sign: 'npm run -s sign --',
};

/** How a program was started. */
type Start = {
  readonly isInstalled: boolean;
  readonly environment: { readonly [name: string]: string | undefined };
  /** The file that Node was told to run. */
  readonly file: string | undefined;
};

const thisStart: Start = { isInstalled, environment: process.env, file: process.argv[1] };

/** How a user starts the program, before the name of a command. */
export function programName(start = thisStart): string {
  if (!start.isInstalled) return 'npm run contracts --';
  if (start.environment.npm_command === undefined) return 'contracts';
  // npm keeps there what `npx` fetched, and what the project has not installed
  if (/[/\\]_npx[/\\]/.test(start.file ?? '')) return 'npx openapi-contract-suite';
  // `--no`: where it is not installed, npm would offer another package of this name
  return 'npx --no -- contracts';
}

/**
 * How a user types a command where this program runs: `npm run mock -- --port 1` in this repository,
 * `contracts mock --port 1` where the package is installed. Help, messages and lines to paste use it.
 */
export function typedAs(command: string, rest = '', start = thisStart): string {
  const script = start.isInstalled ? undefined : scripts[command];
  const words = script ?? `${programName(start)} ${command}`;
  return rest === '' ? words.replace(/ --$/, '') : `${words} ${rest}`;
}

/** The path of a file that comes with this program, such as a page to read, as the user would open it. */
export const shipped = (path: string): string =>
  isInstalled ? relative('.', join(import.meta.dirname, '..', '..', '..', path)) : path;
