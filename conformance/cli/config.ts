import { join } from 'node:path';
import type { KnownValues } from '../core/instances/plain-request.ts';
import type { Severity } from '../checks/severity.ts';
import { withVariables, type Environment } from '../core/environment.ts';
import type { Json } from '../core/json.ts';
import { isObject } from '../core/pointer.ts';
import type { ConcludeOptions } from '../report/conclude.ts';
import { UserError } from '../core/user-error.ts';
import { parseYaml, type YamlFile } from '../core/yaml-file.ts';
import { readText } from '../core/text-file.ts';
import { readBySchema } from '../core/yaml-schema.ts';
import {
  isFetched,
  recipesIn,
  type FetchedConfig,
  type WrittenCredential,
} from './fetched-credentials.ts';

/** Credentials as a configuration gives them. */
export type GivenCredentials = {
  readonly credentials: {
    readonly [scheme: string]: string | { readonly [member: string]: string };
  };
  /** By security scheme: the variable of a credential whose whole text is `${NAME}`. */
  readonly variables: ReadonlyMap<string, string>;
  /** By security scheme: how the other credentials are fetched. */
  readonly fetched: ReadonlyMap<string, FetchedConfig>;
};

/** Credentials as they stand in the file. */
type WrittenCredentials = { readonly [scheme: string]: WrittenCredential } | null;

/** The configuration of one API. */
export type TargetConfig = GivenCredentials & {
  /** The key as written in the file. */
  readonly key: string;
  readonly url?: string;
  /** The URL as written, where variables fill it in: they are secrets, so reports show this one. */
  readonly shown?: string;
  /** By selector: the credentials of other operations. */
  readonly credentialsFor: ReadonlyMap<string, GivenCredentials>;
  /** The credentials of another user, who must not see what the first one has. */
  readonly otherUser?: GivenCredentials;
  /** Selectors of the operations that are left out, and of the only ones to check. */
  readonly exclude: readonly string[];
  readonly include: readonly string[];
  /** By selector: values by place or by plain name. */
  readonly values: ReadonlyMap<string, KnownValues>;
  /** The path of a module of hooks. */
  readonly hooks?: string;
  /** The paths of overlays that change the description. */
  readonly overlays: readonly string[];
  /** Whether operations that document no security get credentials too. */
  readonly authEverywhere: boolean;
  /** By name: header fields for every request. */
  readonly headers: ReadonlyMap<string, string>;
  /** By name: the values of the variables that `url`, `headers` and `values` use. */
  readonly secrets: ReadonlyMap<string, string>;
};

/** A configuration. */
export type Config = {
  /** By the name of the API; by the key where it means no API of this run. */
  readonly targets: ReadonlyMap<string, TargetConfig>;
  /** By the id of a check. */
  readonly severities: ReadonlyMap<string, Severity>;
  /** The weakest evidence that makes a broken rule an error. */
  readonly evidence?: ConcludeOptions['evidence'];
  readonly at: YamlFile['at'];
  /** Whether any target has a URL, also of another API: then no run falls back to the mock. */
  readonly namesTarget: boolean;
};

export const noConfig: Config = {
  targets: new Map(),
  severities: new Map(),
  at: () => '',
  namesTarget: false,
};

const schema = join(import.meta.dirname, 'config.schema.json');

/** What a configuration file holds, as `config.schema.json` says. */
type Written = {
  readonly targets?: { readonly [key: string]: WrittenTarget | null } | null;
  readonly severities?: { readonly [check: string]: Severity } | null;
  readonly evidence?: NonNullable<ConcludeOptions['evidence']>;
};
type WrittenTarget = {
  readonly url?: string;
  readonly credentials?: WrittenCredentials;
  readonly credentialsFor?: { readonly [selector: string]: WrittenCredentials } | null;
  readonly otherUser?: WrittenCredentials;
  readonly hooks?: string | null;
  readonly overlays?: readonly string[] | null;
  readonly authEverywhere?: boolean | null;
  readonly headers?: { readonly [name: string]: string } | null;
  readonly exclude?: readonly string[] | null;
  readonly include?: readonly string[] | null;
  readonly values?: {
    readonly [operation: string]: { readonly [place: string]: Json } | null;
  } | null;
};

/**
 * Reads a configuration, and replaces `${NAME}` in texts by that environment variable. Targets of
 * other runs are not read. Throws a `UserError` with file, line and the way out for a mistake.
 * @param apiOf the API of this run that a key means, if any
 */
