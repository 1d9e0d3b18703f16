import { spawnSync } from 'node:child_process';
import { isAbsolute, relative, resolve } from 'node:path';
import { readElsewhere } from '../../conformance/core/text-file.ts';
import { UserError } from '../../conformance/core/user-error.ts';
import { userPath } from '../../conformance/core/user-path.ts';

/** A commit that a user named. */
export type Ref = {
  /** As it was typed: `main`, `HEAD~3`. */
  readonly name: string;
  readonly commit: string;
};

/** Runs git where the user is; `undefined` where it fails. Throws a `UserError` if there is no git. */
function git(...words: readonly string[]): string | undefined {
  const { error, status, stdout } = spawnSync('git', words, {
    cwd: userPath('.'),
    encoding: 'utf8',
    maxBuffer: 100_000_000,
  });
  if (error) throw new UserError(`git can't be run: ${error.message}.`);
  return status === 0 ? stdout : undefined;
}

/** The commit that a name means; `undefined` if there is none. */
export function refNamed(name: string): Ref | undefined {
  const commit = git('rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`);
  return commit === undefined ? undefined : { name, commit: commit.trim() };
}

/** The day of a commit, as `2026-12-31`. */
export const dateOf = ({ commit }: Ref): string | undefined =>
  git('show', '--no-patch', '--format=%cs', '--end-of-options', commit)?.trim();

/** The path of a file from the root of the repository. Throws a `UserError` for one outside it. */
export function pathInRepository(file: string): string {
  const root = git('rev-parse', '--show-toplevel')?.trim();
  if (root === undefined) throw new UserError('This folder is in no git repository.');
  const path = relative(root, resolve(userPath(file))).replaceAll('\\', '/');
  if (path.startsWith('../') || isAbsolute(path))
    throw new UserError(`${file} is outside of the git repository ${root}.`);
  return path;
}

/** The paths of all files of a commit below a folder of the repository. */
export const filesOf = ({ commit }: Ref, folder: string): string[] =>
  (git('ls-tree', '-r', '-z', '--name-only', '--full-tree', commit, '--', folder) ?? '')
    .split('\0')
    .filter((path) => path !== '');

/**
 * The name under which a file of a commit is read, with all that it refers to in the same commit.
 * Messages and reports show it: `main:spec/petstore.yaml`, with a slash that `asGitNames` takes out.
 */
export function fileIn({ name, commit }: Ref, path: string): string {
  const folder = resolve(`${name}:`);
  readElsewhere(folder, (below) => git('show', '--end-of-options', `${commit}:${below}`));
  return relative('.', `${folder}/${path}`);
}

/** Whether a commit has a file. */
export const isIn = ({ commit }: Ref, path: string): boolean =>
  git('cat-file', '-e', `${commit}:${path}`) !== undefined;

/** The name of a file as git writes it. */
export const asGitName = (file: string): string =>
  file.replace(/^((?:[^/]+\/)*[^/]+:)\/(?!\/)/, '$1');
