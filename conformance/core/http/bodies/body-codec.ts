import type { MediaType } from '../../contract/model.ts';
import type { Json } from '../../json.ts';

/** A family of media types that the runner can write and read. */
export type BodyCodec = {
  readonly id: string;
  readonly summary: string;
  /** Whether a media type, with or without parameters, is of the family. */
  readonly matches: (name: string) => boolean;
  /** A value as bytes, and the Content-Type where it has to say more than the media type's name. What the family has no form for is written as text. */
  readonly encode: (
    value: Json,
    mediaType: MediaType,
  ) => { readonly bytes: Uint8Array; readonly contentType?: string };
  /** The value that bytes mean to the schema, or why they mean none, as a predicate. Never throws. */
  readonly decode: (
    bytes: Uint8Array,
    contentType: string,
    mediaType: MediaType,
  ) => { readonly value: Json } | { readonly problem: string };
};

const strictly = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Bytes as text, or `undefined` where they are no UTF-8; a byte-order mark is kept. */
export function utf8(bytes: Uint8Array): string | undefined {
  try {
    return strictly.decode(bytes);
  } catch {
    return undefined;
  }
}

/** Whether a text is JSON. */
export function isParsable(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
