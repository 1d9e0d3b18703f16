import { isObject } from '../../conformance/core/pointer.ts';

// Redocly's command publishes no types. These are the parts of its interface that the rules use.

/** One file of a description, as Redocly read it; a URL, or an absolute path. */
export type SourceFile = { readonly absoluteRef: string };

/** A place in one file of a description. */
export type Location = {
  readonly source: SourceFile;
  readonly pointer: string;
  readonly absolutePointer: string;
  /** The place below, by one name or several. */
  child(names: string | readonly (string | number)[]): Location;
  /** The same place, with the member's name marked instead of its value. */
  key(): ReportedLocation;
};

/** Where a problem is reported. */
export type ReportedLocation =
  | Location
  | {
      readonly pointer: string;
      /** The file where it is; that of the visited node by default. */
      readonly source?: SourceFile;
      readonly reportOnKey: boolean;
    };

/** The target of a reference. If it leads nowhere, both members are undefined. */
export type Resolved = { readonly node: unknown; readonly location: Location | undefined };

/** The context of the visited node. */
export type Context = {
  readonly location: Location;
  readonly type: { readonly name: string; readonly extensionsPrefix?: string };
  report(problem: { readonly message: string; readonly location: ReportedLocation }): void;
  /** Follows a Reference Object, relative to the file `from`. */
  resolve(reference: unknown, from?: string): Resolved;
};

/** Visits each node of a type once, after references are resolved. */
export type Visit = (node: Members, context: Context) => void;

/** The visits of a rule, by type of node; `any` visits every node, `ref` every Reference Object. */
export type Visitor = {
  readonly any?: (node: unknown, context: Context) => void;
  readonly ref?: (node: Members, context: Context, resolved: Resolved) => void;
  /** The whole description, before and after all of its nodes. */
  readonly Root?: Visit | { readonly leave: Visit };
} & {
  readonly [Type in
    | 'MediaType'
    | 'NamedSchemas'
    | 'Operation'
    | 'PathItem'
    | 'Paths'
    | 'Schema'
    | 'Server']?: Visit;
};

/** One rule of this repository about descriptions; `visit` is called once for each description. */
export type Rule = {
  readonly id: string;
  readonly summary: string;
  readonly visit: (options: Members) => Visitor;
};

/** An object of a description, with unknown members. */
export type Members = { readonly [name: string]: unknown };

/** An object's members; none of any other value. */
export const members = (value: unknown): Members => (isObject(value) ? value : {});

/** Whether a value is a text that is not blank. */
export const isText = (value: unknown): value is string =>
  typeof value === 'string' && value.trim() !== '';
