import { globSync, mkdirSync, mkdtempDisposableSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { rolldown } from 'rolldown';
import { escapeRegExp } from '../../conformance/core/escape-reg-exp.ts';
import { licencesOf } from './licences.ts';
import { root } from './root.ts';

/**
 * The libraries that a build takes into the package, with only what is used of them: their trees are far
 * larger. All others are dependencies, so that npm can share and repair them.
 */
export const vendored: readonly string[] = [
  // 137 packages for eight that its negotiator needs: conformance/decisions/0010-what-prism-is-for.md
  '@stoplight/prism-http/dist/mocker/negotiator/NegotiatorHelpers.js',
  // 33 packages; the user may have another TypeScript, and from 7 on it has no such interface
  'openapi-typescript',
  '@redocly/openapi-core',
  'typescript',
  // 24 packages for one certificate
  'selfsigned',
  // 19 packages and 11 MB for what pages of a site need of them
  'highlight.js/lib/common',
  'markdown-it',
  'sanitize-html',
];

/** A built file that uses a library: the text of the use, and the names that it takes. */
type Use = {
  readonly file: string;
  readonly text: string;
  readonly names: readonly string[];
  readonly isRequired: boolean;
};

/**
 * Puts the vendored libraries below `vendor/` of a built package, with their licences, and points the files
 * of the package to them.
 */
export async function vendor(folder: string): Promise<void> {
  const files = globSync('{conformance,scripts,generated}/**/*.js', { cwd: folder });
  const uses = vendored.map((library) => ({ library, uses: usesOf(library, folder, files) }));
  const modules: string[] = [];
  for (const isRequired of [false, true]) {
    const entries = uses.flatMap(({ library, uses: all }) => {
      const own = all.filter((use) => use.isRequired === isRequired);
      return own.length > 0 ? [{ library, uses: own }] : [];
    });
    if (entries.length > 0) modules.push(...(await bundle(entries, isRequired, folder)));
  }
  writeFileSync(join(folder, 'vendor', 'LICENSES.txt'), licencesOf(modules));
  for (const { library, uses: all } of uses) for (const use of all) repoint(use, library, folder);
}

/** The name of a library's file, without its ending. */
const nameOf = (library: string): string =>
  library
    .replace(/^@/, '')
    .replace(/\/(?:dist|lib)\/.*$/, '')
    .replaceAll('/', '-');

const target = (library: string, isRequired: boolean): string =>
  `${nameOf(library)}.${isRequired ? 'cjs' : 'js'}`;

function usesOf(library: string, folder: string, files: readonly string[]): Use[] {
  const quoted = `(['"])${escapeRegExp(library)}\\1`;
  return files.flatMap((name) => {
    const file = join(folder, name);
    const code = readFileSync(file, 'utf8');
    return [...code.matchAll(new RegExp(quoted, 'g'))].flatMap(({ 0: text, index }): Use[] => {
      const before = code.slice(0, index);
      // a text may be like the name of a library
      if (!/(?: from |\()$/.test(before)) return [];
      const fixed = /import ([^;]*?) from $/.exec(before)?.[1];
      const late = /const (\{[^}]*\}) = await import\($/.exec(before)?.[1];
      const isRequired = /require\(import\.meta\.url\)\($/i.test(before);
      const names = namesIn(fixed ?? late ?? '');
      if (!isRequired && names.length === 0)
        throw new Error(
          `${name} uses ${library} in a way that scripts/build/vendor.ts can't read.`,
        );
      return [{ file, text, names, isRequired }];
    });
  });
}

/** The names that `thing, { one, two as three }` takes of a module. */
function namesIn(clause: string): string[] {
  const [, byDefault, , listed = ''] = /^(\w+)?(,\s*)?(?:\{([^}]*)\})?$/s.exec(clause.trim()) ?? [];
  const others = listed.split(',').map((one) => one.trim().split(/\s+as\s+|:/)[0]!);
  return [...(byDefault ? ['default'] : []), ...others].filter((name) => name !== '');
}

/** Makes one file of each library, and of what several share. Returns the files that went into them. */
async function bundle(
  entries: readonly { readonly library: string; readonly uses: readonly Use[] }[],
  isRequired: boolean,
  folder: string,
): Promise<string[]> {
  // below the repository, so that its libraries are found
  mkdirSync(join(root, 'node_modules', '.cache'), { recursive: true });
  using made = mkdtempDisposableSync(join(root, 'node_modules', '.cache', 'vendor-'));
  const input = entries.map(({ library, uses }) => {
    const file = join(made.path, `${nameOf(library)}.${isRequired ? 'cjs' : 'js'}`);
    const names = [...new Set(uses.flatMap((use) => use.names))].join(', ');
    writeFileSync(
      file,
      isRequired
        ? `module.exports = require('${library}');\n`
        : `export { ${names} } from '${library}';\n`,
    );
    return file;
  });
  const build = await rolldown({
    input,
    platform: 'node',
    logLevel: 'warn',
    // TypeScript is CommonJS, which knows its own file
    ...(isRequired
      ? {}
      : {
          transform: {
            define: { __filename: 'import.meta.filename', __dirname: 'import.meta.dirname' },
          },
        }),
  });
  const { output } = await build.write({
    dir: join(folder, 'vendor'),
    format: isRequired ? 'cjs' : 'esm',
    entryFileNames: isRequired ? '[name].cjs' : '[name].js',
    chunkFileNames: isRequired ? 'shared-[hash].cjs' : 'shared-[hash].js',
    minify: true,
    comments: false,
  });
  await build.close();
  return output.flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []));
}

/** Has a use of a library read its file below `vendor/`. */
function repoint({ file, text, isRequired }: Use, library: string, folder: string): void {
  const path = relative(dirname(file), join(folder, 'vendor', target(library, isRequired)));
  const specifier = `"${path.replaceAll(sep, '/')}"`;
  writeFileSync(file, readFileSync(file, 'utf8').replaceAll(text, specifier));
}
