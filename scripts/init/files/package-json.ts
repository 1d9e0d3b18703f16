/** What each npm script of a new repository does, in the order of its README. */
export const scripts: readonly {
  readonly name: string;
  readonly runs: string;
  readonly does: string;
}[] = [
  {
    name: 'mock',
    runs: 'contracts mock spec --stateful',
    does: 'serves a mock of every API at http://127.0.0.1:4010, which keeps what requests create, change and delete',
  },
  {
    name: 'check',
    runs: 'contracts check spec',
    does: 'checks the mock; with `-- --target URL` a real server',
  },
  { name: 'lint', runs: 'contracts lint spec', does: 'tells what is wrong in the descriptions' },
  {
    name: 'generate',
    runs: 'contracts generate spec',
    does: 'writes `generated/`: what frontends import',
  },
  {
    name: 'docs',
    runs: 'contracts docs spec',
    does: 'writes a documentation site to `generated/site/`',
  },
  {
    name: 'diff',
    runs: 'contracts diff HEAD',
    does: 'tells what changed since the last commit, and what of it breaks clients',
  },
  {
    name: 'test',
    runs: 'npm run lint && npm run generate -- --check && npm run check',
    does: 'everything that a change must pass',
  },
];

/** `package.json` of a new repository. */
export const packageJson = (
  name: string,
  tool: { readonly name: string; readonly version: string },
): string =>
  `${JSON.stringify(
    {
      name,
      version: '0.1.0',
      private: true,
      type: 'module',
      engines: { node: '>=24.12' },
      scripts: Object.fromEntries(scripts.map(({ name: script, runs }) => [script, runs])),
      devDependencies: { [tool.name]: tool.version },
    },
    undefined,
    2,
  )}\n`;
