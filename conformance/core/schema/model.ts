import type { Json } from '../json.ts';
import type { Source } from '../source.ts';

/** How wide a rule is read: as servers must accept it, or as they may understand it. */
export type Reading = 'strict' | 'loose';

/** A broken rule: `pointer` into the instance, and the keyword with its position. */
export type Violation = {
  readonly pointer: string;
  readonly keyword: string;
  /** A predicate, such as "must be string". */
  readonly message: string;
  readonly source: Source;
  /**
   * `loose`: broken even under the widest sensible reading of the rule, so it is broken for sure.
   * `strict`: broken only under the narrowest sensible reading, so that readers may disagree.
   */
  readonly reading: Reading;
};

/** Whether a value is wrong under every reading, and not only under the strict one. */
export const isForbidden = (violations: readonly Pick<Violation, 'reading'>[]): boolean =>
  violations.some(({ reading }) => reading === 'loose');

export type JsonType = 'null' | 'boolean' | 'integer' | 'number' | 'string' | 'array' | 'object';

/**
 * The narrowest type of a value: 1.0 is an `integer`.
 * @see https://json-schema.org/draft/2020-12/json-schema-core#section-4.2.1
 */
export function jsonTypeOf(value: Json): JsonType {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value as 'boolean' | 'string' | 'object';
}

/** One flat schema for each choice of branches. Lazy, because schemas may contain themselves. */
export type Alternatives = () => readonly [FlatSchema, ...FlatSchema[]];

/**
 * A flattened schema: `$ref` and `allOf` are merged, and of `anyOf`, `oneOf`, `if` and the like one
 * branch is chosen. Instances and cases are made from it; only `Schema.validate` decides validity.
 */
export type FlatSchema = {
  readonly types: readonly JsonType[];
  /** Whether `type` states the types, so that no other one is valid; else keywords suggest them. */
  readonly isTypeStated: boolean;
  /** The position of the schema before flattening, with its `$ref` resolved. */
  readonly source: Source;
  /** Equal for the same schemas with the same choice of branches. */
  readonly identity: string;
  /** The chosen branches, for messages; empty if there are none. */
  readonly branch: string;
  /** From `examples` and `example`. */
  readonly examples: readonly Json[];
  /** From `default`. */
  readonly defaults: readonly Json[];
  readonly enum?: readonly Json[];
  /** The keyword that `enum` comes from. */
  readonly enumKeyword?: 'enum' | 'const';
  readonly format?: string;
  readonly contentEncoding?: string;
  readonly patterns: readonly string[];
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf: readonly number[];
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems: boolean;
  readonly prefixItems: readonly Alternatives[];
  /** The elements after `prefixItems`; `false` forbids them. */
  readonly items?: Alternatives | false;
  readonly contains?: Alternatives;
  readonly minContains?: number;
  readonly maxContains?: number;
  readonly required: readonly string[];
  readonly properties: ReadonlyMap<string, Alternatives>;
  readonly patternProperties: ReadonlyMap<string, Alternatives>;
  /** Members that no other keyword names; `false` forbids them. */
  readonly additionalProperties?: Alternatives | false;
  readonly propertyNames?: Alternatives;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly dependentRequired: ReadonlyMap<string, readonly string[]>;
  /** The schemas that the instance must not match. */
  readonly not: readonly Alternatives[];
  /** Whether no instance matches, because a schema is `false`. */
  readonly isNever: boolean;
  readonly readOnly: boolean;
  readonly writeOnly: boolean;
  /** The `propertyName` of the discriminator. */
  readonly discriminator?: string;
  /** How XML writes it. */
  readonly xml?: Xml;
  /**
   * Examples of the whole object. `covered` has the members that an example speaks for: one that it
   * does not show is left out. The others come from schemas of an `allOf` without an example.
   */
  readonly objectExamples: readonly ObjectExample[];
};

/** @see https://spec.openapis.org/oas/v3.1.1.html#xml-object */
export type Xml = {
  readonly name?: string;
  readonly namespace?: string;
  readonly prefix?: string;
  readonly attribute?: boolean;
  readonly wrapped?: boolean;
};

export type ObjectExample = {
  readonly value: { readonly [name: string]: Json };
  readonly covered: ReadonlySet<string>;
};

/** A schema of the contract for one direction: requests or responses. */
export type Schema = {
  readonly source: Source;
  /** As the description has it, with its references rewritten; absent for one that it does not have. */
  readonly node?: unknown;
  readonly alternatives: Alternatives;
  /** All rules that the instance breaks under either reading; empty if it is valid under both. */
  readonly validate: (instance: Json) => readonly Violation[];
};
