import type { Json } from '../core/json.ts';
import type { CaseDraft } from './generator.ts';
import type { SchemaLocation } from './schema-locations.ts';

/**
 * A name that is unique among a generator's drafts for the location, the value to send there, and
 * a predicate whose subject is the location: "is as long as allowed".
 */
type Proposal = [name: string, value: Json, reason: string];

type Options = Pick<CaseDraft, 'bestEffort' | 'redundant'> & {
  /** Where the broken rule is: a JSON Pointer into the value. */
  readonly below?: string;
};

/** Makes drafts of cases that send another value at a location and explore one keyword. */
export function draftsAt(location: SchemaLocation, keyword: string) {
  const draft = (name: string, value: Json, reason: string) => ({
    name: `${location.name}/${name}`,
    rule: location.rule(keyword),
    reason: `${location.title} ${reason}`,
    request: location.with(value),
  });
  const combinable = (...[name, value, reason]: Proposal) => {
    const change = location.change(value);
    return { ...draft(name, value, reason), ...(change ? { change } : {}) };
  };
  return {
    /** The contract allows the value. */
    allowed: (...proposal: Proposal): CaseDraft => ({
      ...combinable(...proposal),
      intent: 'valid',
    }),
    /** No rule forbids the value, but an implementation may refuse it. */
    unspecified: (...proposal: Proposal): CaseDraft => ({
      ...combinable(...proposal),
      intent: 'unspecified',
    }),
    /** The value breaks one rule, at the location or inside of the value. */
    forbidden(
      name: string,
      value: Json,
      reason: string,
      { below = '', ...options }: Options = {},
    ): CaseDraft {
      // an empty text may be read as null if null is allowed
      const isAmbiguous =
        value === '' &&
        location.isText &&
        location.alternatives.some(({ types }) => types.includes('null'));
      return {
        // a value about which readers disagree is combined with others of its kind
        ...combinable(name, value, reason),
        intent: isAmbiguous ? 'unspecified' : 'invalid',
        rule: location.rule(keyword, below),
        ...options,
      };
    },
  };
}

/** A value in a message: its JSON, cut after 60 characters. */
export const shown = (value: Json): string =>
  typeof value === 'string' ? JSON.stringify(cut(value)) : cut(JSON.stringify(value));

const cut = (text: string) => (text.length > 60 ? `${text.slice(0, 60)}…` : text);
