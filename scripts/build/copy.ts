import { cpSync, existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.ts';

/** What programs read beside their code: schemas, pages, style sheets and descriptions. */
const read = '*.{css,d.ts,html,js,json,yaml}';

/** What is for tests, and what other commands make. */
const notShipped = [
  '**/corpus/**',
  '**/fixtures/**',
  '**/*.golden.*',
  'generated/site/**',
  'scripts/bench/**',
  // the pages of examples
  'scripts/frontend/example/**',
  'scripts/mock/things/frontend/**',
];

/** Copies to a built package the files that it reads. Throws an error for one that has the name of a compiled file. */
export function copyRead(folder: string): void {
  for (const name of globSync(`{conformance,generated,scripts,spec}/**/${read}`, {
    cwd: root,
    exclude: notShipped,
  })) {
    const compiled = join(root, name.replace(/\.js$/, '.ts'));
    if (name.endsWith('.js') && existsSync(compiled))
      throw new Error(
        `${name} would replace what is compiled of ${compiled}: give it another name.`,
      );
    cpSync(join(root, name), join(folder, name));
  }
  // the root of the built files is that of the repository: what tells the version stands there
  const { name, version, type } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    readonly [member: string]: string;
  };
  writeFileSync(
    join(folder, 'package.json'),
    `${JSON.stringify({ name, version, type, private: true }, undefined, 2)}\n`,
  );
}
