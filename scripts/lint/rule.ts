/**
 * Redocly publishes no types with its command, so this page names the part of them that the rules
 * use.
 */

/** A place in one file of a description. */
export type Location = {
  readonly source: { readonly absoluteRef: string };
  readonly pointer: string;
  readonly absolutePointer: string;
  /** The place below, by one name or several. */
  child(names: string | readonly (string | number)[]): Location;
  /** The same place, but with the member's name marked instead of its value. */
  key(): ReportedLocation;
};

/** Where a problem is reported. */
export type ReportedLocation =
  | Location
  | { readonly pointer: string; readonly reportOnKey: boolean };

/** What a reference leads to; both are missing where it leads nowhere. */
export type Resolved = { readonly node: unknown; readonly location: Location | undefined };

/** What a visitor is told about the node it visits. */
export type Context = {
  readonly location: Location;
  readonly type: { readonly name: string; readonly extensionsPrefix?: string };
  report(problem: { readonly message: string; readonly location: ReportedLocation }): void;
  /** Follows a Reference Object, relative to the file `from`. */
  resolve(reference: unknown, from?: string): Resolved;
};

/** Called once for every node of a type; references are resolved before. */
export type Visit = (node: Members, context: Context) => void;

/**
 * What a rule looks at: `any` is every node, `ref` every Reference Object, the others are OpenAPI's
 * types of node.
 */
export type Visitor = {
  readonly any?: (node: unknown, context: Context) => void;
  readonly ref?: (node: Members, context: Context, resolved: Resolved) => void;
  readonly MediaType?: Visit;
  readonly NamedSchemas?: Visit;
  readonly Operation?: Visit;
  readonly PathItem?: Visit;
  readonly Paths?: Visit;
  readonly Root?: Visit;
  readonly Schema?: Visit;
  readonly Server?: Visit;
};

/** One rule of this repository about descriptions; `visit` is called once for each description. */
export type Rule = {
  readonly id: string;
  readonly summary: string;
  readonly visit: (options: Members) => Visitor;
};

/** An object of a description, about whose members nothing is known yet. */
export type Members = { readonly [name: string]: unknown };

/** The members of an object; of anything else, none. */
export function members(value: unknown): Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Members)
    : {};
}

/** The items of an array; of anything else, none. */
export function items(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Whether a description is there and says something. */
export function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}
