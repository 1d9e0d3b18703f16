/** What a pattern is made of. Groups are their content: nobody asks what they matched. */
export type PatternNode =
  /** One character: a sign, an escape or a class, as it is written. */
  | { readonly kind: 'character'; readonly raw: string; readonly flags: string }
  | { readonly kind: 'sequence' | 'choice'; readonly parts: readonly PatternNode[] }
  | {
      readonly kind: 'repeat';
      readonly body: PatternNode;
      readonly least: number;
      readonly most: number;
    }
  | {
      readonly kind: 'position';
      readonly at: 'start' | 'end' | 'boundary' | 'no-boundary';
      readonly flags: string;
    }
  | {
      readonly kind: 'look';
      readonly isAhead: boolean;
      readonly isNegative: boolean;
      readonly body: PatternNode;
    }
  /** A reference to what a group matched. */
  | { readonly kind: 'repetition' };

/** A pattern that is read from left to right; `flags` are the modifiers of the group around. */
type Reader = { readonly text: string; position: number; flags: string };

/**
 * The parts of a pattern that JavaScript compiles with the flag `u`: any other pattern is read
 * wrongly.
 * @see https://tc39.es/ecma262/#sec-patterns
 */
export function parsePattern(pattern: string): PatternNode {
  return choiceAt({ text: pattern, position: 0, flags: '' });
}

function choiceAt(reader: Reader): PatternNode {
  const parts = [sequenceAt(reader)];
  while (take(reader, '|')) parts.push(sequenceAt(reader));
  return parts.length === 1 ? parts[0]! : { kind: 'choice', parts };
}

function sequenceAt(reader: Reader): PatternNode {
  const parts: PatternNode[] = [];
  while (reader.position < reader.text.length && !/[|)]/.test(reader.text[reader.position]!))
    parts.push(quantifiedAt(reader));
  return parts.length === 1 ? parts[0]! : { kind: 'sequence', parts };
}

function quantifiedAt(reader: Reader): PatternNode {
  const body = atomAt(reader);
  const [quantifier = '', least, comma, most] =
    /^(?:[*+?]|\{(\d+)(,?)(\d*)\})/.exec(upcoming(reader)) ?? [];
  if (quantifier === '') return body;
  reader.position += quantifier.length;
  // lazy or not, the same texts match
  take(reader, '?');
  if (least === undefined)
    return {
      kind: 'repeat',
      body,
      least: quantifier === '+' ? 1 : 0,
      most: quantifier === '?' ? 1 : Infinity,
    };
  const upper = comma === '' ? Number(least) : most === '' ? Infinity : Number(most);
  return { kind: 'repeat', body, least: Number(least), most: upper };
}

function atomAt(reader: Reader): PatternNode {
  const { flags } = reader;
  const rest = upcoming(reader);
  if (take(reader, '^')) return { kind: 'position', at: 'start', flags };
  if (take(reader, '$')) return { kind: 'position', at: 'end', flags };
  if (take(reader, '\\b')) return { kind: 'position', at: 'boundary', flags };
  if (take(reader, '\\B')) return { kind: 'position', at: 'no-boundary', flags };
  const [reference] = /^\\(?:[1-9]\d*|k<[^>]*>)/.exec(rest) ?? [];
  if (reference !== undefined) {
    reader.position += reference.length;
    return { kind: 'repetition' };
  }
  if (rest.startsWith('(')) return groupAt(reader);
  const raw = rest.startsWith('[') ? classText(reader) : characterText(rest);
  reader.position += raw.length;
  return { kind: 'character', raw, flags };
}

function groupAt(reader: Reader): PatternNode {
  const [opening = '(', look, on, off = ''] =
    /^\((?:\?(?:(<?[=!])|<[^>]*>|([ims]*)(?:-([ims]*))?:))?/.exec(upcoming(reader)) ?? [];
  const { flags } = reader;
  reader.position += opening.length;
  reader.flags = [...new Set(flags + (on ?? ''))].filter((flag) => !off.includes(flag)).join('');
  const body = choiceAt(reader);
  reader.flags = flags;
  take(reader, ')');
  if (look === undefined) return body;
  return { kind: 'look', isAhead: !look.startsWith('<'), isNegative: look.endsWith('!'), body };
}

/** The characters ahead; a whole class or name may be longer, and no sign is. */
const upcoming = ({ text, position }: Reader): string => text.slice(position, position + 200);

function take(reader: Reader, sign: string): boolean {
  if (!reader.text.startsWith(sign, reader.position)) return false;
  reader.position += sign.length;
  return true;
}

/** A sign or an escape; two escapes may stand for the halves of one character. */
const characterText = (text: string): string =>
  /^\\(?:[pPu]\{[^}]*\}|u[Dd][89ABab]..\\u[Dd][C-Fc-f]..|u....|x..|c.|[\s\S])/u.exec(text)?.[0] ??
  String.fromCodePoint(text.codePointAt(0)!);

/** A class up to its closing bracket. */
function classText({ text, position }: Reader): string {
  let end = position + 1;
  while (end < text.length && text[end] !== ']') end += text[end] === '\\' ? 2 : 1;
  return text.slice(position, end + 1);
}
