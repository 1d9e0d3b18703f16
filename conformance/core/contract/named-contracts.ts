import { basename, join, relative } from 'node:path';
import { loadContract } from './load.ts';
import type { Contract } from './model.ts';
import { orNearest } from '../nearest.ts';
import { UserError } from '../user-error.ts';
import { userPath } from '../user-path.ts';

/** An index of APIs: by name, the path of the description from the repository's root. */
export type ApiIndex = { readonly [name: string]: string };

/** The root of the repository: its own descriptions are found from any working directory. */
const root = join(import.meta.dirname, '..', '..', '..');

/**
 * Loads the contracts that a user named, each an API of the index or the path of a description; without names, the
 * whole index. Throws a `UserError` for an unknown name. `place` is the file and line of the names, if they are not
 * from the command line.
 */
export function namedContracts(index: ApiIndex, names: readonly string[], place = ''): Contract[] {
  const files = (names.length > 0 ? names : Object.keys(index)).map(
    (name): [api: string, file: string] => {
      if (Object.hasOwn(index, name)) return [name, relative('.', join(root, index[name]!))];
      if (/^https?:/i.test(name))
        throw new UserError(
          `${name} is a URL, not an API. With npm, flags stand after two hyphens: npm run conformance -- --target URL.`,
        );
      if (/[/\\]|\.(ya?ml|json)$/i.test(name))
        return [basename(name).replace(/\.\w+$/, ''), userPath(name)];
      throw new UserError(
        `${place === '' ? '' : `${place}: `}There is no API "${name}"${orNearest(name, Object.keys(index))} There are ${Object.keys(index).join(', ')}; the path of an OpenAPI description will do too.`,
      );
    },
  );
  const twice = files.find(([api], at) => files.findIndex(([other]) => other === api) !== at);
  if (twice) throw new UserError(`${twice[0]} is named twice.`);
  return files.map(([api, file]) => loadContract(api, file));
}
