import { secretNames } from '../../../conformance/core/auth/secret-names.ts';
import type { Contract } from '../../../conformance/core/contract/model.ts';
import { percentDecode } from '../../../conformance/core/http/percent.ts';
import type { Json } from '../../../conformance/core/json.ts';
import { cached } from '../../../conformance/core/memoize.ts';
import { isObject } from '../../../conformance/core/pointer.ts';

/** What hides credentials in recorded requests: where a description declares them, and by their names. */
export type Secrets = {
  /** Whether the value of a header field, a parameter or a member is a credential. */
  readonly isSecret: (name: string) => boolean;
  /** A text without the credentials in it, such as an address with a query, a form or cut JSON. */
  readonly inText: (text: string) => string;
  readonly inJson: (value: Json) => Json;
  /** The credentials in a value, by the names of their members. */
  readonly valuesIn: (value: Json) => readonly (readonly [name: string, value: string])[];
};

/** In place of a credential. */
export const hidden = '…';

/** Names of credentials, without their separators. A token of a page or of a cursor is none. */
const usual =
  /(?:pass(?:word|wd|phrase|code)(?:confirm(?:ation)?)?|secret|(?:api|access|private|secret|subscription)key|authorization|credentials?|assertion|sessionid|jwt|cookie|signature|(?<!page|next|previous|continuation|sync|cursor|skip|resume|delta)token)$/;

/** A name and its value: of a query, a form or a cookie, or of a member of JSON. */
const pair =
  /(?<![\w.%[\]-])([\w.%[\]-]{1,64})("?\s{0,4}[=:]\s{0,4})("(?:[^"\\]|\\.)*"?|[^\s&;,"'<>{}[\]]+)/g;

const known = new WeakMap<readonly Contract[], Secrets>();

/** The credentials of descriptions. */
export const secretsOf = (contracts: readonly Contract[]): Secrets =>
  cached(known, contracts, () => createSecrets(contracts));

function createSecrets(contracts: readonly Contract[]): Secrets {
  const { header, query } = secretNames(
    contracts
      .flatMap(({ operations }) => operations)
      .flatMap(({ security, offered = [] }) => [...security, ...offered].flat()),
  );
  const declared = new Set([...header, ...query].map(plain));
  const isSecret = (name: string): boolean => declared.has(plain(name)) || usual.test(plain(name));

  function inJson(value: Json): Json {
    if (typeof value === 'string') return inText(value);
    if (Array.isArray(value)) return (value as readonly Json[]).map(inJson);
    if (!isObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value as { [name: string]: Json }).map(([name, each]) => [
        name,
        isSecret(name) && isText(each) ? hidden : inJson(each),
      ]),
    );
  }
  function valuesIn(value: Json): [string, string][] {
    if (Array.isArray(value)) return (value as readonly Json[]).flatMap(valuesIn);
    if (!isObject(value)) return [];
    return Object.entries(value as { [name: string]: Json }).flatMap(([name, each]) =>
      isSecret(name) && isText(each) ? [[name, String(each)]] : valuesIn(each),
    );
  }
  const inText = (text: string): string =>
    text.replaceAll(pair, (whole, name: string, between: string) =>
      isSecret(percentDecode(name)) ? `${name}${between}${hidden}` : whole,
    );
  return { isSecret, inText, inJson, valuesIn };
}

const plain = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');

const isText = (value: Json): boolean => typeof value === 'string' || typeof value === 'number';
