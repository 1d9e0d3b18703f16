import { isObject, ownMember, type Node } from '../../../conformance/core/pointer.ts';
import type { Rule } from '../difference.ts';
import { shown } from '../effect.ts';

/** @see https://spec.openapis.org/oas/v3.1.1.html#security-scheme-object */
export const securitySchemeChanged: Rule = {
  id: 'security-scheme-changed',
  summary: 'Credentials are presented, or obtained, in another way.',
  of: ['security scheme'],
  aspects: ['presence', 'type', 'in', 'name', 'scheme', 'flows', 'openIdConnectUrl'],
  judge({ aspect, label, old, new: fresh }) {
    if (aspect === 'presence')
      return {
        severity: 'dangerous',
        reason: `${label} is ${fresh === undefined ? 'not defined any more' : 'defined now'}: operations name it before and after.`,
      };
    if (aspect === 'flows' && isStillThere(old, fresh))
      return {
        severity: 'safe',
        reason: `${label} has more flows or scopes: those that there were are the same.`,
      };
    if (aspect === 'flows' || aspect === 'openIdConnectUrl')
      return {
        severity: 'dangerous',
        reason: `${label} has another \`${aspect}\`: clients may fail to obtain a token.`,
      };
    return {
      severity: 'breaking',
      reason: `${label} has \`${aspect}\` ${shown(fresh)} in place of ${shown(old)}: credentials as clients present them are refused.`,
    };
  },
};

/** Whether the flows have every flow, URL and scope that there was, whatever describes a scope. */
const isStillThere = (old: unknown, fresh: unknown): boolean =>
  Object.entries(membersOf(old)).every(([flow, before]) => {
    const after = membersOf(ownMember(membersOf(fresh), flow));
    const names = (scopes: unknown) => Object.keys(membersOf(scopes));
    return (
      Object.entries(membersOf(before)).every(
        ([name, value]) => name === 'scopes' || name.startsWith('x-') || after[name] === value,
      ) && names(membersOf(before).scopes).every((scope) => names(after.scopes).includes(scope))
    );
  });

const membersOf = (value: unknown): Node => (isObject(value) ? value : {});
