import {
  brotliDecompressSync,
  gunzipSync,
  inflateRawSync,
  inflateSync,
  zstdDecompressSync,
  type InputType,
} from 'node:zlib';

/** A decoded body, or the body as received with the reason why it can't be decoded. */
type Unwrapped = { readonly body: Uint8Array; readonly undecodable?: string };

type Decoder = (bytes: InputType, options: { readonly maxOutputLength: number }) => Uint8Array;
const decoders: ReadonlyMap<string, Decoder> = new Map<string, Decoder>([
  ['gzip', gunzipSync],
  ['x-gzip', gunzipSync],
  ['deflate', inflateEither],
  ['br', brotliDecompressSync],
  ['zstd', zstdDecompressSync],
  ['identity', (bytes) => bytes as Uint8Array],
]);

/** The content codings that can be decoded. */
export const isDecodable = (coding: string): boolean => decoders.has(coding.trim().toLowerCase());

/**
 * Decodes a body by its Content-Encoding, the last coding first. Never throws.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-8.4 https://www.rfc-editor.org/rfc/rfc8878
 */
export function withoutEncoding(
  body: Uint8Array,
  contentEncoding: string | undefined,
  maximum: number,
): Unwrapped {
  // a response to HEAD or with 304 names the coding too, without content
  if (contentEncoding === undefined || body.length === 0) return { body };
  let rest = body;
  const names = contentEncoding.split(',').map((part) => part.trim().toLowerCase());
  for (const name of names.filter((part) => part !== '').toReversed()) {
    const decoder = decoders.get(name);
    if (!decoder)
      return { body, undecodable: `its Content-Encoding ${JSON.stringify(name)} is unknown here` };
    try {
      rest = decoder(rest, { maxOutputLength: maximum });
    } catch (error) {
      const isTooLarge = (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE';
      const undecodable = isTooLarge
        ? `it is larger than ${maximum / 1024 / 1024} MiB without its Content-Encoding`
        : `its Content-Encoding says ${name}, and its body is not ${name}`;
      return { body, undecodable };
    }
  }
  return { body: rest === body ? body : new Uint8Array(rest) };
}

/**
 * Some servers omit the zlib header, so clients read both forms.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-8.4.1.2
 */
function inflateEither(bytes: InputType, options: Parameters<Decoder>[1]): Uint8Array {
  const [first = 0, second = 0] = bytes as Uint8Array;
  const hasHeader = (first & 0x0f) === 8 && (first * 256 + second) % 31 === 0;
  return hasHeader ? inflateSync(bytes, options) : inflateRawSync(bytes, options);
}
