import type { Operation } from '../core/contract/model.ts';
import type { CredentialsUse } from '../core/http/planned-request.ts';
import type { CaseDraft, CaseGenerator } from './generator.ts';

const uses: readonly { readonly use: CredentialsUse; readonly reason: string }[] = [
  { use: 'none', reason: 'it has no credentials, but the operation requires them' },
  { use: 'other-scheme', reason: 'its credentials are of another scheme than the documented one' },
  { use: 'wrong', reason: 'its credentials are well-formed but were never issued' },
];

/** @see https://spec.openapis.org/oas/v3.1.1.html#security-requirement-object */
export const credentials: CaseGenerator = {
  id: 'credentials',
  summary:
    'A valid request without credentials, with those of another scheme, and with wrong ones; the same for each scheme where several are needed; forged ones where requests are signed.',
  *generate({ operation: { security }, base, forgeries }) {
    // an empty alternative means that credentials are optional
    if (security.length === 0 || security.some((schemes) => schemes.length === 0)) return;
    const draft = (use: CredentialsUse, reason: string, scheme?: string): CaseDraft => ({
      name: use,
      intent: 'invalid',
      rule: { in: 'credentials', pointer: '', keyword: 'security' },
      reason,
      request: { ...base, credentials: use, ...(scheme === undefined ? {} : { scheme }) },
    });
    for (const { use, reason } of uses) yield draft(use, reason);
    for (const { name: scheme } of schemesUsedTogether(security))
      for (const { use, reason } of uses.filter((one) => one.use !== 'other-scheme'))
        yield { ...draft(use, `${reason} (${scheme})`, scheme), name: `${scheme}/${use}` };
    for (const { use, reason, scheme } of forgeries) yield draft(use, reason, scheme);
  },
};

/** The schemes of the only alternative if it needs several; else none. */
function schemesUsedTogether([schemes = [], ...others]: Operation['security']) {
  return others.length === 0 && schemes.length > 1 ? schemes : [];
}
