import * as zlib from 'node:zlib';
import { expect, test } from 'vitest';
import { withoutEncoding } from './content-encoding.ts';

const maximum = 1024 * 1024;
const plain = Buffer.from('{"a":"ü"}');
const bodies: readonly { coding: string; bytes: Uint8Array; undecodable?: string; why: string }[] =
  [
    { coding: 'gzip', bytes: zlib.gzipSync(plain), why: 'gzip' },
    { coding: 'X-GZip', bytes: zlib.gzipSync(plain), why: 'gzip by its old name' },
    { coding: 'deflate', bytes: zlib.deflateSync(plain), why: 'deflate' },
    { coding: 'deflate', bytes: zlib.deflateRawSync(plain), why: 'deflate without its header' },
    { coding: 'br', bytes: zlib.brotliCompressSync(plain), why: 'Brotli' },
    { coding: 'zstd', bytes: zlib.zstdCompressSync(plain), why: 'Zstandard' },
    { coding: 'identity', bytes: plain, why: 'identity' },
    {
      coding: 'gzip, br',
      bytes: zlib.brotliCompressSync(zlib.gzipSync(plain)),
      why: 'two in a row',
    },
    {
      coding: 'gzip',
      bytes: plain,
      undecodable: 'its Content-Encoding says gzip, and its body is not gzip',
      why: 'not gzip',
    },
    {
      coding: 'gzip',
      bytes: zlib.gzipSync(plain).subarray(0, -4),
      undecodable: 'its Content-Encoding says gzip, and its body is not gzip',
      why: 'truncated gzip',
    },
    {
      coding: 'compress',
      bytes: plain,
      undecodable: 'its Content-Encoding "compress" is unknown here',
      why: 'an unknown coding',
    },
    {
      coding: 'gzip',
      bytes: zlib.gzipSync(Buffer.alloc(maximum + 1)),
      undecodable: 'it is larger than 1 MiB without its Content-Encoding',
      why: 'a body that grows too large',
    },
  ];
for (const { coding, bytes, undecodable, why } of bodies) {
  test(`decodes a body by its Content-Encoding: ${why}`, () => {
    const decoded = withoutEncoding(bytes, coding, maximum);
    expect(decoded.undecodable).toBe(undecodable);
    expect(Buffer.from(decoded.body).equals(undecodable ? bytes : plain)).toBe(true);
  });
}
