import * as bodies from './bodies/index.ts';
import type { BodyCodec } from './bodies/body-codec.ts';

const codecs: readonly BodyCodec[] = Object.values(bodies);
const known = new Map<string, BodyCodec | undefined>();

/** The codec for a media type; `undefined` if there is none. */
export function codecOf(mediaType: string): BodyCodec | undefined {
  if (!known.has(mediaType)) {
    // clients of the mock can send any name: the cache stays small
    if (known.size > 1000) known.clear();
    known.set(
      mediaType,
      codecs.find(({ matches }) => matches(mediaType)),
    );
  }
  return known.get(mediaType);
}
