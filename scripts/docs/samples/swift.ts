import { visibleJson } from '../../../conformance/core/visible.ts';
import { isMadeByClient, textOf, type SampleBody, type SamplePart } from './body.ts';
import { piecesOf, type SampleCredential } from './credential.ts';
import { signComment } from './javascript.ts';
import { prepare, type Prepared } from './prepare.ts';
import type { SampleLanguage } from './sample.ts';

/** Samples with URLSession and `await`: the top level of a file, or the body of an async function. */
export const swift: SampleLanguage = {
  order: 50,
  id: 'swift',
  label: 'Swift (URLSession)',
  highlight: 'swift',
  isRun: false,
  write(input) {
    const prepared = prepare(input);
    if (!prepared || (prepared.body && ['GET', 'HEAD'].includes(prepared.method))) return undefined;
    const { body, credentials, method, path, baseUrl, headers } = prepared;
    const signed = credentials.find(({ isSigned }) => isSigned);
    if (signed && body && isMadeByClient(body)) return undefined;
    const field = (name: string, value: string) =>
      `request.setValue(${swiftText(value, credentials)}, forHTTPHeaderField: ${swiftText(name)})`;
    const before = linesBefore(prepared, signed);
    return `${[
      'import Foundation',
      '',
      ...(before.length > 0 ? [...before, ''] : []),
      `var request = URLRequest(url: URL(string: ${swiftText(`${baseUrl}${path}`, credentials)})!)`,
      ...(method === 'GET' ? [] : [`request.httpMethod = ${swiftText(method)}`]),
      ...headers.map(([name, value]) => field(name, value)),
      ...(body
        ? [
            contentType(body),
            `request.httpBody = ${isMadeByClient(body) ? 'body' : 'Data(body.utf8)'}`,
          ]
        : []),
      '',
      'let (data, response) = try await URLSession.shared.data(for: request)',
      `print((response as! HTTPURLResponse).statusCode, ${prepared.answer === 'bytes' ? 'data.count' : 'String(decoding: data, as: UTF8.self)'})`,
    ].join('\n')}\n`;
  },
};

const contentType = (body: SampleBody): string =>
  body.kind === 'parts'
    ? `request.setValue(${swiftText(body.contentType).slice(0, -1)}; boundary=\\(boundary)", forHTTPHeaderField: "Content-Type")`
    : `request.setValue(${swiftText(body.contentType)}, forHTTPHeaderField: "Content-Type")`;

/** The statements that make what the request needs. */
function linesBefore(
  { body, credentials, method, path }: Prepared,
  signed: SampleCredential | undefined,
): readonly string[] {
  const constants = credentials
    .filter(({ isSigned }) => !isSigned)
    .map(({ constant, example }) => `let ${constant} = ${swiftText(example)}`);
  const made = body ? bodyLines(body) : [];
  if (!signed) return [...constants, ...made];
  const signature = [swiftText(method), swiftText(path, credentials), body ? 'body' : '""'];
  return [
    `// ${signComment}`,
    ...constants,
    ...made,
    `let ${signed.constant} = try await sign(${signature.join(', ')})`,
  ];
}

/** Writes a text that may hold placeholders as a string with interpolations. */
function swiftText(text: string, credentials: readonly SampleCredential[] = []): string {
  const pieces = piecesOf(text, credentials);
  const [only] = pieces;
  if (pieces.length === 1 && typeof only === 'object' && expressionOf(only) === only.constant)
    return only.constant;
  const written = pieces.map((piece) =>
    typeof piece === 'string' ? swiftString(piece) : `\\(${expressionOf(piece)})`,
  );
  return `"${written.join('')}"`;
}

/** Of JSON's escapes, Swift writes three in another way. A lone surrogate is no text of Swift. */
const swiftString = (text: string): string =>
  visibleJson(JSON.stringify(text.toWellFormed()))
    .slice(1, -1)
    .replaceAll(/\\(?:u([\da-f]{4})|(.))/g, (written, code, letter) => {
      if (code !== undefined) return `\\u{${code}}`;
      return { b: '\\u{8}', f: '\\u{c}' }[letter as string] ?? written;
    });

function expressionOf({ constant, isBasic, isPercentEncoded }: SampleCredential): string {
  if (isBasic) return `Data(${constant}.utf8).base64EncodedString()`;
  return isPercentEncoded
    ? `${constant}.addingPercentEncoding(withAllowedCharacters: .alphanumerics)!`
    : constant;
}

/** The statements that make `body`. */
function bodyLines(body: SampleBody): readonly string[] {
  if (body.kind === 'json') return [`let body = ${rawText(textOf(body))}`];
  if (body.kind === 'file')
    return [`let body = try Data(contentsOf: URL(fileURLWithPath: ${swiftText(body.fileName)}))`];
  if (body.kind !== 'parts') return [`let body = ${swiftText(textOf(body))}`];
  return [
    'let boundary = UUID().uuidString',
    'var body = Data()',
    ...body.parts.flatMap(partLines),
    'body.append(Data("--\\(boundary)--\\r\\n".utf8))',
  ];
}

/** A raw string where there are several lines: with more number signs than its text has after a backslash. */
function rawText(text: string): string {
  if (!text.includes('\n')) return swiftText(text);
  const signs = [...text.matchAll(/\\(#+)/g)].map(([, found = '']) => found.length);
  const around = '#'.repeat(Math.max(0, ...signs) + 1);
  return `${around}"""\n${text}\n"""${around}`;
}

function partLines({ name, text, contentType: type, fileName }: SamplePart): readonly string[] {
  const escaped = name.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  const file = fileName === undefined ? '' : `; filename="${fileName}"`;
  const fields = `\r\nContent-Disposition: form-data; name="${escaped}"${file}\r\n${type === undefined ? '' : `Content-Type: ${type}\r\n`}\r\n`;
  const head = `"--\\(boundary)${swiftText(fields).slice(1)}`;
  return [
    `body.append(Data(${head}.utf8))`,
    fileName === undefined
      ? `body.append(Data(${swiftText(`${text}\r\n`)}.utf8))`
      : `body.append(try Data(contentsOf: URL(fileURLWithPath: ${swiftText(fileName)})))`,
    ...(fileName === undefined ? [] : ['body.append(Data("\\r\\n".utf8))']),
  ];
}
