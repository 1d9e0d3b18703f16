import type { Socket } from 'node:net';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { between, type Random } from '../../../scripts/mock/respond/random.ts';

/** A server's answer to one request, as bytes on its connection; `random` makes each another one. */
export type HostileAnswer = (socket: Socket, random: Random) => void;

const head = (fields: readonly string[], status = '200 OK'): string =>
  [`HTTP/1.1 ${status}`, ...fields, '', ''].join('\r\n');

const json = 'Content-Type: application/json';

/** A whole answer with a body. */
const whole = (body: string | Uint8Array, ...fields: readonly string[]): Buffer =>
  Buffer.concat([
    Buffer.from(head([json, `Content-Length: ${Buffer.byteLength(body)}`, ...fields])),
    Buffer.from(body),
  ]);

const right = JSON.stringify({ id: 1, name: 'a', tags: ['x'] });

/** Sends some bytes and ends. */
const send =
  (bytesOf: (random: Random) => string | Uint8Array): HostileAnswer =>
  (socket, random) =>
    void socket.end(bytesOf(random));

/** Sends a beginning, and then a part again and again until the other side has enough. */
const endless =
  (begin: string, part: string): HostileAnswer =>
  (socket) => {
    socket.write(begin);
    // the client is in the same process, and must get its turns
    const more = () => {
      if (!socket.writable) return;
      if (socket.write(part)) setImmediate(more);
      else socket.once('drain', more);
    };
    more();
  };

const pick = <Item>(items: readonly Item[], random: Random): Item =>
  items[Math.floor(random() * items.length)]!;

const chunked = (body: string): string => `${head([json, 'Transfer-Encoding: chunked'])}${body}`;

const statuses = [
  '099 x',
  '000',
  '1000 x',
  'abc',
  '-1 x',
  '200',
  '999 x',
  '600 \u0000',
  '101 Switching',
];

const encodings = ['gzip', 'br', 'deflate', 'zstd', 'x-nothing', 'gzip, gzip', 'identity', '', ','];

const charsets = ['utf-16', 'utf-7', 'nothing', '"', 'latin1; charset=utf-8', '\u00ff', ';;;='];

const bodies = [
  'NaN',
  '{"id":NaN}',
  '{"id":Infinity}',
  '{"id":1e400}',
  '{"id":123456789012345678901234567890}',
  '{"id":-0}',
  '{"__proto__":{"id":1},"constructor":null}',
  '{"id":1,"id":2}',
  '{"id":"\\ud800","name":"\\u0000"}',
  '\u001b[2J\u0007\u0000\u009b31m',
  '{"name":"\u001b]0;x\u0007\u202e"}',
  '\ufeff{"id":1}',
  '<html><script>alert(1)</script>',
  'null',
  '"',
  '[',
  '',
];

