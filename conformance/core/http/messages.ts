/** A request as it goes over the wire, below the target's base URL. */
export type WireRequest = {
  readonly method: string;
  /** Path and query, below the base URL. */
  readonly path: string;
  /** The base path, where it is not that of the base URL. */
  readonly base?: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body?: Uint8Array;
  /** How the end of the body is told; by default by its length. */
  readonly framing?: 'chunked';
};

export type Reply = {
  readonly status: number;
  /** Names in lower case; several fields of one name are one text (`joinedFields`). */
  readonly headers: ReadonlyMap<string, string>;
  /** Decoded by its Content-Encoding. */
  readonly body: Uint8Array;
  /** Why the body can't be decoded. */
  readonly undecodable?: string;
};
