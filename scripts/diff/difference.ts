import type { Direction } from '../../conformance/core/schema/direction.ts';
import type { Source } from '../../conformance/core/source.ts';

/** A value on the side of the old description, and on that of the new one. */
export type Sides<Value> = { readonly old: Value; readonly new: Value };

/** What a difference is about. */
export type Subject =
  | 'annotation'
  | 'branch'
  | 'component'
  | 'description'
  | 'example'
  | 'extension'
  | 'header'
  | 'link'
  | 'media type'
  | 'member'
  | 'operation'
  | 'parameter'
  | 'request body'
  | 'response'
  | 'schema'
  | 'security'
  | 'security scheme'
  | 'server';

/** Where in an operation something is, in words. */
export type Scope = {
  /**
   * Whether clients send the value (`request`) or receive it (`response`). In a callback or a webhook
   * the API sends the request, so that clients receive it.
   */
  readonly direction: Direction;
  /** What differs, as the subject of a sentence: "The member `name`". */
  readonly label: string;
  /** The way to it: `response 200`, `application/json`, `owner`. */
  readonly where: readonly string[];
};

/** One difference between two descriptions, before a rule says what it means. */
export type Difference = Scope & {
  readonly of: Subject;
  /** Which keyword differs; `presence` where the whole thing was added or removed. */
  readonly aspect: string;
  /** The values; `undefined` where there is none. */
  readonly old: unknown;
  readonly new: unknown;
  /** Where it is on each side; where it is absent, the nearest thing around it. */
  readonly sources: Sides<Source>;
  /** Whether a member is required, or a schema refuses other members, on either side. */
  readonly isRequired?: boolean;
  readonly isClosed?: boolean;
  /** Where the operation of the same `operationId` is now. */
  readonly movedTo?: string;
};

/** How much a change matters to clients. `dangerous`: it breaks some of them. */
export type Severity = 'breaking' | 'dangerous' | 'safe';

/** What a difference means for clients, and why, in one sentence. */
export type Verdict = { readonly severity: Severity; readonly reason: string };

/** What a change of one kind means for clients. Pure. */
export type Rule = {
  readonly id: string;
  /** What it is about, as a sentence. */
  readonly summary: string;
  readonly of: readonly Subject[];
  /** The aspects that it judges; all of them if it names none. */
  readonly aspects?: readonly string[];
  /** Says nothing of a difference that is another rule's. */
  readonly judge: (difference: Difference) => Verdict | undefined;
};
