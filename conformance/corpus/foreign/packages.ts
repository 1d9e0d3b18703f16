import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../core/user-error.ts';

/** A package of the npm registry, at one version, and the files of it that are read. */
export type ForeignPackage = {
  readonly name: string;
  readonly version: string;
  readonly files: readonly string[];
};

/** Where unpacked files are: nothing but this command reads them. */
const folder = join(import.meta.dirname, '..', '..', '..', 'node_modules', '.foreign');

/** The path of a file of a package that `unpack` has fetched. */
export const pathIn = ({ name, version }: Omit<ForeignPackage, 'files'>, file: string): string =>
  join(folder, `${name.replace('/', '+')}@${version}`, file);

/**
 * Fetches the files of some packages that are not there yet. The packages hold hundreds of megabytes,
 * so only the named files are unpacked. npm verifies what it fetches. Throws a `UserError`.
 */
export function unpack(packages: readonly ForeignPackage[]): void {
  for (const wanted of packages) {
    const missing = wanted.files.filter((file) => !existsSync(pathIn(wanted, file)));
    if (missing.length > 0) fetchFiles(wanted, missing);
  }
}

function fetchFiles(wanted: ForeignPackage, files: readonly string[]): void {
  const named = `${wanted.name}@${wanted.version}`;
  const temporary = join(folder, `.unpacking-${process.pid}`);
  mkdirSync(temporary, { recursive: true });
  try {
    process.stderr.write(`fetching ${named}\n`);
    const packed = commandOutput('npm', [
      'pack',
      named,
      '--silent',
      '--pack-destination',
      temporary,
    ]);
    const archive = join(temporary, packed.trim().split('\n').at(-1)!);
    commandOutput('tar', [
      '-xzf',
      archive,
      '-C',
      temporary,
      ...files.map((file) => `package/${file}`),
    ]);
    for (const file of files) {
      const path = pathIn(wanted, file);
      mkdirSync(join(path, '..'), { recursive: true });
      renameSync(join(temporary, 'package', file), path);
    }
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

function commandOutput(command: string, args: readonly string[]): string {
  // npm is a script of the shell on Windows
  const shell = command === 'npm' && process.platform === 'win32';
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8', shell });
  if (status === 0) return stdout;
  const reason = error?.message ?? stderr.trim();
  throw new UserError(`${command} ${args.slice(0, 2).join(' ')} failed: ${reason}`);
}
