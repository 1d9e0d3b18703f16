import { globSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readDocuments } from '../../conformance/core/contract/documents.ts';
import { requireSupportedVersion } from '../../conformance/core/contract/load.ts';
import { UserError } from '../../conformance/core/user-error.ts';
import { isUrl, userPath } from '../../conformance/core/user-path.ts';
import { apis } from '../../spec/apis.ts';
import type { Checked } from './problems.ts';

/**
 * The descriptions that words of the command line name: an API of this repository, a file, a folder laid
 * out like `spec/`, or a URL, which is fetched. Throws a `UserError` for one that Redocly would read
 * without a limit, such as a device or aliases without end, and for one that refers to the network.
 */
export async function descriptionsFor(words: readonly string[]): Promise<Checked[]> {
  const found: Checked[] = [];
  for (const word of words.length > 0 ? words : Object.keys(apis))
    for (const file of await filesOf(word)) {
      const documents = readDocuments(file);
      requireSupportedVersion(documents);
      const { files, broken, at } = documents;
      for (const { source, reason, isRemote } of broken.values())
        if (isRemote) throw new UserError(`${at(source)}: ${reason}`);
      found.push({ file, files });
    }
  return found;
}

async function filesOf(word: string): Promise<readonly string[]> {
  if (Object.hasOwn(apis, word)) return [apis[word as keyof typeof apis]];
  if (isUrl(word)) {
    const { fetchDescription } = await import(
      '../../conformance/core/contract/fetch-description.ts'
    );
    return [await fetchDescription(word, [])];
  }
  const path = userPath(word);
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ? filesIn(path) : [path];
}

function filesIn(folder: string): readonly string[] {
  const name = 'openapi.{yaml,yml,json}';
  for (const pattern of [name, `*/${name}`]) {
    const found = globSync(pattern, { cwd: folder }).sort();
    if (found.length > 0) return found.map((file) => join(folder, file));
  }
  throw new UserError(
    `${folder}: there is no openapi.yaml in this folder, nor in a folder below it. Name the file of the description.`,
  );
}
