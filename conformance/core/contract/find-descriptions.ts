import { globSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { UserError } from '../user-error.ts';
import { userPath } from '../user-path.ts';

/** A description that was found in a folder; `typed` is the folder that names it alone. */
type Found = { readonly api: string; readonly file: string; readonly typed: string };

const entry = 'openapi.{yaml,yml,json}';

/** Whether a path, as the user typed it, is that of a folder. */
export const isFolder = (typed: string): boolean =>
  statSync(userPath(typed), { throwIfNoEntry: false })?.isDirectory() === true;

/**
 * The descriptions in a folder as the user typed it: its `openapi.yaml`, or that of each folder in it, as
 * in `spec/`. An API is named like its folder. Throws a `UserError` if there is none.
 */
export function descriptionsIn(typed: string): readonly Found[] {
  const folder = userPath(typed);
  for (const pattern of [entry, `*/${entry}`]) {
    const found = globSync(pattern, { cwd: folder }).sort();
    if (found.length > 0)
      return found.map((name) => {
        const file = join(folder, name);
        return { api: basename(dirname(resolve(file))), file, typed: dirname(file) };
      });
  }
  throw new UserError(
    `${typed}: there is no openapi.yaml in this folder, nor in a folder below it. Name the file of the description.`,
  );
}

/** The folder that is meant where the user names no description. Throws a `UserError` if there is none. */
export function usualFolder(): string {
  if (isFolder('spec')) return 'spec';
  throw new UserError(
    'Name a description: the path or the URL of an OpenAPI document. Without one, those in the folder spec/ are meant, such as spec/petstore/openapi.yaml, and there is no such folder here.',
  );
}
