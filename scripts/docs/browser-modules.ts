import { existsSync, readFileSync } from 'node:fs';
import { isBuiltin, stripTypeScriptTypes } from 'node:module';
import { dirname, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from '../redocly.ts';

/**
 * Makes the modules that a page loads with an entry module: the text of each in JavaScript, by its path in the
 * site. It takes in what they import, also late, and the ES modules of packages. They find each other wherever
 * the paths are put together, such as below `assets/`; `moduleName` says which one is the entry. Throws for a
 * module that needs Node.
 * @param entry the path of the module, `.ts` as in this repository; of a built package the `.js` beside it is read
 */
export function browserModules(entry: string): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  const waiting = new Set([fileOf(entry)]);
  // a set takes in what is added while it is walked
  for (const file of waiting) {
    const name = moduleName(file);
    const text = codeOf(file).replaceAll(imports, (_, before: string, specifier: string) => {
      const target = targetOf(specifier, file);
      waiting.add(target);
      const path = relative(dirname(name), moduleName(target)).replaceAll(sep, '/');
      return `${before}'${path.startsWith('.') ? path : `./${path}`}'`;
    });
    texts.set(name, text);
  }
  return texts;
}

/** The path that `browserModules` gives to a module: that from the root of this program, or its package's. */
export function moduleName(file: string): string {
  const path = relative(root, fileOf(file)).split(sep);
  // where this program is installed, the packages are beside it
  const parts = path[0] === '..' ? fileOf(file).split(sep) : path;
  const installed = parts.lastIndexOf('node_modules');
  const below = installed < 0 ? parts : ['packages', ...parts.slice(installed + 1)];
  return below
    .filter((part) => part !== '')
    .join('/')
    .replace(/\.ts$/, '.js');
}

/** What is before the specifier of an import or a re-export, and the specifier. */
const imports =
  /(^(?:import|export)\b(?:[^;'"]*?\bfrom\s*)?\s*|\bimport\(\s*)['"]([^'"\n]+)['"](?=\s*(?:[;)]|\n|$))/gm;

/** A file that is there: built, its ending is another one. */
const fileOf = (file: string): string =>
  file.endsWith('.ts') && !existsSync(file) ? file.replace(/\.ts$/, '.js') : file;

function codeOf(file: string): string {
  const text = readFileSync(file, 'utf8');
  const code = file.endsWith('.ts') ? stripTypeScriptTypes(text) : text;
  // maps are not copied, and a browser would look for them
  return code.replace(/^\/\/# sourceMappingURL=.*$/m, '');
}

function targetOf(specifier: string, from: string): string {
  if (specifier.startsWith('.')) return fileOf(resolve(dirname(from), specifier));
  if (isBuiltin(specifier)) throw new Error(`${from} imports ${specifier}, which no browser has.`);
  return fileURLToPath(import.meta.resolve(specifier));
}
