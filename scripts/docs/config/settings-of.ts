import { existsSync } from 'node:fs';
import { baseUrl } from '../../../conformance/core/base-url.ts';
import { UserError } from '../../../conformance/core/user-error.ts';
import { isUrl, userPath } from '../../../conformance/core/user-path.ts';
import type { Command } from '../flags.ts';
import { defaultSettings, type Settings } from '../settings.ts';
import { readConfig, type Known } from './read-config.ts';

/** The flags that decide about a site. */
type Flags = Partial<
  Pick<
    Command,
    'config' | 'title' | 'language' | 'url' | 'report' | 'since' | 'evidence' | 'server'
  >
>;

/** The configuration that a command means: the file of `--config`, else `docs.yaml` if it is there. */
export function configFileOf({ config }: Flags): string | undefined {
  if (config !== undefined) return userPath(config);
  const usual = userPath('docs.yaml');
  return existsSync(usual) ? usual : undefined;
}

/**
 * What holds for a site: what the flags say, else the configuration, else a default. Throws a `UserError` with
 * the flag, or with file and line, for a mistake.
 */
export function settingsOf(given: Flags, known: Known): Settings {
  const file = configFileOf(given);
  return {
    ...defaultSettings,
    ...(file === undefined ? {} : readConfig(file, known)),
    ...byFlags(given, known),
  };
}

function byFlags(given: Flags, { languages }: Known): Partial<Settings> {
  const { title, language, url, report, since = [], evidence, server = [] } = given;
  if (title?.trim() === '') throw new UserError('--title is a text, such as --title "Our API".');
  if (language !== undefined) refuseUnknown(language, languages);
  const urlOf = (flag: string, text: string) =>
    baseUrl(text, { what: flag, credentials: 'leave them out, because the site is public' });
  return {
    ...(title === undefined ? {} : { title: title.trim() }),
    ...(language === undefined ? {} : { language }),
    ...(url === undefined ? {} : { url: urlOf('--url', url) }),
    ...(report === undefined ? {} : { report: userPath(report) }),
    ...(evidence === undefined ? {} : { hasEvidence: evidence }),
    ...(server.length > 0 ? { servers: server.map((text) => urlOf('--server', text)) } : {}),
    ...(since.length > 0
      ? { versions: since.map((from) => ({ name: from, from: old(from) })) }
      : {}),
  };
}

function refuseUnknown(language: string, languages: readonly string[]): void {
  const [code = ''] = language.split('-');
  if (!languages.includes(code))
    throw new UserError(
      `--language ${language}: the site has no words in it. There are ${languages.join(', ')}.`,
    );
}

/** A file or a folder as this process reads it; a git ref or a URL as it is. */
const old = (from: string): string =>
  !isUrl(from) && existsSync(userPath(from)) ? userPath(from) : from;