export function readConfig(
  file: string,
  environment: Environment,
  apiOf: (key: string) => string | undefined = (key) => key,
): Config {
  const { at, written } = parseConfig(file);
  const targets = new Map<string, TargetConfig>();
  for (const [key, target] of Object.entries(written.targets ?? {})) {
    const api = apiOf(key);
    const same = api === undefined ? undefined : targets.get(api)?.key;
    if (same !== undefined)
      throw new UserError(
        `${at(['targets', key])}: "${same}" and "${key}" both name the API ${api}: keep one of them.`,
      );
    const fill = filler(environment, at);
    targets.set(api ?? key, targetOf(key, (api !== undefined && target) || {}, { fill, at }));
  }
  return {
    targets,
    severities: new Map(Object.entries(written.severities ?? {})),
    evidence: written.evidence,
    at,
    namesTarget: Object.values(written.targets ?? {}).some((target) => target?.url !== undefined),
  };
}

/** The keys of the targets, with file and line. Throws a `UserError` for a mistake in the file. */
export function targetKeysIn(
  file: string,
): readonly { readonly key: string; readonly at: string }[] {
  const { at, written } = parseConfig(file);
  return Object.keys(written.targets ?? {}).map((key) => ({ key, at: at(['targets', key]) }));
}

function parseConfig(file: string): { readonly at: YamlFile['at']; readonly written: Written } {
  const yaml = parseYaml(file, readText(file));
  return { at: yaml.at, written: readBySchema(yaml, schema) as Written };
}

function targetOf(key: string, target: WrittenTarget, reading: Reading): TargetConfig {
  const { fill } = reading;
  const path = ['targets', key];
  const secrets = new Map<string, string>();
  const { url, values } = target;
  return {
    key,
    exclude: target.exclude ?? [],
    include: target.include ?? [],
    ...(url === undefined
      ? {}
      : urlOf(url, (text) => fill(text, [...path, 'url'], secrets) as string)),
    ...givenCredentials(target.credentials, [...path, 'credentials'], reading),
    credentialsFor: new Map(
      Object.entries(target.credentialsFor ?? {}).map(([selector, given]) => [
        selector,
        givenCredentials(given, [...path, 'credentialsFor', selector], reading),
      ]),
    ),
    ...(target.otherUser
      ? { otherUser: givenCredentials(target.otherUser, [...path, 'otherUser'], reading) }
      : {}),
    ...(target.hooks ? { hooks: target.hooks } : {}),
    overlays: target.overlays ?? [],
    authEverywhere: target.authEverywhere ?? false,
    headers: new Map(
      Object.entries(fill(target.headers ?? {}, [...path, 'headers'], secrets) as object),
    ),
    values: new Map(
      Object.entries(values ?? {}).map(([operation, places]) => [
        operation,
        new Map(
          Object.entries(
            fill(places ?? {}, [...path, 'values', operation], secrets) as {
              readonly [place: string]: Json;
            },
          ),
        ),
      ]),
    ),
    secrets,
  };
}

type Reading = { readonly fill: Fill; readonly at: YamlFile['at'] };

function givenCredentials(
  written: WrittenCredentials | undefined,
  path: readonly string[],
  { fill, at }: Reading,
): GivenCredentials {
  const fixed = Object.entries(written ?? {}).filter(([, one]) => !isFetched(one));
  const variables = fixed.flatMap(([scheme, text]) => {
    const [, name] = /^\$\{([A-Za-z_][A-Za-z0-9_]*)\}$/.exec(String(text)) ?? [];
    return name === undefined ? [] : [[scheme, name] as const];
  });
  return {
    credentials: fill(Object.fromEntries(fixed), path) as GivenCredentials['credentials'],
    variables: new Map(variables),
    fetched: recipesIn(written ?? {}, { at, fill, path }),
  };
}

/** A URL with its variables filled in, and as written, for reports. */
function urlOf(
  written: string,
  fill: (text: string) => string,
): Pick<TargetConfig, 'url' | 'shown'> {
  const url = fill(written);
  return { url, ...(url === written ? {} : { shown: written.replace(/\/+$/, '') }) };
}

/** Replaces `${NAME}` in all texts of a value, and adds the variables to `filledIn`. */
type Fill = (value: Json, path: readonly string[], filledIn?: Map<string, string>) => Json;

function filler(environment: Environment, at: YamlFile['at']): Fill {
  const missingAt = (path: readonly string[]) => (name: string) => {
    throw new UserError(`${at(path)}: the environment variable ${name} is not set.`);
  };
  return function fill(value, path, filledIn = new Map()): Json {
    if (typeof value === 'string')
      return withVariables(value, environment, missingAt(path), filledIn);
    if (Array.isArray(value))
      return value.map((item: Json, index) => fill(item, [...path, String(index)], filledIn));
    if (isObject(value))
      return Object.fromEntries(
        Object.entries(value).map(([name, item]) => [
          name,
          fill(item as Json, [...path, name], filledIn),
        ]),
      );
    return value;
  };
}
