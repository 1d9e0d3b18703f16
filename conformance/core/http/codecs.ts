import * as bodies from './bodies/index.ts';
import type { BodyCodec } from './bodies/body-codec.ts';

const codecs: readonly BodyCodec[] = Object.values(bodies);
const known = new Map<string, BodyCodec | undefined>();

/** The codec for a media type; `undefined` where the runner can neither write nor read it. */
export function codecOf(mediaType: string): BodyCodec | undefined {
  if (!known.has(mediaType)) {
    // what clients send to the mock may be anything, and must not pile up
    if (known.size > 1000) known.clear();
    known.set(
      mediaType,
      codecs.find(({ matches }) => matches(mediaType)),
    );
  }
  return known.get(mediaType);
}
