import type { MediaType } from '../../contract/model.ts';
import type { Json } from '../../json.ts';

/** A family of media types that the runner can write and read. */
export type BodyCodec = {
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
   * Decodes bytes by the schema, or says why it can't, as a predicate. Never throws. `doubt` says
   * why readers disagree about the value, as a predicate; `latitude` marks a problem that the
   * standard lets readers tolerate.
   */
  readonly decode: (
    bytes: Uint8Array,
    contentType: string,
    mediaType: MediaType,
  ) =>
    | { readonly value: Json; readonly doubt?: string }
    | { readonly problem: string; readonly latitude?: true };
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
