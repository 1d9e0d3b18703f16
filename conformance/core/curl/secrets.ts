import { percentEncode } from '../http/percent.ts';
import { shortest } from '../auth/redact.ts';
import { output, type Expansion, type Place } from './shell.ts';

/** What the shell fills in for values that nobody may read. */
export type Secrets = ReadonlyMap<string, Expansion>;

/**
 * Where secrets stand in a text, with what is to stand there instead. A value that is written with escapes
 * can only be left out, but for percent-encoding, which a shell can do.
 */
export const placesOf = (secrets: Secrets, form: 'text' | 'bytes' | 'percent'): Place[] =>
  [...secrets]
    .filter(([value]) => value.length >= shortest)
    .flatMap(([value, expansion]): Place[] => {
      const encoded = form === 'percent' ? percentEncoded(expansion) : '<redacted>';
      const places: readonly Place[] = [
        [JSON.stringify(value).slice(1, -1), '<redacted>'],
        [encodeURIComponent(value), encoded],
        [percentEncode(value), encoded],
        [value, expansion],
      ];
      // the last of those that are written alike is the one that counts
      const unlike = [...new Map(places)];
      return form === 'bytes'
        ? unlike.map(([needle, instead]) => [Buffer.from(needle).toString('latin1'), instead])
        : unlike;
    });

/** What is percent-encoded whole, for which a shell has no word of its own. */
export const percentEncoded = ({ shell }: Expansion): Expansion =>
  output(`printf %s "${shell}" | od -An -v -tx1 | tr -d '\\n' | tr ' ' %`);
