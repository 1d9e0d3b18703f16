import { createPublicKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { UserError } from '../../../conformance/core/user-error.ts';
import { userPath } from '../../../conformance/core/user-path.ts';
import { canVerify } from '../state/sessions.ts';

/** Reads the key of `--public-key`. Throws a `UserError` if it can't verify tokens. */
export function readPublicKey(file: string): KeyObject {
  let key: KeyObject;
  try {
    key = createPublicKey(readFileSync(userPath(file)));
  } catch (error) {
    const reason =
      (error as NodeJS.ErrnoException).code === 'ENOENT'
        ? 'there is no such file'
        : (error as Error).message;
    throw new UserError(
      `--public-key ${file} can't be read as a public key in PEM form: ${reason}.`,
    );
  }
  if (!canVerify(key))
    throw new UserError(
      `--public-key ${file} holds a key of the kind ${key.asymmetricKeyType}: tokens are signed with RSA or Ed25519 keys.`,
    );
  return key;
}
