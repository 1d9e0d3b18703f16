/**
 * A format under two readings. The standard says what a format is, and servers depart from it on
 * both sides: what lies between the readings proves nothing about a server.
 */
export type Format = {
  readonly name: string;
  /** Other names for the same format. */
  readonly aliases?: readonly string[];
  /** It limits numbers too. Their values are given here as JSON text. */
  readonly numeric?: true;
  /** What a server must accept: the standard, without what common servers refuse. */
  readonly strict: (value: string) => boolean;
  /**
   * What a server need not refuse: the widest sensible reading. A careful server refuses the rest.
   * What is strictly valid is so loosely too.
   */
  readonly loose: (value: string) => boolean;
  /** Strictly valid values that common servers accept: a plain one first, no two alike. */
  readonly valid: readonly [string, ...string[]];
  /** Values that nearly have the format, by name: broken under both readings. */
  readonly near: Examples;
  /** Values between the readings, by name. */
  readonly between: Examples;
};

export type Examples = { readonly [name: string]: string };
