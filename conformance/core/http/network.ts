import { BlockList, isIP } from 'node:net';
import { getCACertificates } from 'node:tls';
import { readTextOr } from '../text-file.ts';
import { UserError } from '../user-error.ts';

/** Environment variables by name. */
type Environment = { readonly [name: string]: string | undefined };

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** Whether a host name or an address is that of this machine, which no proxy reaches. */
export function isLoopback(hostname: string): boolean {
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  const family = isIP(host);
  return family === 0
    ? /^(.+\.)?localhost\.?$/i.test(host)
    : loopback.check(host, family === 6 ? 'ipv6' : 'ipv4');
}

/**
 * The proxy that the environment names for a target, without its credentials; `undefined` if there
 * is none. The HTTP client itself reads `NO_PROXY`, for each request.
 */
export function proxyFor(target: string, environment: Environment): string | undefined {
  const { protocol, hostname } = new URL(target);
  if (isLoopback(hostname)) return undefined;
  const http = environment.http_proxy || environment.HTTP_PROXY;
  const proxy =
    protocol === 'https:' ? environment.https_proxy || environment.HTTPS_PROXY || http : http;
  if (!proxy) return undefined;
  const url = URL.parse(proxy);
  if (!url || !/^https?:$/.test(url.protocol))
    throw new UserError(
      `The proxy that the environment names is not an http or https URL, such as http://proxy.example.com:3128.`,
    );
  return url.origin;
}

/** The certificates to trust if `SSL_CERT_FILE` adds some; Node itself reads `NODE_EXTRA_CA_CERTS`. */
export function trusted(environment: Environment): string[] | undefined {
  const file = environment.SSL_CERT_FILE;
  if (!file) return undefined;
  const added = readTextOr(file, (reason) => {
    throw new UserError(`The file that SSL_CERT_FILE names, ${file}, can't be read: ${reason}.`);
  });
  return [...getCACertificates('default'), added];
}

/** Why no connection could be made, by an error code of Node; `undefined` for other errors. */
export function unreachable(code: string, message: string): string | undefined {
  if (code === 'ECONNREFUSED') return 'the connection was refused';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'no host has that name';
  if (/CERT|TLS|SSL|SELF_SIGNED|EPROTO/.test(code))
    return `no secure connection could be made (${message.trim().split('\n')[0]}): NODE_EXTRA_CA_CERTS or SSL_CERT_FILE names certificates to trust`;
  return undefined;
}
