import { withRuns } from './runs.ts';
import { filledIn, print, word, type Text } from './shell.ts';
import { placesOf, type Secrets } from './secrets.ts';

/** How a body is written in a line for a shell. */
export type WrittenBody = {
  /** Commands before that of curl; empty where there are none. */
  readonly before: string;
  /** Prints the body into curl's input; absent where an argument holds it. */
  readonly printing?: string;
  /** curl's options. */
  readonly options: readonly string[];
  /** Prints the body for who signs it. */
  readonly again: string;
};

/** How a body is needed: once more where it is signed, as an argument where it is one of several, under a name of its own. */
export type Need = {
  readonly isSigned: boolean;
  readonly asArgument: boolean;
  readonly isForm: boolean;
  readonly name: string;
};

/** The largest argument to pass to a command, in bytes: Linux takes no more than 128 KiB in one. */
const largestArgument = 100_000;
/** Of a body of 1 MiB curl would ask first whether it is welcome. @see https://www.rfc-editor.org/rfc/rfc9110#section-10.1.1 */
const unasked = 1_000_000;

/** Writes a body so that the target gets it byte for byte. `undefined` where it has to be an argument and can't be one. */
export function writeBody(
  body: Uint8Array,
  secrets: Secrets,
  { isSigned, asArgument, isForm, name }: Need,
): WrittenBody | undefined {
  const plain = textOf(body);
  const text =
    plain === undefined
      ? withRuns(filledIn(Buffer.from(body).toString('latin1'), placesOf(secrets, 'bytes')), true)
      : withRuns(filledIn(plain, placesOf(secrets, isForm ? 'percent' : 'text')));
  const printing = print(text, plain === undefined);
  const more = body.length < unasked ? [] : [`-H 'Expect:'`];
  const isArgument =
    body.length <= largestArgument && (plain !== undefined || (asArgument && !body.includes(0)));
  if (!isArgument) {
    if (asArgument) return undefined;
    const input = { options: [...more, '--data-binary @-'] };
    return isSigned
      ? { before: `${name}() { ${printing}; }; `, printing: name, again: name, ...input }
      : { before: '', printing, again: printing, ...input };
  }
  const option = (written: string) => [
    ...more,
    `${mayBeFile(text) ? '--data-raw' : '--data-binary'} ${written}`,
  ];
  const variable = { again: `printf %s "$${name}"`, options: option(`"$${name}"`) };
  // what a command prints loses the line breaks at its end, unless something follows them
  if (plain === undefined)
    return {
      before: `${name}=$(${print([...text, 'x'], true)}); ${name}=\${${name}%x}; `,
      ...variable,
    };
  return isSigned
    ? { before: `${name}=${word(text)}; `, ...variable }
    : { before: '', again: printing, options: option(word(text)) };
}

/** curl takes what begins with an at sign for the name of a file. */
function mayBeFile(text: Text): boolean {
  const [first = ''] = text.filter((part) => part !== '');
  return typeof first !== 'string' || first.startsWith('@');
}

/** The bytes as text, where a line can carry them unchanged: without anything that nobody sees, such as a byte-order mark. */
function textOf(body: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
    return /[\p{C}\p{Zl}\p{Zp}]/u.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}
