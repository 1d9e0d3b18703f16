import { isMap, isScalar } from 'yaml';
import type { KnownValues } from '../core/instances/plain-request.ts';
import type { Severity } from '../checks/severity.ts';
import type { Json } from '../core/json.ts';
import { isObject } from '../core/pointer.ts';
import { orNearest } from '../core/nearest.ts';
import { severities } from '../checks/severity.ts';
import { UserError } from '../core/user-error.ts';
import { parseYaml, readText } from '../core/yaml-file.ts';

/** What a configuration file says of one API. */
export type TargetConfig = {
  /** The key as written in the file. */
  readonly key: string;
  readonly url?: string;
  readonly credentials: {
    readonly [scheme: string]: string | { readonly [member: string]: string };
  };
  /** By operationId. */
  readonly values: ReadonlyMap<string, KnownValues>;
  /** The variable that a credential came from, by its scheme, where its text is nothing but `${NAME}`. */
  readonly variables: ReadonlyMap<string, string>;
  /** What `${NAME}` stood for in `values`, by name. */
  readonly secrets: ReadonlyMap<string, string>;
};

/** A configuration. What stands in `url` is shown in reports: it is no place for a secret. */
export type Config = {
  /** By the name of the API; by the key where it means no API of this run. */
  readonly targets: ReadonlyMap<string, TargetConfig>;
  /** By the id of a check. */
  readonly severities: ReadonlyMap<string, Severity>;
  /** The file and the line of a place, for a complaint. */
  readonly at: (path: readonly string[]) => string;
};

const emptyTarget = (key: string): TargetConfig => ({
  key,
  credentials: {},
  values: new Map(),
  variables: new Map(),
  secrets: new Map(),
});

export const noConfig: Config = { targets: new Map(), severities: new Map(), at: () => '' };

/**
 * Reads a `conformance.config.yaml`. `${NAME}` in a text is replaced by the environment variable of that name.
 * A target whose key means no API of this run is not looked into: its variables need not be set.
 * Throws a `UserError` that names file, line and the way out for what is wrong in it.
 * @param apiOf the API of this run that a key means, if any
 */
