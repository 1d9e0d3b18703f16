import { execFileSync } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../../conformance/core/free-port.ts';
import { pathToFileURL } from 'node:url';
import { root } from './root.ts';

/** The test frameworks of the examples. Vitest's version is the one of this repository. */
const frameworks = ['jest@30.5.2', '@playwright/test@1.65.1'];

const chromium = process.env.CHROMIUM ?? '/usr/bin/chromium';

/**
 * Runs the examples for test frameworks in a project where the package is installed. Throws if one fails.
 * Cypress can't be installed from the npm registry alone: only its configuration is run.
 * @param project a folder outside this repository
 * @param environment the variables of its commands
 */
export async function tryExamples(project: string, environment: NodeJS.ProcessEnv): Promise<void> {
  const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    readonly devDependencies: { readonly vitest: string };
  };
  const npm = (words: readonly string[], folder = project, env = {}) =>
    execFileSync('npm', words, {
      cwd: folder,
      stdio: 'inherit',
      env: { ...environment, ...env },
      shell: process.platform === 'win32',
    });
  npm(['install', '--no-save', `vitest@${devDependencies.vitest}`, ...frameworks]);
  cpSync(join(root, 'scripts', 'examples'), project, { recursive: true });
  const toDo = join(root, 'scripts', 'mock', 'things', 'frontend', 'to-do.yaml');
  for (const folder of globSync('*/', { cwd: join(root, 'scripts', 'examples') }))
    copyFileSync(toDo, join(project, folder, 'to-do.yaml'));
  npm(['exec', '--', 'vitest', 'run'], join(project, 'vitest'));
  npm(['exec', '--', 'jest'], join(project, 'jest'), {
    NODE_OPTIONS: '--experimental-vm-modules',
  });
  if (existsSync(chromium))
    npm(['exec', '--', 'playwright', 'test'], join(project, 'playwright'), {
      ...{ CHROMIUM: chromium, MOCK_PORT: String(await freePort()) },
    });
  process.chdir(join(project, 'cypress'));
  await tryCypress(join(project, 'cypress', 'cypress.config.js'));
  process.chdir(root);
}

type Handlers = {
  readonly task: { readonly reset: () => null };
  readonly 'after:run': () => Promise<void>;
};
type CypressConfiguration = {
  readonly e2e: {
    readonly setupNodeEvents: (
      on: (event: keyof Handlers, handler: unknown) => void,
      config: object,
    ) => Promise<{ readonly baseUrl: string }>;
  };
};

/** Does with a configuration what Cypress does before, during and after a run. */
async function tryCypress(file: string): Promise<void> {
  const { default: configuration } = (await import(pathToFileURL(file).href)) as {
    readonly default: CypressConfiguration;
  };
  const handlers: Partial<Handlers> = {};
  const { baseUrl } = await configuration.e2e.setupNodeEvents(
    (event, handler) => Object.assign(handlers, { [event]: handler }),
    {},
  );
  const { status } = await fetch(`${baseUrl}/todos`);
  handlers.task!.reset();
  await handlers['after:run']!();
  if (status !== 200) throw new Error(`The mock of the Cypress example answers ${status}.`);
}
