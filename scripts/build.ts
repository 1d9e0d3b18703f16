import { execFileSync } from 'node:child_process';
import { chmodSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { runCommand } from '../conformance/core/command-line.ts';
import { bundled } from './build/bundled.ts';
import { copyRead } from './build/copy.ts';
import { root } from './build/root.ts';
import { vendor } from './build/vendor.ts';

/** What pages load, each with all that it imports: a page asks for one file. */
const forBrowsers = ['console/console', 'reload/reload', 'search/search'];

/** Makes `dist/`: plain JavaScript with types and source maps, and all that it reads. */
async function build(): Promise<number> {
  const folder = join(root, 'dist');
  rmSync(folder, { recursive: true, force: true });
  const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc');
  execFileSync(process.execPath, [compiler, '-p', 'tsconfig.build.json'], {
    cwd: root,
    stdio: 'inherit',
  });
  withJsEndings(folder);
  copyRead(folder);
  await vendor(folder);
  const pages = join('scripts', 'docs', 'browser');
  for (const script of forBrowsers) {
    mkdirSync(dirname(join(folder, pages, script)), { recursive: true });
    const code = await bundled(join(root, pages, `${script}.ts`));
    writeFileSync(join(folder, pages, `${script}.js`), code);
  }
  // npm does so when it installs the package; a link to the built file needs it too
  chmodSync(join(folder, 'scripts', 'contracts.js'), 0o755);
  return 0;
}

/** tsc changes the endings of imports in code and not in types. */
function withJsEndings(folder: string): void {
  for (const name of globSync('**/*.d.ts', { cwd: folder })) {
    const file = join(folder, name);
    const types = readFileSync(file, 'utf8');
    writeFileSync(
      file,
      types.replaceAll(/((?:from|import\() ?['"]\.[^'"]*)\.ts(?=['"])/g, '$1.js'),
    );
  }
}

await runCommand(build);
