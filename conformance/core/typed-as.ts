/** The npm scripts of this repository that start a command of their own. */
const scripts: { readonly [command: string]: string } = {
  check: 'npm run conformance --',
  docs: 'npm run docs --',
  generate: 'npm run generate --',
  lint: 'npm run lint --',
  mock: 'npm run mock --',
  sign: 'npm run -s sign --',
};

/** In this repository, the sources run as they are; an installed package has been built from them. */
const isInstalled = import.meta.filename.endsWith('.js');

/** How a user starts the program, before the name of a command. */
export function programName(isBuilt = isInstalled, environment = process.env): string {
  if (!isBuilt) return 'npm run contracts --';
  // a package that is installed in a project is found by npm only; `--no` keeps npm from asking a registry for the name
  return environment.npm_command === undefined ? 'contracts' : 'npx --no contracts';
}

/**
 * How a user types a command where this program runs: `npm run mock -- --port 1` in this repository,
 * `contracts mock --port 1` where the package is installed. Help, messages and lines to paste say it so.
 */
export function typedAs(command: string, rest = '', isBuilt = isInstalled): string {
  const start = (isBuilt ? undefined : scripts[command]) ?? `${programName(isBuilt)} ${command}`;
  return rest === '' ? start.replace(/ --$/, '') : `${start} ${rest}`;
}
