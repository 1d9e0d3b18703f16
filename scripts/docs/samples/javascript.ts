import type { Json } from '../../../conformance/core/json.ts';
import { visibleJson } from '../../../conformance/core/visible.ts';
import { literal } from '../../generate/artifacts/text.ts';
import { piecesOf, type Piece, type SampleCredential } from './credential.ts';

/** Writes a value as JavaScript does, its invisible characters escaped. */
export const jsValue = (value: Json): string => visibleJson(literal(value));

/** Writes a text that may hold placeholders as a string or a template of JavaScript. */
export function jsText(text: string, credentials: readonly SampleCredential[]): string {
  const pieces = piecesOf(text, credentials);
  if (pieces.every((piece) => typeof piece === 'string')) return jsValue(text);
  const [only] = pieces;
  if (pieces.length === 1 && typeof only === 'object') return expressionOf(only);
  return `\`${pieces.map(templatePart).join('')}\``;
}

const templatePart = (piece: Piece): string =>
  typeof piece === 'string'
    ? jsValue(piece)
        .slice(1, -1)
        .replaceAll('\\"', '"')
        .replaceAll(/`|\$(?=\{)/g, '\\$&')
    : `\${${expressionOf(piece)}}`;

function expressionOf({ constant, isBasic, isPercentEncoded }: SampleCredential): string {
  if (isBasic) return `btoa(${constant})`;
  return isPercentEncoded ? `encodeURIComponent(${constant})` : constant;
}

/** The constants at the top of a sample, which a reader replaces. */
export const jsConstants = (credentials: readonly SampleCredential[]): string =>
  credentials
    .filter(({ isSigned }) => !isSigned)
    .map(({ constant, example }) => `const ${constant} = ${jsValue(example)};\n`)
    .join('');

/** The comment of a sample with a token that is made for its request. */
export const signComment =
  'A token is good for one request: your own sign() makes it, as the page "Authentication" shows.';

/** Whether `fetch` refuses to send a field: it writes that itself. */
export const isRefusedByFetch = (name: string): boolean =>
  /^(?:connection|content-length|expect|host|keep-alive|te|trailer|transfer-encoding|upgrade)$/i.test(
    name,
  );

/** Writes members of an object on lines of their own, each at this indentation. */
export const jsMembers = (members: readonly (readonly [string, string])[], by: string): string =>
  members.map(([name, value]) => `${by}${name}: ${value.replaceAll('\n', `\n${by}`)},\n`).join('');
