import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { baseUrl } from '../../../conformance/core/base-url.ts';
import { orNearest } from '../../../conformance/core/nearest.ts';
import { readText } from '../../../conformance/core/text-file.ts';
import { UserError } from '../../../conformance/core/user-error.ts';
import { isUrl } from '../../../conformance/core/user-path.ts';
import { parseYaml, type YamlFile } from '../../../conformance/core/yaml-file.ts';
import { readBySchema } from '../../../conformance/core/yaml-schema.ts';
import { refNamed } from '../../diff/git.ts';
import type { Settings, Version } from '../settings.ts';

const schema = join(import.meta.dirname, 'docs.schema.json');

/** What a file may name: the languages of the site, and the keys of its words. */
export type Known = { readonly languages: readonly string[]; readonly words: readonly string[] };

/** A configuration as it stands in the file, which `docs.schema.json` describes. */
type Written = {
  readonly [name in 'title' | 'language' | 'url' | Own]?: string;
} & {
  readonly words?: Settings['words'] | null;
  readonly theme?: Settings['theme'] | null;
  readonly evidence?: boolean;
  readonly servers?: readonly string[] | null;
  readonly versions?: readonly (string | Partial<Version>)[] | null;
};
type Own = (typeof ownFiles)[number];

/** The members that name a file. */
const ownFiles = ['logo', 'favicon', 'css', 'report'] as const;

/**
 * Reads a configuration of a site. Its paths are relative to the file; those in the result, to the working
 * directory. Throws a `UserError` with file, line and the way out for a mistake.
 */
export function readConfig(file: string, known: Known): Partial<Settings> {
  const yaml = parseYaml(file, readText(file));
  const written = readBySchema(yaml, schema) as Written;
  refuseUnknown(written, yaml, known);
  const { title, language, words, theme, evidence, url, servers, versions } = written;
  const urlAt = (path: readonly (string | number)[], text: string) =>
    baseUrl(text, {
      what: `${yaml.at(path)}: the URL`,
      credentials: 'leave them out, because the site is public',
    });
  return {
    ...(title === undefined ? {} : { title: title.trim() }),
    ...(language === undefined ? {} : { language }),
    ...(words ? { words } : {}),
    ...(theme ? { theme } : {}),
    ...(evidence === undefined ? {} : { hasEvidence: evidence }),
    ...(url === undefined ? {} : { url: urlAt(['url'], url) }),
    ...(servers ? { servers: servers.map((text, index) => urlAt(['servers', index], text)) } : {}),
    ...(versions
      ? { versions: versions.map((one, index) => versionOf(one, yaml, ['versions', index])) }
      : {}),
    ...pathsIn(written, yaml),
  };
}

function refuseUnknown({ language, words }: Written, { at }: YamlFile, known: Known): void {
  const [code = ''] = (language ?? 'en').split('-');
  // the texts of another language may be one's own
  if (!known.languages.includes(code) && !words)
    throw new UserError(
      `${at(['language'])}: the site has no words in "${language}". There are ${known.languages.join(', ')}; "words" can give the texts of another language.`,
    );
  const wrong = Object.keys(words ?? {}).find((key) => !known.words.includes(key));
  if (wrong !== undefined)
    throw new UserError(
      `${at(['words', wrong])}: there is no word "${wrong}"${orNearest(wrong, known.words)}`,
    );
}

function pathsIn(written: Written, { file, at }: YamlFile): { readonly [name in Own]?: string } {
  const named = ownFiles.flatMap((name) => {
    const typed = written[name];
    if (typed === undefined) return [];
    const path = join(dirname(file), typed);
    if (!existsSync(path)) throw new UserError(`${at([name])}: there is no file ${path}.`);
    if (!statSync(path).isFile())
      throw new UserError(`${at([name])}: ${path} is no file: name one in it.`);
    return [[name, path] as const];
  });
  return Object.fromEntries(named);
}

/** A former version; a file or a folder is beside the configuration. */
function versionOf(
  written: string | Partial<Version>,
  { file, at }: YamlFile,
  path: readonly (string | number)[],
): Version {
  const { from = '', name = from } = typeof written === 'string' ? { from: written } : written;
  if (isUrl(from)) return { name, from };
  const beside = join(dirname(file), from);
  if (existsSync(beside)) return { name, from: beside };
  if (refNamed(from.split(':', 1)[0]!)) return { name, from };
  throw new UserError(
    `${at(path)}: "${from}" is neither a git ref that is here nor a file or folder beside ${file}. A ref of another repository must be fetched first: git fetch origin ${from}`,
  );
}
