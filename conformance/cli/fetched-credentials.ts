import type { Grant, Login, Recipe } from '../core/auth/recipe.ts';
import type { Json } from '../core/json.ts';
import { isObject } from '../core/pointer.ts';
import { UserError } from '../core/user-error.ts';
import type { YamlFile } from '../core/yaml-file.ts';
import { textNamed } from './named-file.ts';

/** How a credential is fetched, as the configuration says it, with file and line. */
export type FetchedConfig = { readonly recipe: Recipe; readonly place: string };

/** A credential as the configuration describes it. */
export type WrittenCredential = string | { readonly [member: string]: Json };

/** What reading a recipe needs of the configuration: its lines, and its variables. */
export type RecipeReading = {
  readonly at: YamlFile['at'];
  /** The keys that lead to the credentials of a target. */
  readonly path: readonly string[];
  /** Replaces `${NAME}` in all texts of a value, and adds the variables to `filledIn`. */
  readonly fill: (value: Json, path: readonly string[], filledIn: Map<string, string>) => Json;
};

/** Whether a credential is fetched; other maps are for a signer, or name a file. */
export const isFetched = (written: WrittenCredential): boolean =>
  isObject(written) && ('flow' in written || 'login' in written);

/**
 * Reads how credentials are fetched, by security scheme. Throws a `UserError` for a recipe that lacks
 * something, and for a file that can't be read.
 */
export function recipesIn(
  credentials: { readonly [scheme: string]: WrittenCredential },
  { at, path, fill }: RecipeReading,
): ReadonlyMap<string, FetchedConfig> {
  return new Map(
    Object.entries(credentials)
      .filter(([, written]) => isFetched(written))
      .map(([scheme, written]): [string, FetchedConfig] => {
        const place = at([...path, scheme]);
        refusePlainSecrets(written, { at, path: [...path, scheme] });
        const variables = new Map<string, string>();
        const filled = fill(written, [...path, scheme], variables);
        const files: string[] = [];
        const whole = withFiles(filled, { at, path: [...path, scheme] }, files) as {
          readonly login?: Login;
        };
        const secrets = [...variables.values(), ...files];
        const recipe: Recipe = whole.login
          ? { login: loginOf(whole.login, place), secrets }
          : { grant: grantOf(whole as Grant, place), secrets };
        return [scheme, { recipe, place }];
      }),
  );
}

/** Members that hold a secret wherever they stand. */
const secretNames = /(?:password|passwd|passphrase|secret|^authorization)$/i;

/** Throws a `UserError` for a secret that stands in the configuration itself. */
function refusePlainSecrets(value: Json, { at, path }: Pick<RecipeReading, 'at' | 'path'>): void {
  const name = path.at(-1)!;
  if (typeof value === 'string' && secretNames.test(name) && !value.includes('${'))
    throw new UserError(
      `${at(path)}: "${name}" is a secret: write \${NAME} for an environment variable, or { file: … }.`,
    );
  if (typeof value !== 'object' || value === null) return;
  for (const [member, item] of Object.entries(value) as [string, Json][])
    refusePlainSecrets(item, { at, path: [...path, member] });
}

type Lines = { readonly at: YamlFile['at']; readonly path: readonly (string | number)[] };

/** A value with the content of each `{ file }` in its place, without its last line break. */
function withFiles(value: Json, { at, path }: Lines, contents: string[]): Json {
  const inside = (name: string | number) => ({ at, path: [...path, name] });
  if (Array.isArray(value))
    return value.map((item: Json, index) => withFiles(item, inside(index), contents));
  if (!isObject(value)) return value;
  const members = Object.entries(value) as [string, Json][];
  const [[name, file] = []] = members;
  if (members.length > 1 || name !== 'file' || typeof file !== 'string')
    return Object.fromEntries(
      members.map(([member, item]) => [member, withFiles(item, inside(member), contents)]),
    );
  const content = textNamed(file, { place: at([...path, name]), what: 'the file' }).replace(
    /\n$/,
    '',
  );
  contents.push(content);
  return content;
}

const needs: { readonly [flow in Grant['flow']]: readonly (keyof Grant)[] } = {
  clientCredentials: ['clientId', 'clientSecret'],
  password: ['username', 'password'],
  refresh: ['refreshToken'],
};

function grantOf(grant: Grant, place: string): Grant {
  const missing = needs[grant.flow].find((name) => grant[name] === undefined);
  if (missing !== undefined)
    throw new UserError(
      `${place}: the flow ${grant.flow} needs ${needs[grant.flow].join(' and ')}, and "${missing}" is missing.`,
    );
  return grant;
}

function loginOf(login: Login, place: string): Login {
  const only = (one: 'path' | 'token', other: 'url' | 'cookie', meaning: string) => {
    if ((login[one] === undefined) !== (login[other] === undefined)) return;
    throw new UserError(`${place}: a login has either "${one}" or "${other}": ${meaning}.`);
  };
  only('path', 'url', 'a path below the target, or a whole URL');
  only('token', 'cookie', 'the JSON Pointer of the token in the answer, or the name of a cookie');
  return login;
}
