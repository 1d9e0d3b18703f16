import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { findApis } from '../../conformance/core/contract/named-contracts.ts';
import { readWords, type FlagTable } from '../../conformance/core/flags.ts';
import { print } from '../../conformance/core/print.ts';
import { isInstalled } from '../../conformance/core/typed-as.ts';
import { userPath } from '../../conformance/core/user-path.ts';
import { apis } from '../../spec/apis.ts';
import { root } from '../redocly.ts';
import { defaultSettings } from './settings.ts';
import { siteFiles } from './site.ts';

/** Every flag of `docs`. */
export const flags = {
  out: { value: 'DIR', help: 'Folder for the pages. Default: generated/site.' },
  header: {
    value: 'FIELD',
    isRepeatable: true,
    help: "Header field for fetching a description by its URL, such as 'Authorization: Bearer ${TOKEN}'.",
  },
} as const satisfies FlagTable;

/** Makes a page for each description, and an index of them. Throws a `UserError` for a broken one. */
export async function execute(words: readonly string[]): Promise<0> {
  const { values, positionals } = readWords(flags, words);
  const named = await findApis(apis, positionals, values.header);
  const isOurs = !isInstalled && positionals.length === 0 && values.out === undefined;
  const shown = values.out ?? join('generated', 'site');
  const folder = isOurs ? join(root, shown) : userPath(shown);
  // in another folder, there may be what is not ours
  if (isOurs) await rm(folder, { recursive: true, force: true });
  for await (const [name, content] of siteFiles({ apis: named, settings: defaultSettings })) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  print(`wrote ${shown}`);
  return 0;
}
