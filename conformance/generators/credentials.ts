import type { Operation } from '../core/contract/model.ts';
import type { CredentialsUse } from '../core/http/planned-request.ts';
import type { CaseGenerator } from './generator.ts';

const uses: readonly { readonly use: CredentialsUse; readonly reason: string }[] = [
  { use: 'none', reason: 'it carries no credentials, which the operation needs' },
  { use: 'other-scheme', reason: 'its credentials are of another scheme than the documented one' },
  { use: 'wrong', reason: 'its credentials are well-formed but nobody gave them out' },
];

/** @see https://spec.openapis.org/oas/v3.1.1.html#security-requirement-object */
export const credentials: CaseGenerator = {
  id: 'credentials',
  summary:
    'A valid request with no credentials, with those of another scheme, with wrong ones; each scheme alone where several are needed; forged ones where requests are signed.',
  *generate({ operation: { security }, base, forgeries }) {
    // an empty alternative means that credentials are optional
    if (security.length === 0 || security.some((schemes) => schemes.length === 0)) return;
    for (const { use, reason } of uses)
      yield { name: use, intent: 'invalid', rule, reason, request: { ...base, credentials: use } };
    for (const { name: scheme } of schemesUsedTogether(security)) {
      for (const { use, reason } of uses.filter((one) => one.use !== 'other-scheme')) {
        yield {
          name: `${scheme}/${use}`,
          intent: 'invalid',
          rule,
          reason: `${reason}: that of ${scheme}`,
          request: { ...base, credentials: use, scheme },
        };
      }
    }
    for (const { use, reason, scheme } of forgeries) {
      yield {
        name: use,
        intent: 'invalid',
        rule,
        reason,
        request: { ...base, credentials: use, scheme },
      };
    }
  },
};

const rule = { in: 'credentials', pointer: '', keyword: 'security' } as const;

/** The schemes of the only alternative, where it needs several; else none. */
function schemesUsedTogether([schemes = [], ...others]: Operation['security']) {
  return others.length === 0 && schemes.length > 1 ? schemes : [];
}
