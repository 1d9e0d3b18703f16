import { UserError } from '../../conformance/core/user-error.ts';
import { absolutePath, isUrl } from '../../conformance/core/user-path.ts';
import { dateOf, fileIn, isIn, pathInRepository } from './git.ts';
import { apisIn, nameOf, wordOf } from './sides.ts';

/** A former version of a description. */
export type Former = {
  /** The name to read it by; absent where that version had no such description. */
  readonly file?: string;
  /** The day of its commit, where git knows it. */
  readonly date?: string;
};

/**
 * Finds what a description was in a former version. In a folder of one description, it is that one if it is
 * the only API that is asked for.
 * @param from what `contracts diff` takes as OLD: a git ref, a file, a folder, a URL or `REF:PATH`
 * Throws a `UserError` for anything else.
 */
export async function formerOf(
  { api, file, isOnly }: { readonly api: string; readonly file: string; readonly isOnly: boolean },
  from: string,
): Promise<Former> {
  const word = wordOf(from);
  const dated = 'ref' in word ? { date: dateOf(word.ref) } : {};
  return defined({ ...dated, file: await fileOf() });

  async function fileOf(): Promise<string | undefined> {
    if (word.kind !== 'ref') {
      const inFolder = apisIn(word);
      if (!inFolder) return await nameOf(word, []);
      const [first] = inFolder.size === 1 && isOnly ? inFolder.values() : [];
      return inFolder.get(api) ?? first;
    }
    if (isUrl(file))
      throw new UserError(
        `${from}: git has no former version of ${file}. Name a file, a URL or REF:PATH to compare it with.`,
      );
    const path = pathInRepository(absolutePath(file));
    return isIn(word.ref, path) ? fileIn(word.ref, path) : undefined;
  }
}

const defined = ({
  file,
  date,
}: { readonly [key in keyof Former]: string | undefined }): Former => ({
  ...(file !== undefined && { file }),
  ...(date !== undefined && { date }),
});
