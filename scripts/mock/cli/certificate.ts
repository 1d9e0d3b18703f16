import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { createSecureContext } from 'node:tls';
import { UserError } from '../../../conformance/core/user-error.ts';
import { userPath } from '../../../conformance/core/user-path.ts';

/** A key and its certificate, in PEM form. */
export type Certificate = { readonly key: string; readonly cert: string };

export type CertificateOptions = {
  readonly host: string;
  readonly isSecure: boolean;
  readonly certFile: string | undefined;
  readonly keyFile: string | undefined;
};

/**
 * The given certificate, or a generated one for `--https`; `undefined` for HTTP. Throws a
 * `UserError` for a wrong file.
 */
export async function certificateFor({
  host,
  isSecure,
  certFile,
  keyFile,
}: CertificateOptions): Promise<Certificate | undefined> {
  if (certFile !== undefined && keyFile !== undefined) return given(certFile, keyFile);
  if (certFile !== undefined || keyFile !== undefined)
    throw new UserError(
      `--${certFile === undefined ? 'key' : 'cert'} lacks its other half: give --cert and --key.`,
    );
  return isSecure ? selfSigned(host) : undefined;
}

function given(certFile: string, keyFile: string): Certificate {
  const pair = { cert: read('cert', certFile), key: read('key', keyFile) };
  try {
    createSecureContext(pair);
  } catch (error) {
    throw new UserError(
      `--cert ${certFile} and --key ${keyFile} are no certificate with its key in PEM form: ${(error as Error).message}.`,
    );
  }
  return pair;
}

function read(flag: string, file: string): string {
  try {
    return readFileSync(userPath(file), 'utf8');
  } catch (error) {
    throw new UserError(
      `--${flag} ${file} can't be read: ${(error as NodeJS.ErrnoException).code === 'ENOENT' ? 'there is no such file' : (error as Error).message}.`,
    );
  }
}

/** A self-signed certificate for this machine, valid for 30 days. */
async function selfSigned(host: string): Promise<Certificate> {
  // loaded late: most starts serve HTTP
  const { generate } = await import('selfsigned');
  const names = [...new Set(['localhost', '127.0.0.1', '::1', host])].map((name) =>
    isIP(name) === 0 ? { type: 2 as const, value: name } : { type: 7 as const, ip: name },
  );
  const notAfterDate = new Date(Date.now() + 30 * 24 * 60 * 60 * 1000);
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notAfterDate,
    extensions: [{ name: 'subjectAltName', altNames: names }],
  });
  return { key, cert };
}
