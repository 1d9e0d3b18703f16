import type { NamedApi } from '../../../conformance/core/contract/named-contracts.ts';
import { bundle } from '../../generate/bundle.ts';
import { downloadPath, downloads } from './downloads.ts';
import type { Kept } from '../kept.ts';
import type { SiteFile } from '../site-model.ts';

/** Makes the files that readers can take with them. */
export async function downloadFiles(
  apis: readonly NamedApi[],
  kept: Kept,
): Promise<readonly SiteFile[]> {
  const files: SiteFile[] = [];
  for (const named of apis)
    files.push(...(await kept(named.api, 'downloads', () => downloadsOf(named))));
  return files;
}

async function downloadsOf({ api, file }: NamedApi): Promise<readonly SiteFile[]> {
  const document = await bundle(file);
  return downloads.map(({ ending, write }) => [downloadPath(api, ending), write(document)]);
}
