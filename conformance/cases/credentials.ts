import type { CredentialsUse } from '../model.ts';
import type { CaseGenerator } from './generator.ts';

const uses: readonly { readonly use: CredentialsUse; readonly because: string }[] = [
  { use: 'none', because: 'it carries no credentials, which the operation needs' },
  { use: 'other-scheme', because: 'its credentials are of another scheme than the documented one' },
  { use: 'wrong', because: 'its credentials are well-formed but nobody gave them out' },
];

/** @see https://spec.openapis.org/oas/v3.1.1.html#security-requirement-object */
export const credentials: CaseGenerator = {
  id: 'credentials',
  summary: 'A valid request with no credentials, with those of another scheme, and with wrong ones.',
  *generate({ operation, base }) {
    // an empty alternative means that credentials are optional
    if (operation.security.length === 0 || operation.security.some((schemes) => schemes.length === 0)) return;
    for (const { use, because } of uses) {
      yield { name: use, intent: 'invalid', breaks: { in: 'credentials', pointer: '', keyword: 'security' }, because, request: { ...base, credentials: use } };
    }
  },
};
