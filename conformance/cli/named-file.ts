import { readTextOr } from '../core/text-file.ts';
import { UserError } from '../core/user-error.ts';
import { userPath } from '../core/user-path.ts';

/** Where a configuration names a file, as file and line, and what the file is there. */
export type Naming = { readonly place: string; readonly what: string };

/**
 * The text of a file that a configuration names. Throws a `UserError` for one that can't be read: the
 * line that names it, and where it was looked for.
 */
export const textNamed = (file: string, { place, what }: Naming): string =>
  readTextOr(userPath(file), (reason, isMissing) => {
    throw new UserError(
      `${place}: ${what} ${file} can't be read: ${reason}.${
        isMissing && !file.startsWith('/')
          ? ' A path begins in the folder where the command runs, not in that of the configuration.'
          : ''
      }`,
    );
  });
