import type { OperationSpec } from '../../contract-server/description.ts';
import type { Fault } from '../../contract-server/fault.ts';
import type { Node } from '../../contract-server/inline.ts';
import { fits } from '../../contract-server/judge.ts';
import { isFreeText } from '../locations.ts';
import { echoesOf, repeating, type Echo } from '../echoes.ts';

/** A change of a text that a server keeps or repeats. */
type Rewriting = {
  readonly family: NonNullable<Fault['family']>;
  readonly what: string;
  readonly mutation: string;
  readonly rewrite: (sent: string) => string;
  /** Whether a documented value of this location can show it. */
  readonly shows?: (node: Node) => boolean;
};

const allows = (length: number) => (node: Node) =>
  isFreeText(node) && ((node.maxLength as number | undefined) ?? Number.POSITIVE_INFINITY) > length;

/** In a short text, a server meets few of the characters. */
const isRoomy = allows(31);

const rewritings: readonly Rewriting[] = [
  ...[255, 1000].map(
    (length): Rewriting => ({
      family: 'truncates',
      what: `cut-after-${length}`,
      mutation: `keeps ${length} characters`,
      rewrite: (sent) => sent.slice(0, length),
      shows: allows(length),
    }),
  ),
  { family: 'trims', what: 'trimmed', mutation: 'trims', rewrite: (sent) => sent.trim() },
  {
    family: 'trims',
    what: 'trimmed-at-the-end',
    mutation: 'removes blanks at the end',
    rewrite: (sent) => sent.trimEnd(),
  },
  {
    family: 'changes-case',
    what: 'lower-case',
    mutation: 'writes in lower case',
    rewrite: (sent) => sent.toLowerCase(),
  },
  {
    family: 'normalises',
    what: 'nfc',
    mutation: 'normalises to NFC',
    rewrite: (sent) => sent.normalize('NFC'),
  },
  {
    family: 'normalises',
    what: 'nfd',
    mutation: 'normalises to NFD',
    rewrite: (sent) => sent.normalize('NFD'),
  },
  {
    family: 'rewrites-characters',
    what: 'html',
    mutation: 'escapes for HTML',
    rewrite: (sent) => sent.replaceAll('&', '&amp;').replaceAll('<', '&lt;'),
  },
  {
    family: 'rewrites-characters',
    what: 'percent',
    mutation: 'decodes per cent escapes',
    rewrite: (sent) =>
      sent.replaceAll(/%[\da-f]{2}/gi, (escaped) =>
        String.fromCharCode(Number.parseInt(escaped.slice(1), 16)),
      ),
  },
  {
    family: 'rewrites-characters',
    what: 'plus',
    mutation: 'writes a blank for a plus sign',
    rewrite: (sent) => sent.replaceAll('+', ' '),
  },
  {
    family: 'rewrites-characters',
    what: 'quotes',
    mutation: 'doubles apostrophes',
    rewrite: (sent) => sent.replaceAll("'", "''"),
  },
  {
    family: 'rewrites-characters',
    what: 'backslash',
    mutation: 'removes backslashes',
    rewrite: (sent) => sent.replaceAll('\\', ''),
  },
  {
    family: 'rewrites-characters',
    what: 'one-line',
    mutation: 'replaces line breaks',
    rewrite: (sent) => sent.replaceAll(/\r\n|\n|\r/g, ' '),
  },
  {
    family: 'rewrites-characters',
    what: 'one-plane',
    mutation: 'drops characters beyond the first plane, as a three-byte database does,',
    rewrite: (sent) => sent.replaceAll(/[\u{10000}-\u{10ffff}]/gu, ''),
  },
];

/** Servers that repeat a text after a change that their database or a helper makes. */
export function* changedCharacters(operation: OperationSpec): Iterable<Fault> {
  for (const echo of echoesOf(operation)) {
    // a header field of a format has no other letter case that every server accepts
    if (echo.field === undefined && echo.schema !== undefined)
      yield* inBody(operation, echo, echo.schema);
  }
}

function* inBody(operation: OperationSpec, echo: Echo, schema: Node): Iterable<Fault> {
  const isRoomyEnough = isRoomy(schema);
  for (const { family, what, mutation, rewrite, shows = isFreeText } of rewritings) {
    if (!shows(schema) || (family === 'rewrites-characters' && !isRoomyEnough)) continue;
    yield {
      ...base(operation, echo, what),
      family,
      reason: `It ${mutation} in ${echo.expression}.`,
      reply: repeating(echo, rewrite),
    };
  }
  if (isFreeText(schema) && !echo.isWhole && fits(schema, '', 'request'))
    yield {
      ...base(operation, echo, 'falsy'),
      family: 'coerces-falsy',
      reason: `It takes an empty ${echo.expression} for a missing one.`,
      reply: repeating(echo, (sent) => (sent === '' ? echo.documented : sent)),
    };
}

const base = (operation: OperationSpec, { id }: Echo, what: string) =>
  ({
    id: `${id}/${what}`,
    class: 'answers',
    operation: operation.id,
    trips: ['echo-true'],
    // the changed text may be too long, or empty
    mayTrip: ['body-matches-schema'],
  }) as const;
