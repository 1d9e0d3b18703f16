import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { cached } from '../../conformance/core/memoize.ts';
import { isInstalled } from '../../conformance/core/typed-as.ts';

const folder = join(import.meta.dirname, 'browser');
const known = new Map<string, Promise<string>>();

type Bundler = { readonly bundled: (file: string) => Promise<string> };

/**
 * A script of `browser/`, such as `search/search`, as one module with all that it imports: a page asks for one
 * file and not for sixty. A package has it from its build; here it is made when it is needed.
 */
export const browserScript = (name: string): Promise<string> =>
  cached(known, name, async () => {
    if (isInstalled) return readFile(join(folder, `${name}.js`), 'utf8');
    // not as an import of this file: a package has no bundler
    const bundler = join(import.meta.dirname, '..', 'build', 'bundled.ts');
    const { bundled } = (await import(pathToFileURL(bundler).href)) as Bundler;
    return bundled(join(folder, `${name}.ts`));
  });
