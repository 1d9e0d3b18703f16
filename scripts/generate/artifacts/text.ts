import type { Json } from '../../../conformance/core/json.ts';

/** The longest object or list on one line. */
const width = 80;

/** A value as it is written in a program; it is also the type that has only this value. */
export function literal(value: Json | object): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const isList = Array.isArray(value);
  const [open, close] = isList ? ['[', ']'] : ['{', '}'];
  const parts = isList
    ? value.map((item: Json) => literal(item))
    : Object.entries(value).map(([name, inner]) => `${memberName(name)}: ${literal(inner)}`);
  if (parts.length === 0) return `${open}${close}`;
  const line = isList ? `[${parts.join(', ')}]` : `{ ${parts.join(', ')} }`;
  if (line.length <= width && !line.includes('\n')) return line;
  return `${open}\n${parts.map((part) => `  ${indented(part)},\n`).join('')}${close}`;
}

/** The name of a member, of an object or of a type. A plain `__proto__` would not be a member. */
export function memberName(name: string): string {
  if (name === '__proto__') return '["__proto__"]';
  return /^(?:[A-Za-z_$][\w$]*|0|[1-9]\d{0,8})$/.test(name) ? name : JSON.stringify(name);
}

/** The text with all lines but the first further right. */
export const indented = (text: string): string => text.replaceAll('\n', '\n  ');

/** A comment before a declaration; empty for an empty text. */
export const comment = (text: string): string => {
  const lines = text
    .trim()
    .replaceAll('*/', '*\\/')
    .split(/\r?\n|\u2028|\u2029/);
  if (lines.length === 1) return lines[0] === '' ? '' : `/** ${lines[0]} */\n`;
  return `/**\n${lines.map((line) => ` * ${line}`.trimEnd()).join('\n')}\n */\n`;
};
