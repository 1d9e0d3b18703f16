import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { bounded } from './bounded.ts';

type Encoding = 'br' | 'gzip';
export type Compressed = { readonly encoding: Encoding; readonly bytes: Buffer };

/** Answers that were compressed before: most are given again and again. At most 16 MiB of text. */
const known = bounded<Compressed>(
  1000,
  16 * 1024 * 1024,
  (text, { bytes }) => text.length + bytes.length,
);

// brotli's default is made for files that are compressed once: it takes a hundred times as long
const options = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } };

/** A body in the encoding that a client asks for; `undefined` where it asks for none that is known here. */
export function compressed(
  text: string,
  acceptEncoding: string | undefined,
): Compressed | undefined {
  const encoding = acceptEncoding === undefined ? undefined : wanted(acceptEncoding);
  if (!encoding) return undefined;
  const key = `${encoding} ${text}`;
  const found = known.get(key) ?? {
    encoding,
    bytes: encoding === 'br' ? brotliCompressSync(text, options) : gzipSync(text),
  };
  known.set(key, found);
  return found;
}

/** The encoding that is wanted most, brotli before gzip where both are alike. @see https://www.rfc-editor.org/rfc/rfc9110#section-12.5.3 */
function wanted(acceptEncoding: string): Encoding | undefined {
  const weights = new Map(
    acceptEncoding.split(',').map((part) => {
      const [name = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase());
      const weight = parameters.find((parameter) => parameter.startsWith('q='));
      return [name, weight === undefined ? 1 : Number(weight.slice(2))];
    }),
  );
  const weightOf = (name: Encoding) => weights.get(name) ?? weights.get('*') ?? 0;
  const [best] = (['br', 'gzip'] as const).toSorted(
    (one, other) => weightOf(other) - weightOf(one),
  );
  const identity = weights.get('identity') ?? 0;
  return best && weightOf(best) > 0 && weightOf(best) >= identity ? best : undefined;
}
