import { stringify } from 'yaml';
import type { NamedApi } from '../../../conformance/core/contract/named-contracts.ts';
import { bundle } from '../../generate/bundle.ts';
import type { SiteFile } from '../site-model.ts';

/** Makes the files that readers can take with them. */
export async function downloadFiles(apis: readonly NamedApi[]): Promise<readonly SiteFile[]> {
  const files: SiteFile[] = [];
  for (const { api, file } of apis) {
    const document = await bundle(file);
    files.push([`${api}/openapi.json`, `${JSON.stringify(document, undefined, 2)}\n`]);
    files.push([
      `${api}/openapi.yaml`,
      stringify(document, { aliasDuplicateObjects: false, lineWidth: 120 }),
    ]);
  }
  return files;
}