export function readConfig(
  file: string,
  environment: { readonly [name: string]: string | undefined },
  apiOf: (key: string) => string | undefined = (key) => key,
): Config {
  const { document, at } = parseConfig(file);
  const fail = (path: readonly string[], message: string): never => {
    throw new UserError(`${at(path)}: ${message}.`);
  };

  function filled(
    value: unknown,
    path: readonly string[],
    filledIn = new Map<string, string>(),
  ): unknown {
    if (typeof value === 'string') {
      return value.replaceAll(/\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g, (_, name: string) => {
        const found =
          environment[name] ?? fail(path, `the environment variable ${name} is not set`);
        filledIn.set(name, found);
        return found;
      });
    }
    if (Array.isArray(value))
      return value.map((item, index) => filled(item, [...path, String(index)], filledIn));
    if (isObject(value))
      return Object.fromEntries(
        Object.entries(value).map(([name, item]) => [
          name,
          filled(item, [...path, name], filledIn),
        ]),
      );
    return value;
  }

  function map(
    value: unknown,
    path: readonly string[],
    allowed?: readonly string[],
  ): { readonly [name: string]: unknown } {
    if (value === undefined || value === null) return {};
    if (!isObject(value)) return fail(path, `"${path.at(-1) ?? 'the file'}" must be a map`);
    const unknown = Object.keys(value).find((name) => allowed && !allowed.includes(name));
    if (unknown)
      return fail(
        [...path, unknown],
        `there is no "${unknown}" here${orNearest(unknown, allowed!)} It may hold ${allowed!.join(', ')}`,
      );
    return value;
  }

  const written = map(document.toJS(), [], ['targets', 'severities']);
  const targets = new Map<string, TargetConfig>();
  for (const [key, value] of Object.entries(map(written.targets, ['targets']))) {
    const api = apiOf(key);
    const same = api === undefined ? undefined : targets.get(api)?.key;
    if (same !== undefined) fail(['targets', key], `"${same}" and "${key}" are both ${api}`);
    targets.set(api ?? key, api === undefined ? emptyTarget(key) : targetIn(key, value));
  }
  return {
    targets,
    severities: severitiesIn(map(written.severities, ['severities'])),
    at,
  };

  function targetIn(key: string, value: unknown): TargetConfig {
    const path = ['targets', key];
    const target = map(value, path, ['url', 'credentials', 'values']);
    const url = filled(target.url, [...path, 'url']);
    if (url !== undefined && typeof url !== 'string')
      fail([...path, 'url'], '"url" must be a text');
    const schemes = map(target.credentials, [...path, 'credentials']);
    const secrets = new Map<string, string>();
    return {
      key,
      ...(typeof url === 'string' ? { url } : {}),
      credentials: credentialsIn(schemes, [...path, 'credentials']),
      variables: new Map(
        Object.entries(schemes).flatMap(([scheme, text]) => {
          const [, name] = /^\$\{([A-Za-z_][A-Za-z0-9_]*)\}$/.exec(String(text)) ?? [];
          return name === undefined ? [] : [[scheme, name] as const];
        }),
      ),
      values: new Map(
        Object.entries(map(target.values, [...path, 'values'])).map(([operation, places]) => [
          operation,
          valuesIn(places, [...path, 'values', operation], secrets),
        ]),
      ),
      secrets,
    };
  }

  function severitiesIn(checks: {
    readonly [name: string]: unknown;
  }): ReadonlyMap<string, Severity> {
    return new Map(
      Object.entries(checks).map(([check, severity]): [string, Severity] => {
        const known = severities.find((name) => name === severity);
        return [
          check,
          known ??
            fail(
              ['severities', check],
              `"${String(severity)}" is no severity${orNearest(String(severity), severities)} There are ${severities.join(', ')}`,
            ),
        ];
      }),
    );
  }

  function credentialsIn(
    schemes: { readonly [name: string]: unknown },
    path: readonly string[],
  ): TargetConfig['credentials'] {
    return Object.fromEntries(
      Object.entries(schemes).map(([scheme, value]) => {
        const credential = filled(value, [...path, scheme]);
        if (typeof credential === 'string') return [scheme, credential];
        if (!isObject(credential))
          return fail(
            [...path, scheme],
            `"${scheme}" must be a text, or a map of texts: write a number in quotes`,
          );
        const members = Object.entries(credential);
        const odd = members.find(([, member]) => typeof member !== 'string');
        if (odd) fail([...path, scheme, odd[0]], `"${odd[0]}" must be a text`);
        return [scheme, Object.fromEntries(members) as { [member: string]: string }];
      }),
    );
  }

  function valuesIn(
    places: unknown,
    path: readonly string[],
    secrets: Map<string, string>,
  ): KnownValues {
    return new Map(
      Object.entries(map(places, path)).map(([place, value]): [string, Json] => {
        if (!/^(\/|\$request\.(body#\/|(path|query|header|cookie)\.))/.test(place)) {
          fail(
            [...path, place],
            `"${place}" is no place in a request: write a JSON Pointer into the body ("/deviceId") or a runtime expression ("$request.path.id")`,
          );
        }
        return [place, filled(value, [...path, place], secrets) as Json];
      }),
    );
  }
}

/** The keys of a configuration's targets, with file and line. Throws a `UserError` where the file is no YAML. */
export function targetKeysIn(
  file: string,
): readonly { readonly key: string; readonly at: string }[] {
  const { document, at } = parseConfig(file);
  const targets: unknown = (document.toJS() as { targets?: unknown } | null)?.targets;
  return isObject(targets)
    ? Object.keys(targets).map((key) => ({ key, at: at(['targets', key]) }))
    : [];
}

function parseConfig(file: string) {
  const { document, at: atOffset } = parseYaml(file, readText(file));
  const at = (path: readonly string[]): string => {
    const holder = document.getIn(path.slice(0, -1), true);
    // the line of the name, because a map begins on the line below it
    const name = isMap(holder)
      ? holder.items
          .map(({ key }) => key)
          .find((key) => isScalar(key) && String(key.value) === path.at(-1))
      : undefined;
    const node = (name ?? document.getIn(path, true)) as { range?: readonly number[] } | undefined;
    return atOffset(node?.range?.[0] ?? 0);
  };
  return { document, at };
}
