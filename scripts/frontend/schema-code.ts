/** What the code of schemas in `validators.js` calls. It is made by `contracts generate`, not written by hand. */
import { equalJson } from '../../conformance/core/equal-json.ts';
import type { Json } from '../../conformance/core/json.ts';

export { patternOf } from '../../conformance/core/pattern/pattern.ts';
export { escapeToken as escape } from '../../conformance/core/pointer.ts';
export { isMultipleOf } from '../../conformance/core/schema/multiple-of.ts';
export { areUnique } from '../../conformance/core/schema/unique-items.ts';

/** A rule that a value breaks: where, by a JSON Pointer, and what must hold there. */
export type Violation = {
  readonly pointer: string;
  readonly keyword: string;
  readonly message: string;
};

/** The code of one schema. It keeps the violations of the last value. */
export type SchemaCode = {
  (value: unknown, pointer: string, around?: unknown): boolean;
  errors?: Violation[] | null;
};

/** Adds a violation to a list. */
export function fail(
  list: Violation[] | null,
  pointer: string,
  keyword: string,
  message: string,
): Violation[] {
  const violation = { pointer, keyword, message };
  if (!list) return [violation];
  list.push(violation);
  return list;
}

/** The number of characters, and not of UTF-16 units. */
export const ucs2length = (text: string): number => [...text].length;

/** Whether a value is one of those that a schema lists. */
export const isOneOf = (values: readonly Json[], value: Json): boolean =>
  values.some((each) => equalJson(each, value));

/** Whether a value is right under either reading of the rules. */
export function inEither(loose: SchemaCode, strict: SchemaCode): SchemaCode {
  const code: SchemaCode = (value, pointer, around) => {
    const isRight = loose(value, pointer, around) || strict(value, pointer, around);
    code.errors = isRight ? null : (loose.errors ?? null);
    return isRight;
  };
  return code;
}
