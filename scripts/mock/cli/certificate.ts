import { isIP } from 'node:net';
import { UserError } from '../../../conformance/core/user-error.ts';
import { readCertificate, type Certificate } from './flag-files.ts';
import type { Command } from './flags.ts';

/**
 * The certificate of `--cert` and `--key`, or a generated one for `--https`; `undefined` for HTTP.
 * Throws a `UserError` for a wrong file.
 */
export async function certificateFor({
  host,
  https,
  cert,
  key,
}: Command): Promise<Certificate | undefined> {
  if (cert !== undefined && key !== undefined) return readCertificate(cert, key);
  if (cert !== undefined || key !== undefined)
    throw new UserError(
      `--${cert === undefined ? 'key' : 'cert'} lacks its other half: give --cert and --key.`,
    );
  return https ? selfSigned(host) : undefined;
}

/** A self-signed certificate for this machine, valid for 30 days. */
async function selfSigned(host: string): Promise<Certificate> {
  // loaded late: most starts serve HTTP
  const { generate } = await import('selfsigned');
  const names = [...new Set(['localhost', '127.0.0.1', '::1', host])].map((name) =>
    isIP(name) === 0 ? { type: 2 as const, value: name } : { type: 7 as const, ip: name },
  );
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notAfterDate: new Date(Date.now() + 30 * 24 * 60 * 60 * 1000),
    extensions: [{ name: 'subjectAltName', altNames: names }],
  });
  return { key, cert };
}
