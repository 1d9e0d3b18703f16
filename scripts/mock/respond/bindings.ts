import type { MediaType, Memory, Refusal } from '../../../conformance/core/contract/model.ts';
import type { Json } from '../../../conformance/core/json.ts';
import {
  escapeToken,
  placesOf,
  pointerOf,
  tokensOf,
  valueAt,
  withValueAt,
} from '../../../conformance/core/pointer.ts';
import {
  echoedHeader,
  evaluate,
  type Readable,
} from '../../../conformance/core/http/runtime-expression.ts';
import { renamedAddress } from './renamed-address.ts';
import type { RequestError } from './request-error.ts';

/** The input of a response besides its description. */
export type Context = {
  /** The part of the request that the response may repeat. */
  readonly request: Readable;
  readonly requestError?: RequestError;
  /** Remembered values, by the places of `x-memory`. */
  readonly recalled?: ReadonlyMap<string, Json>;
};

/** A location in a documented body, and its value for a request. By default it keeps its own. */
export type Binding = {
  readonly pointer: string;
  readonly value: (context: Context) => Json | undefined;
};

/**
 * The bindings of a body by `x-memory`, `x-echo` and the `says` of a refusal, in this order: a
 * later one replaces an earlier one at the same location.
 */
export function bindingsOf(
  { echo, memory }: MediaType,
  body: Json | undefined,
  says: Refusal['says'],
): readonly Binding[] {
  const bind = (pattern: string, value: Binding['value']): Binding[] => {
    if (!pattern.includes('*')) return [{ pointer: pattern, value }];
    // `*` means the first element: it describes the thing that the request names
    const pointers = placesOf(body, pattern).slice(0, 1);
    return pointers.map((pointer) => ({ pointer, value }));
  };
  return [
    ...(memory ? placesIn(memory) : []).flatMap((pattern) =>
      bind(pattern, ({ recalled }) => recalled?.get(pattern)),
    ),
    ...(memory?.creates ?? []).flatMap((pattern) => addressesOf(pattern, body)),
    ...[...echo]
      .filter(([pattern]) => echoedHeader(pattern) === undefined)
      .flatMap(([pattern, expression]) =>
        bind(pattern, ({ request }) => evaluate(expression, request)),
      ),
    ...[...(says ?? [])].flatMap(([pattern, texts]) =>
      bind(pattern, ({ requestError }) => requestError && textFor(texts, requestError)),
    ),
  ];
}

/** The places of a response that show what is remembered, those that others are in first. */
function placesIn({ recalls, key, lists, counts }: Memory): readonly string[] {
  if (lists !== undefined) return [lists, ...(counts === undefined ? [] : [counts])];
  const [, place] = /^\$response\.body#(.*)$/s.exec(key) ?? [];
  const shown = [...recalls.keys()].toSorted((one, other) => one.length - other.length);
  return place === undefined ? shown : [...shown, place];
}

/** Texts beside an identifier that hold it between slashes, such as the address of what it names. */
function addressesOf(pattern: string, body: Json | undefined): readonly Binding[] {
  const [pointer] = placesOf(body, pattern);
  const id = pointer === undefined ? undefined : valueAt(body, pointer);
  if (pointer === undefined || typeof id !== 'string') return [];
  const parent = pointerOf(tokensOf(pointer).slice(0, -1));
  const renamed = (text: string, other: Json) =>
    renamedAddress(text, new Map([[id, String(other)]]));
  return Object.entries(valueAt(body, parent) as object).flatMap(([name, text]) => {
    if (typeof text !== 'string' || renamed(text, '') === text) return [];
    const value = ({ recalled }: Context) => {
      const other = recalled?.get(pattern);
      return other === undefined ? undefined : renamed(text, other);
    };
    return [{ pointer: `${parent}/${escapeToken(name)}`, value }];
  });
}

/** Copies a body with the values of its bindings. */
export const fill = (
  body: Json | undefined,
  bindings: readonly Binding[],
  values: readonly (Json | undefined)[],
): Json | undefined =>
  bindings.reduce((filled, { pointer }, index) => {
    const value = values[index];
    return value === undefined ? filled : withValueAt(filled, pointer, value);
  }, body);

/** The API's text for the broken keyword, with the names of the invalid parts filled in. */
function textFor(
  texts: { readonly [keyword: string]: string },
  { keyword, names, problem }: RequestError,
): string | undefined {
  const text = Object.hasOwn(texts, keyword) ? texts[keyword] : texts.default;
  const variables = { names: names.join(', '), name: names[0] ?? '', problem };
  return text?.replaceAll(
    /\{(names|name|problem)\}/g,
    (_, name: keyof typeof variables) => variables[name],
  );
}
