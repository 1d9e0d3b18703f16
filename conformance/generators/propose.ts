import type { Json } from '../core/json.ts';
import type { Variation } from './generator.ts';
import type { Site } from './schema-locations.ts';

/** A value that the contract allows in a place. `because` is a predicate: "is as long as allowed". */
export function allowed(
  site: Site,
  keyword: string,
  label: string,
  value: Json,
  because: string,
): Variation {
  return { ...of(site, keyword, label, value, because), intent: 'valid' };
}

/** A value that no rule forbids, though nobody promises to take it: the answer may be any documented one. */
export function open(
  site: Site,
  keyword: string,
  label: string,
  value: Json,
  because: string,
): Variation {
  return { ...of(site, keyword, label, value, because), intent: 'open' };
}

/** A value that breaks one rule of a place; `below` points to the part of the value that the rule speaks of. */
export function forbidden(
  site: Site,
  keyword: string,
  label: string,
  value: Json,
  because: string,
  below = '',
): Variation {
  // as text, what is empty may be read as null where that is allowed
  const isAmbiguous =
    value === '' && site.isText && site.shapes.some(({ types }) => types.includes('null'));
  return {
    name: `${site.name}/${label}`,
    intent: isAmbiguous ? 'open' : 'invalid',
    rule: site.rule(keyword, below),
    because: `${site.title} ${because}`,
    request: site.with(value),
  };
}

function of(
  site: Site,
  keyword: string,
  label: string,
  value: Json,
  because: string,
): Omit<Variation, 'intent'> {
  const change = site.change(value);
  return {
    name: `${site.name}/${label}`,
    rule: site.rule(keyword),
    because: `${site.title} ${because}`,
    request: site.with(value),
    ...(change ? { change } : {}),
  };
}

/** A value in a message: text as it is, cut where it is long. */
export const said = (value: Json): string => {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
};
