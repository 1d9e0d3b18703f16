import { request } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { ask, documented, start } from './testing.ts';

const mock = await start();
afterAll(() => mock.close());

const { path, headers, body } = documented.createPin;
const plain = await ask(mock.url, documented.createPin);

/** The answer's bytes as they came. */
const bytesFor = (encoding: string, method = 'POST') =>
  new Promise<{ encoding: string | undefined; length: string | undefined; bytes: Buffer }>(
    (resolve, reject) => {
      request(
        `${mock.url}${path}`,
        { method, headers: { ...headers, 'Accept-Encoding': encoding }, agent: false },
        (response) => {
          const chunks: Buffer[] = [];
          response
            .on('data', (chunk: Buffer) => chunks.push(chunk))
            .on('end', () =>
              resolve({
                encoding: response.headers['content-encoding'],
                length: response.headers['content-length'],
                bytes: Buffer.concat(chunks),
              }),
            );
        },
      )
        .on('error', reject)
        .end(body);
    },
  );

const asked: { accepts: string; gets: string | undefined }[] = [
  { accepts: 'gzip', gets: 'gzip' },
  { accepts: 'br', gets: 'br' },
  { accepts: 'gzip, deflate, br', gets: 'br' },
  { accepts: 'gzip;q=1.0, br;q=0.5', gets: 'gzip' },
  { accepts: 'GZIP', gets: 'gzip' },
  { accepts: '*', gets: 'br' },
  { accepts: 'br;q=0, gzip', gets: 'gzip' },
  { accepts: 'identity', gets: undefined },
  { accepts: 'deflate', gets: undefined },
  { accepts: 'gzip;q=0', gets: undefined },
  { accepts: 'identity;q=1, gzip;q=0.5', gets: undefined },
  { accepts: '', gets: undefined },
];
for (const { accepts, gets } of asked) {
  test(`who accepts "${accepts}" gets ${gets ?? 'it as it is'}`, async () => {
    for (const repetition of [1, 2]) {
      const { encoding, length, bytes } = await bytesFor(accepts);
      expect({ repetition, encoding, length: Number(length) }).toEqual({
        repetition,
        encoding: gets,
        length: bytes.length,
      });
      const text =
        gets === 'gzip' ? gunzipSync(bytes) : gets === 'br' ? brotliDecompressSync(bytes) : bytes;
      expect(text.toString()).toBe(plain.text);
    }
  });
}
