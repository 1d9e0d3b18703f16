import { join } from 'node:path';
import { findApis } from '../../conformance/core/contract/named-contracts.ts';
import { print } from '../../conformance/core/print.ts';
import { isInstalled } from '../../conformance/core/typed-as.ts';
import { UserError } from '../../conformance/core/user-error.ts';
import { userPath } from '../../conformance/core/user-path.ts';
import { apis as index } from '../../spec/apis.ts';
import { root } from '../redocly.ts';
import { readCommand, type Command } from './flags.ts';
import { inputOf } from './input-of.ts';
import { showProgress } from './progress.ts';
import { siteFiles } from './site.ts';
import { writeSite, type Written } from './write-site.ts';

/** Makes a site of descriptions, or serves it. Throws a `UserError` for a mistake in the words or the files. */
export async function execute(words: readonly string[]): Promise<0> {
  const command = readCommand(words);
  const apis = await findApis(index, command.typed, command.header);
  if (command.serve) {
    const { serve } = await import('./serve/command.ts');
    await serve(command, apis);
    return 0;
  }
  const begun = performance.now();
  const { folder, shown, isOurs } = target(command);
  using progress = showProgress(process.stderr);
  const files = siteFiles(inputOf(command, apis));
  // in another folder, there may be what is not ours
  const written = await writeSite(folder, files, { isOurs, tell: progress.tell });
  print(
    `wrote ${shown}: ${inWords(written)} in ${((performance.now() - begun) / 1000).toFixed(1)} s`,
  );
  return 0;
}

function target({ out, typed }: Command) {
  const isOurs = !isInstalled && typed.length === 0 && out === undefined;
  if (out !== undefined && out.trim() === '')
    throw new UserError('--out names a folder: give it one, such as --out public.');
  const shown = out ?? join('generated', 'site');
  return { folder: isOurs ? join(root, shown) : userPath(shown), shown, isOurs };
}

const inWords = ({ pages, bytes }: Written): string =>
  `${pages} ${pages === 1 ? 'page' : 'pages'}, ${bytes < 1e6 ? `${(bytes / 1e3).toFixed(0)} kB` : `${(bytes / 1e6).toFixed(1)} MB`}`;
