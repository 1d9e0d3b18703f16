import { nameApis } from '../../../conformance/core/contract/named-contracts.ts';
import { UserError } from '../../../conformance/core/user-error.ts';
import { compared } from '../../diff/comparison.ts';
import { formerOf, type Former } from '../../diff/former.ts';
import type { Comparison } from '../../diff/report.ts';
import { isFolder } from '../../../conformance/core/contract/find-descriptions.ts';
import type { Reference } from '../reference/model.ts';
import type { Settings } from '../settings.ts';
import type { Site } from '../site-model.ts';

/** What changed in one version of an API. */
export type VersionChanges = {
  /** Its name in the configuration; absent for the present description. */
  readonly name?: string;
  readonly date?: string;
  /** The version before it. */
  readonly since: { readonly name: string; readonly date?: string };
  /** Absent where the API is new. */
  readonly comparison?: Comparison;
};

type Version = Former & { readonly name?: string };

/**
 * What changed in each version of an API, the newest first. Throws a `UserError` for a former version that
 * can't be read.
 */
export async function versionChanges(
  { api, contract }: Reference,
  { settings, references }: Pick<Site, 'settings' | 'references'>,
): Promise<readonly VersionChanges[]> {
  const asked = { api, file: contract.file, isOnly: references.length === 1 };
  const found: VersionChanges[] = [];
  let newer: Version = { file: contract.file };
  for (const { name, from } of versionsFor(api, settings.versions, references)) {
    const older: Version = { name, ...(await formerOf(asked, from)) };
    const entry = changesOf(newer, older);
    found.push(entry);
    // what was before it was new is another API
    if (!entry.comparison) break;
    newer = older;
  }
  return found;
}

function changesOf(newer: Version, older: Version): VersionChanges {
  const { name, date } = newer;
  const since = { name: older.name!, ...(older.date !== undefined && { date: older.date }) };
  return {
    ...(name !== undefined && { name }),
    ...(date !== undefined && { date }),
    since,
    ...(older.file !== undefined && {
      comparison: compared({ old: older.file, new: newer.file! }),
    }),
  };
}

/**
 * The versions that are about an API: a git ref or a folder is about all, and one file about the API of its
 * name, unless there is only one. Throws a `UserError` for a file that is about none.
 */
function versionsFor(
  api: string,
  versions: Settings['versions'],
  references: readonly Pick<Reference, 'api'>[],
): Settings['versions'] {
  if (references.length === 1) return versions;
  return versions.filter(({ name, from }) => {
    const own = nameIn(from);
    if (own === undefined || own === api) return true;
    if (references.some((reference) => reference.api === own)) return false;
    throw new UserError(
      `The version ${name} is one description, ${from}, and there are several APIs, none of which has its name "${own}". Name a git ref or a folder, or make the site of one API.`,
    );
  });
}

/** The API that a version is the description of; `undefined` for one that may hold several. */
function nameIn(from: string): string | undefined {
  if (isFolder(from) || !/\.(?:ya?ml|json)$|^https?:/i.test(from)) return undefined;
  const path = /^https?:/i.test(from) ? from : from.replace(/^[^:]+:/, '');
  const [, folder] = /([^/]+)\/openapi\.\w+$/i.exec(path) ?? [];
  return folder ?? nameApis({}, [path])[0]?.api;
}