/** Every kind of answer that a broken or hostile server may give. */
export const hostileAnswers: { readonly [kind: string]: HostileAnswer } = {
  closed: (socket) => void socket.end(),
  reset: (socket) => void socket.resetAndDestroy(),
  silence: () => undefined,
  'cut anywhere': send((random) => {
    const bytes = whole(right);
    return bytes.subarray(0, between(0, bytes.length - 1, random));
  }),
  'bytes changed': send((random) => {
    const bytes = whole(right);
    for (let left = between(1, 8, random); left > 0; left -= 1)
      bytes[between(0, bytes.length - 1, random)] = between(0, 255, random);
    return bytes;
  }),
  'random bytes': send((random) =>
    Buffer.from(Array.from({ length: between(1, 3000, random) }, () => between(0, 255, random))),
  ),
  'wrong length': send(
    (random) =>
      head([
        json,
        `Content-Length: ${pick(['1', '99999', '-1', '1e3', '0x10', '9'.repeat(30)], random)}`,
      ]) + right,
  ),
  'two lengths': send(() => head([json, 'Content-Length: 5', 'Content-Length: 6']) + right),
  'length and chunks': send(
    () => head([json, 'Content-Length: 5', 'Transfer-Encoding: chunked']) + right,
  ),
  'bad chunks': send((random) =>
    chunked(
      pick(
        [
          'xyz\r\nabc\r\n',
          '-5\r\nabc',
          'ffffffffffffffff\r\na',
          '5\r\nabc',
          '3;a=b\r\nabc\r\n0\r\nX: \u0000\r\n\r\n',
        ],
        random,
      ),
    ),
  ),
  'endless chunks': endless(chunked(''), '5\r\n     \r\n'),
  'endless body': endless(head([json]), ' '.repeat(65_536)),
  'endless header': endless('HTTP/1.1 200 OK\r\nX: ', 'x'.repeat(65_536)),
  'endless fields': endless('HTTP/1.1 200 OK\r\n', 'X: y\r\n'.repeat(1000)),
  'endless 1xx': endless('', 'HTTP/1.1 100 Continue\r\n\r\n'.repeat(100)),
  'many 1xx': send((random) =>
    Buffer.concat([
      Buffer.from(
        `HTTP/1.1 ${between(100, 199, random)} x\r\n\r\n`.repeat(between(1, 3000, random)),
      ),
      whole(right),
    ]),
  ),
  'huge field': send((random) =>
    whole(right, `X: ${'x'.repeat(between(10_000, 200_000, random))}`),
  ),
  'many fields': send((random) =>
    whole(right, ...Array<string>(between(100, 5000, random)).fill('X: y')),
  ),
  'many cookies': send(() =>
    whole(right, ...Array<string>(500).fill('Set-Cookie: a=b; Expires=x')),
  ),
  'odd status': send((random) => head([json], pick(statuses, random)) + right),
  'odd fields': send((random) =>
    whole(
      right,
      pick(
        [': x', 'X', 'X : y', ' X: y', 'X: \u0000', 'X: \u001b[31m', 'X\t: y', '\u00ff: y'],
        random,
      ),
    ),
  ),
  'odd encoding': send((random) => whole(right, `Content-Encoding: ${pick(encodings, random)}`)),
  'broken gzip': send((random) => {
    const bytes = gzipSync(right);
    bytes[between(0, bytes.length - 1, random)] = between(0, 255, random);
    return whole(bytes, 'Content-Encoding: gzip');
  }),
  'gzip bomb': send(() => whole(bomb(), 'Content-Encoding: gzip')),
  'brotli bomb': send(() => whole(brotliBomb(), 'Content-Encoding: br')),
  'odd charset': send((random) =>
    whole(right)
      .toString()
      .replace(json, `${json}; charset=${pick(charsets, random)}`),
  ),
  'odd media type': send((random) =>
    whole(right)
      .toString()
      .replace(json, `Content-Type: ${pick(['', '/', 'a', 'a/b/c', '*/*', '\u0001'], random)}`),
  ),
  'odd body': send((random) => whole(pick(bodies, random))),
  'invalid UTF-8': send(() => whole(Buffer.from([0x22, 0xff, 0xfe, 0xc0, 0x80, 0x22]))),
  'deep JSON': send((random) => {
    const depth = between(1000, 200_000, random);
    return whole(
      random() < 0.5
        ? '['.repeat(depth) + ']'.repeat(depth)
        : `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`,
    );
  }),
  'long array': send((random) => whole(`[${'1,'.repeat(between(1000, 300_000, random))}1]`)),
  'many members': send((random) =>
    whole(
      JSON.stringify(
        Object.fromEntries(
          Array.from({ length: between(100, 20_000, random) }, (_, index) => [`m${index}`, index]),
        ),
      ),
    ),
  ),
  'two answers': send(() => Buffer.concat([whole(right), whole('[]')])),
  'no content with a body': send(() => `${head([json, 'Content-Length: 3'], '204 No Content')}abc`),
  redirect: send((random) =>
    head(
      [
        `Location: ${pick(['/', '//', 'http://[', '\u0000', '%', 'x'.repeat(9000), '/things/1'], random)}`,
        'Content-Length: 0',
      ],
      '302 Found',
    ),
  ),
  'retry after': send((random) =>
    head(
      [
        `Retry-After: ${pick(['0', '-1', 'x', '1e9', '999999999', 'Mon, 01 Jan 9999 00:00:00 GMT'], random)}`,
        'Content-Length: 0',
      ],
      pick(['429 x', '503 x'], random),
    ),
  ),
  'another protocol': send((random) =>
    pick(
      [
        'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
        'HTTP/0.9 200\r\n\r\n',
        'SSH-2.0-x\r\n',
        '\u0016\u0003\u0001\u0002',
        '{"id":1}',
      ],
      random,
    ),
  ),
};

/** 64 MB of blanks in 64 kB. */
const bomb = (): Buffer => (bombs.gzip ??= gzipSync(Buffer.alloc(2 ** 26, ' ')));
const brotliBomb = (): Buffer =>
  (bombs.brotli ??= brotliCompressSync(Buffer.alloc(2 ** 26, ' '), {
    params: { [constants.BROTLI_PARAM_QUALITY]: 1 },
  }));
const bombs: { gzip?: Buffer; brotli?: Buffer } = {};
