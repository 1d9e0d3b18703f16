import { cached } from '../../memoize.ts';
import { isObject, ownMember, type Node } from '../../pointer.ts';
import type { Code } from './ajv.ts';

/** A value outside the code of a function that AJV makes, by its name in the code. */
export type ScopeValue = {
  readonly str: string;
  readonly prefix: string;
  readonly value?: { readonly ref: unknown; readonly key?: unknown; readonly code?: Code };
};

/** What gives the code its patterns and its functions. */
export type Linking = {
  /** The expression that tests a name by a pattern of `patternProperties`. */
  readonly pattern: (pattern: string) => string;
  /** The name of a function of the module for browsers. */
  readonly runtime: (name: string) => string;
};

type Linked = {
  readonly code: string;
  readonly constants: readonly (readonly [name: string, value: string])[];
};

/** The constant that a value outside the code becomes, and the code with it. */
export function link(
  code: string,
  { str: name, prefix, value }: ScopeValue,
  { pattern, runtime }: Linking,
): Linked {
  const isUsed = new RegExp(`\\b${name}\\b`).test(code);
  if (!isUsed || prefix === 'validate') return { code, constants: [] };
  if (prefix === 'schema' && isObject(value?.ref)) return partsOf(code, name, value.ref);
  const text = prefix === 'pattern' ? pattern(String(value?.key)) : String(value?.code);
  const [, own] = /^require\("ajv\/dist\/runtime\/(\w+)"\)\.default$/.exec(text) ?? [];
  return { code, constants: [[name, own === undefined ? text : runtime(own)]] };
}

/** AJV refers to members of a schema, such as `schema16.properties.a.required`: only those are written. */
function partsOf(code: string, name: string, schema: Node): Linked {
  const parts = new Map<string, string>();
  // a name in a text, or of a member, is no reference
  const path = new RegExp(
    `(?<![\\w$."/])${name}((?:\\.\\w+|\\["(?:[^"\\\\]|\\\\.)*"\\]|\\[\\d+\\])+)`,
    'g',
  );
  const linked = code.replaceAll(path, (_, steps: string) => {
    const tokens = [...steps.matchAll(/\.(\w+)|\[("(?:[^"\\]|\\.)*")\]|\[(\d+)\]/g)].map(
      ([, plain, quoted, index]) => plain ?? (quoted ? (JSON.parse(quoted) as string) : index!),
    );
    const found = tokens.reduce<unknown>((node, token) => ownMember(node as Node, token), schema);
    // of the members only the names are asked for
    const part =
      tokens.at(-1) === 'properties'
        ? Object.fromEntries(Object.keys(found as Node).map((member) => [member, 1]))
        : found;
    return cached(parts, JSON.stringify(part), () => `${name}_${parts.size}`);
  });
  return { code: linked, constants: [...parts].map(([text, part]) => [part, text]) };
}
