import type { Json } from '../json.ts';
import type { Source } from '../source.ts';

/** A broken rule of a schema: where in the instance, which keyword, and which line of the contract says so. */
export type Violation = {
  readonly pointer: string;
  readonly keyword: string;
  /** A predicate that follows the place, as in "must be string". */
  readonly message: string;
  readonly source: Source;
};

export type JsonType = 'null' | 'boolean' | 'integer' | 'number' | 'string' | 'array' | 'object';

/** What a place may hold, as alternatives: one for each branch of `anyOf`, `oneOf`, `if` and the like. Made when it is asked for, because schemas may contain themselves. */
export type Alternatives = () => readonly [FlatSchema, ...FlatSchema[]];

/**
 * What a schema says of one place of an instance, with `$ref` and `allOf` followed and one branch taken of whatever
 * has branches. It serves to make instances and to find ideas for cases, never to judge: that is `validate`'s.
 */
export type FlatSchema = {
  readonly types: readonly JsonType[];
  /** Where the schema stands that says the most of this place. */
  readonly source: Source;
  /** Tells this place's schema from others: two shapes of one schema and one choice of branches have the same. */
  readonly identity: string;
  /** Which branches were taken, for messages; empty where there are none. */
  readonly branch: string;
  /** From `examples` and `example`. */
  readonly examples: readonly Json[];
  /** From `default`: usable as a value, but not documented as an example. */
  readonly defaults: readonly Json[];
  readonly enum?: readonly Json[];
  /** The keyword that says what `enum` holds. */
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
  /** The elements after `prefixItems`; `false` where there may be none. */
  readonly items?: Alternatives | false;
  readonly contains?: Alternatives;
  readonly minContains?: number;
  readonly maxContains?: number;
  readonly required: readonly string[];
  readonly properties: ReadonlyMap<string, Alternatives>;
  readonly patternProperties: ReadonlyMap<string, Alternatives>;
  /** Members that no other keyword names; `false` where there may be none, `undefined` where nothing is said. */
  readonly additionalProperties?: Alternatives | false;
  readonly propertyNames?: Alternatives;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly dependentRequired: ReadonlyMap<string, readonly string[]>;
  /** What the place must not match. */
  readonly not: readonly Alternatives[];
  /** Whether no instance matches: the schema is `false`. */
  readonly isNever: boolean;
  readonly readOnly: boolean;
  readonly writeOnly: boolean;
  /** The member that tells branches apart. @see https://spec.openapis.org/oas/v3.1.1.html#discriminator-object */
  readonly discriminator?: string;
};

/** A schema of the contract, ready to judge instances of requests or of answers, whichever it was read for. */
export type Schema = {
  readonly source: Source;
  readonly alternatives: Alternatives;
  /** Every rule that the instance breaks; none means that it is valid. */
  readonly validate: (instance: Json) => readonly Violation[];
};
