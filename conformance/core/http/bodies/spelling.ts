import type { Json } from '../../json.ts';
import type { Spelling } from '../planned-request.ts';

/**
 * Writes a value as JSON in other characters than `JSON.stringify`, with the same meaning: blanks
 * and line breaks around every token, an escape for the first letter of each value, or the members
 * of each object in another order.
 * @see https://www.rfc-editor.org/rfc/rfc8259#section-2
 */
export function spelled(value: Json, spelling: readonly Spelling[]): string {
  const hasBlanks = spelling.includes('blanks');
  const hasEscapes = spelling.includes('escapes');
  const isReversed = spelling.includes('order');
  const text = (plain: string): string => {
    const quoted = JSON.stringify(plain);
    return hasEscapes ? quoted.replace(/^"[A-Za-z]/, escaped) : quoted;
  };
  const within = ([open, close]: string, parts: readonly string[], indent: string): string => {
    if (!hasBlanks || parts.length === 0) return `${open}${parts.join(',')}${close}`;
    const line = `\r\n${indent}`;
    return `${open}${line}\t ${parts.join(`${line}\t , `)}${line}${close}`;
  };
  function write(part: Json, indent: string): string {
    if (typeof part === 'string') return text(part);
    if (typeof part !== 'object' || part === null) return JSON.stringify(part);
    const inner = `${indent}\t `;
    if (Array.isArray(part)) {
      const elements = (part as readonly Json[]).map((element) => write(element, inner));
      return within('[]', elements, indent);
    }
    const colon = hasBlanks ? ' : ' : ':';
    const members = Object.entries(part).map(
      ([name, member]) => `${JSON.stringify(name)}${colon}${write(member, inner)}`,
    );
    return within('{}', isReversed ? members.reverse() : members, indent);
  }
  const whole = write(value, '');
  return hasBlanks ? `\r\n${whole}\r\n` : whole;
}

/** The escape of the letter after a quotation mark. */
const escaped = (start: string): string =>
  `"\\u00${start.charCodeAt(1).toString(16).toUpperCase()}`;
