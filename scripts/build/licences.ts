import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

type Manifest = { readonly name: string; readonly version: string; readonly license?: string };

/** The licences of the packages that some files belong to, as they ask to be kept. Throws if one has none. */
export function licencesOf(files: readonly string[]): string {
  const folders = new Set(files.flatMap((file) => packageOf(file) ?? []));
  const texts = [...folders].map((folder) => {
    const { name, version, license } = JSON.parse(
      readFileSync(join(folder, 'package.json'), 'utf8'),
    ) as Manifest;
    const found = readdirSync(folder).filter((each) =>
      /^(?:licen[cs]e|notice|copying)/i.test(each),
    );
    if (license === undefined && found.length === 0)
      throw new Error(`${name} ${version} names no licence.`);
    return [
      `${name} ${version} (${license ?? 'see below'})`,
      ...found.sort().map((each) => readFileSync(join(folder, each), 'utf8').trim()),
    ].join('\n\n');
  });
  return `${texts.sort().join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}

/** The folder of the package that a file belongs to; `undefined` for what is ours or a bundler made. */
function packageOf(file: string): string | undefined {
  if (!/[\\/]node_modules[\\/](?!\.cache[\\/])/.test(file)) return undefined;
  let folder = dirname(file);
  while (!isPackage(folder)) folder = dirname(folder);
  return folder;
}

/** A folder below a package may have a package.json too, which names nothing. */
const isPackage = (folder: string): boolean => {
  const file = join(folder, 'package.json');
  return existsSync(file) && 'version' in JSON.parse(readFileSync(file, 'utf8'));
};
