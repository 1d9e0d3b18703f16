/**
 * Hooks: code of the user around the requests of a run, for what a configuration can't say. A module
 * exports any of the members of `Hooks`, by name or as its default export.
 *
 * ```ts
 * import type { Hooks } from './conformance/run/hooks.ts';
 *
 * export const request: Hooks['request'] = ({ headers }) => ({
 *   headers: [...headers, ['X-Request-Time', new Date().toISOString()]],
 * });
 * ```
 */
export type Hooks = {
  /** Before the first request to a target. An error ends the checks of this target. */
  readonly before?: (context: HookContext) => void | Promise<void>;
  /** At the end, once, also if the run was interrupted or `before` failed. */
  readonly after?: (context: HookContext) => void | Promise<void>;
  /**
   * Each request as it is sent, with its credentials. What it returns is sent instead: a whole request
   * or the members that change. No check judges the change, except for a body that is repeated.
   */
  readonly request?: (
    request: HookRequest,
    context: RequestContext,
    // biome-ignore lint/suspicious/noConfusingVoidType: a hook that changes nothing need not return
  ) => Partial<HookRequest> | void | Promise<Partial<HookRequest> | void>;
};

/** What a hook knows of the run. */
export type HookContext = {
  /** The name of the API. */
  readonly api: string;
  /** Its base URL. */
  readonly target: string;
  /** Writes a line to the standard error, beside the progress of the run. */
  readonly log: (message: string) => void;
};

/** A request below the base URL. */
export type HookRequest = {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Bytes; a text is sent in UTF-8. */
  readonly body?: Uint8Array | string;
};

/** What a hook knows of one request. */
export type RequestContext = HookContext & {
  readonly operation: {
    readonly id: string;
    readonly method: string;
    readonly path: string;
    readonly tags: readonly string[];
  };
  /** The id of the case. */
  readonly case: string;
  /** Whether the server must accept the request, must refuse it, or may do either. */
  readonly intent: 'valid' | 'invalid' | 'unspecified';
};

/** Hooks and the file that they come from, as messages name it. */
export type LoadedHooks = { readonly file: string; readonly hooks: Hooks };
