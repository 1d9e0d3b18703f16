import type { Json } from '../core/json.ts';
import type { CaseDraft } from './generator.ts';
import type { SchemaLocation } from './schema-locations.ts';

/** A value that the contract allows in a place. `because` is a predicate: "is as long as allowed". */
export function allowed(
  location: SchemaLocation,
  keyword: string,
  label: string,
  value: Json,
  reason: string,
): CaseDraft {
  return { ...of(location, keyword, label, value, reason), intent: 'valid' };
}

/** A value that no rule forbids, though nobody promises to take it: the answer may be any documented one. */
export function unspecified(
  location: SchemaLocation,
  keyword: string,
  label: string,
  value: Json,
  reason: string,
): CaseDraft {
  return { ...of(location, keyword, label, value, reason), intent: 'unspecified' };
}

/** A value that breaks one rule of a place; `below` points to the part of the value that the rule speaks of. */
export function forbidden(
  location: SchemaLocation,
  keyword: string,
  label: string,
  value: Json,
  reason: string,
  below = '',
): CaseDraft {
  // as text, what is empty may be read as null where that is allowed
  const isAmbiguous =
    value === '' &&
    location.isText &&
    location.alternatives.some(({ types }) => types.includes('null'));
  return {
    name: `${location.name}/${label}`,
    intent: isAmbiguous ? 'unspecified' : 'invalid',
    rule: location.rule(keyword, below),
    reason: `${location.title} ${reason}`,
    request: location.with(value),
  };
}

function of(
  location: SchemaLocation,
  keyword: string,
  label: string,
  value: Json,
  reason: string,
): Omit<CaseDraft, 'intent'> {
  const change = location.change(value);
  return {
    name: `${location.name}/${label}`,
    rule: location.rule(keyword),
    reason: `${location.title} ${reason}`,
    request: location.with(value),
    ...(change ? { change } : {}),
  };
}

/** A value in a message: text as it is, cut where it is long. */
export const said = (value: Json): string => {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
};
