import type { Json } from '../core/json.ts';
import type { CaseDraft } from './generator.ts';
import type { SchemaLocation } from './schema-locations.ts';

/** A value for a schema location, and what a case with it explores. */
export type Proposal = {
  readonly keyword: string;
  /** Unique among the generator's proposals for the location. */
  readonly name: string;
  readonly value: Json;
  /** A predicate whose subject is the location: "is as long as allowed". */
  readonly reason: string;
};

/** A case with a value that the contract allows at a location. */
export const allowed = (location: SchemaLocation, proposal: Proposal): CaseDraft => ({
  ...draftOf(location, proposal),
  intent: 'valid',
});

/**
 * A case with a value that no rule forbids, but implementations may refuse: any documented response
 * is right.
 */
export const unspecified = (location: SchemaLocation, proposal: Proposal): CaseDraft => ({
  ...draftOf(location, proposal),
  intent: 'unspecified',
});

/**
 * A case with a value that breaks one rule at a location, or at `below`, a JSON Pointer into the
 * value.
 */
export function forbidden(
  location: SchemaLocation,
  { below = '', ...proposal }: Proposal & { readonly below?: string },
): CaseDraft {
  const { change: _, ...draft } = draftOf(location, proposal);
  // an empty text may be read as null if null is allowed
  const isAmbiguous =
    proposal.value === '' &&
    location.isText &&
    location.alternatives.some(({ types }) => types.includes('null'));
  return {
    ...draft,
    intent: isAmbiguous ? 'unspecified' : 'invalid',
    rule: location.rule(proposal.keyword, below),
  };
}

function draftOf(
  location: SchemaLocation,
  { keyword, name, value, reason }: Proposal,
): Omit<CaseDraft, 'intent'> {
  const change = location.change(value);
  return {
    name: `${location.name}/${name}`,
    rule: location.rule(keyword),
    reason: `${location.title} ${reason}`,
    request: location.with(value),
    ...(change ? { change } : {}),
  };
}

/** A value in a message: text without quotes, cut after 60 characters. */
export const shown = (value: Json): string => {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
};
