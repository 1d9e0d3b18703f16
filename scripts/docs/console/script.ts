import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { once } from '../../../conformance/core/memoize.ts';
import { isInstalled } from '../../../conformance/core/typed-as.ts';

const folder = join(import.meta.dirname, '..', 'browser', 'console');

type Bundler = { readonly bundled: (file: string) => Promise<string> };

/**
 * The console as one module: its own code and what generated validators need at run time, so that a page asks
 * for two files and not for sixty. A package has it from its build; here it is made when it is needed.
 */
export const consoleScript = once(async (): Promise<string> => {
  if (isInstalled) return readFile(join(folder, 'console.js'), 'utf8');
  // not as an import of this file: a package has no bundler
  const bundler = join(import.meta.dirname, '..', '..', 'build', 'bundled.ts');
  const { bundled } = (await import(pathToFileURL(bundler).href)) as Bundler;
  return bundled(join(folder, 'console.ts'));
});
