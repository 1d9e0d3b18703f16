import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { readDocuments } from '../../conformance/core/contract/documents.ts';
import { requireSupportedVersion } from '../../conformance/core/contract/load.ts';
import { findApis } from '../../conformance/core/contract/named-contracts.ts';
import { readWords, type FlagTable } from '../../conformance/core/flags.ts';
import { print } from '../../conformance/core/print.ts';
import { typedAs } from '../../conformance/core/typed-as.ts';
import { UserError } from '../../conformance/core/user-error.ts';
import { userPath } from '../../conformance/core/user-path.ts';
import { apis } from '../../spec/apis.ts';
import { typesOf } from '../generate/artifacts/types.ts';
import { bundle } from '../generate/bundle.ts';

/** Every flag of `types`. */
export const flags = {
  out: { value: 'FILE', help: 'File for the types. Default: the standard output.' },
  header: {
    value: 'FIELD',
    isRepeatable: true,
    help: "Header field for fetching a description by its URL, such as 'Authorization: Bearer ${TOKEN}'.",
  },
} as const satisfies FlagTable;

/** Writes the TypeScript types of one description. Throws a `UserError` if it can't be read. */
export async function execute(words: readonly string[]): Promise<0> {
  const { values, positionals } = readWords(flags, words);
  const named = await findApis(apis, positionals, values.header);
  const [only] = named;
  if (!only || named.length > 1)
    throw new UserError(
      `One file of types is of one description, and these are ${named.map(({ typed }) => typed).join(', ')}: name one. ${typedAs('generate', '…')} writes a folder for each.`,
    );
  const { file } = only;
  requireSupportedVersion(readDocuments(file));
  const text = await typesOf(await bundle(file));
  const whole = `// The types of ${file}, made by \`${typedAs('types')}\`. Do not edit.\n\n${text}`;
  if (values.out === undefined) process.stdout.write(whole);
  else await write(values.out, whole);
  return 0;
}

async function write(shown: string, text: string): Promise<void> {
  const path = userPath(shown);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
  print(`wrote ${shown}`);
}
