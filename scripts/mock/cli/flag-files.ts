import { createPublicKey, type KeyObject } from 'node:crypto';
import { createSecureContext } from 'node:tls';
import type { Contract } from '../../../conformance/core/contract/model.ts';
import { UserError } from '../../../conformance/core/user-error.ts';
import { readTextOr } from '../../../conformance/core/text-file.ts';
import { userPath } from '../../../conformance/core/user-path.ts';
import { parseYaml } from '../../../conformance/core/yaml-file.ts';
import { readRules } from '../state/scenario-rules.ts';
import type { Rule } from '../state/scenario.ts';
import { canVerify } from '../state/sessions.ts';
import type { SeedData } from '../things/seed-data.ts';

/** A key and its certificate, in PEM form. */
export type Certificate = { readonly key: string; readonly cert: string };

/** Reads the file of a flag. Throws a `UserError` if that is not possible. */
const readFlagFile = (flag: string, file: string): string =>
  readTextOr(userPath(file), (reason) => {
    throw new UserError(`${flag} ${file} can't be read: ${reason}.`);
  });

/** Reads the certificate of `--cert` and `--key`. Throws a `UserError` if they don't match. */
export function readCertificate(certFile: string, keyFile: string): Certificate {
  const pair = { cert: readFlagFile('--cert', certFile), key: readFlagFile('--key', keyFile) };
  try {
    createSecureContext(pair);
  } catch (error) {
    throw new UserError(
      `--cert ${certFile} and --key ${keyFile} are no certificate with its key in PEM form: ${(error as Error).message}.`,
    );
  }
  return pair;
}

/** Reads the key of `--public-key`. Throws a `UserError` if it can't verify tokens. */
export function readPublicKey(file: string): KeyObject {
  const text = readFlagFile('--public-key', file);
  let key: KeyObject;
  try {
    key = createPublicKey(text);
  } catch (error) {
    throw new UserError(
      `--public-key ${file} can't be read as a public key in PEM form: ${(error as Error).message}.`,
    );
  }
  if (canVerify(key)) return key;
  throw new UserError(
    `--public-key ${file} holds a key of the kind ${key.asymmetricKeyType}: tokens are signed with RSA or Ed25519 keys.`,
  );
}

/** Reads the YAML or JSON of `--seed-data`. Throws a `UserError` that names the wrong line. */
export async function readSeeds(file: string, contracts: readonly Contract[]): Promise<SeedData> {
  const { readSeedData } = await import('../things/seed-data.ts');
  const { value, at } = parseYaml(userPath(file), readFlagFile('--seed-data', file));
  const read = readSeedData(value() ?? {}, contracts);
  if ('seedData' in read) return read.seedData;
  throw new UserError(`${at(read.at)}: ${read.problem}.`);
}

/** Reads the YAML or JSON of `--scenario`. Throws a `UserError` that names the wrong line. */
export function readScenario(file: string, contracts: readonly Contract[]): readonly Rule[] {
  const { value, at } = parseYaml(userPath(file), readFlagFile('--scenario', file));
  const read = readRules(value() ?? [], contracts);
  if ('rules' in read) return read.rules;
  throw new UserError(`${at(read.at)}: ${read.problem}`);
}
