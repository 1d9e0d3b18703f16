import type { MediaType } from '../../contract/model.ts';
import type { Json } from '../../json.ts';

/** What bytes mean, or why they mean nothing. */
export type Decoded =
  /** `doubt` says why readers disagree about the value, as a predicate. */
  | { readonly value: Json; readonly doubt?: string }
  /** `latitude` marks a problem that the standard lets readers tolerate. */
  | { readonly problem: string; readonly latitude?: true };

/** A family of media types that can be written. */
export type BodyWriter = {
  readonly id: string;
  readonly summary: string;
  readonly matches: (name: string) => boolean;
  /**
   * Encodes a body; a value that the format can't express becomes text. Returns the Content-Type if
   * it needs a parameter, such as `boundary`.
   */
  readonly encode: (
    value: Json,
    mediaType: MediaType,
  ) => { readonly bytes: Uint8Array; readonly contentType?: string };
  /**
   * Decodes bytes by the schema, or says why it can't, as a predicate; `undefined` if nothing can be
   * said. Never throws.
   */
  readonly decode?: (
    bytes: Uint8Array,
    contentType: string,
    mediaType: MediaType,
  ) => Decoded | undefined;
  /** Whether a body is any number of values, each of which a schema of no list is about. */
  readonly isSequence?: true;
};

/** A family of media types that the runner can write, and read whoever sends it. */
export type BodyCodec = Omit<BodyWriter, 'decode'> & {
  readonly decode: (bytes: Uint8Array, contentType: string, mediaType: MediaType) => Decoded;
};

const strictly = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Decodes UTF-8; `undefined` if the bytes are not UTF-8. A byte-order mark stays. */
export function utf8(bytes: Uint8Array): string | undefined {
  try {
    return strictly.decode(bytes);
  } catch {
    return undefined;
  }
}

export function isParsable(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
