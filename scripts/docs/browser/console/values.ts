import type { Json } from '../../../../conformance/core/json.ts';
import type { ConsoleParameter, ValueKind } from './operation.ts';

type Kind = Pick<ConsoleParameter, 'kind' | 'isList'>;

/**
 * The value that a reader typed; `undefined` for nothing. What is no value of its kind stays a text, so that a
 * wrong one can be sent, too.
 */
export function typedValue(text: string, { kind, isList }: Kind): Json | undefined {
  if (text === '') return undefined;
  return isList ? text.split('\n').map((line) => scalarOf(line, kind)) : scalarOf(text, kind);
}

/** A value as a reader would type it. */
export function typedText(value: Json | undefined, { kind, isList }: Kind): string {
  if (value === undefined) return '';
  if (isList && Array.isArray(value))
    return value.map((item: Json) => scalarText(item, kind)).join('\n');
  return scalarText(value, kind);
}

function scalarOf(text: string, kind: ValueKind): Json {
  if (kind === 'text') return text;
  if (kind === 'number')
    return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
  try {
    const value = JSON.parse(text) as Json;
    return kind === 'json' || typeof value === 'boolean' ? value : text;
  } catch {
    return text;
  }
}

const scalarText = (value: Json, kind: ValueKind): string => {
  if (typeof value === 'string' && kind !== 'json') return value;
  return typeof value === 'object' ? JSON.stringify(value, undefined, 2) : JSON.stringify(value);
};
