import type { Contract } from '../../../conformance/core/contract/model.ts';
import { isForm, isJson, isRange } from '../../../conformance/core/http/media-type.ts';
import { percentDecode } from '../../../conformance/core/http/percent.ts';
import type { PlannedRequest } from '../../../conformance/core/http/planned-request.ts';
import type { Json } from '../../../conformance/core/json.ts';
import { cached } from '../../../conformance/core/memoize.ts';
import { isObject } from '../../../conformance/core/pointer.ts';
import { operationNames } from '../../generate/artifacts/names.ts';
import { factsOf } from '../../generate/artifacts/operations.ts';
import { memberName } from '../../generate/artifacts/text.ts';
import { textOf, type SampleBody } from './body.ts';
import type { SampleCredential } from './credential.ts';
import { canFetch } from './fetch.ts';
import { jsConstants, jsMembers, jsText, jsValue, signComment } from './javascript.ts';
import { prepare, type Prepared } from './prepare.ts';
import type { SampleInput, SampleLanguage } from './sample.ts';

/** Samples of the client that `contracts generate` writes. */
export const client: SampleLanguage = {
  order: 30,
  id: 'client',
  label: 'TypeScript (generated client)',
  highlight: 'typescript',
  isRun: true,
  write(input) {
    const prepared = prepare(input);
    const name = namesIn(input.contract).get(input.operation.id);
    if (!prepared || name === undefined || !canFetch(prepared)) return undefined;
    const body = prepared.body ? bodyOf(prepared.body, input) : [];
    const options = optionsOf(prepared, input.request);
    if (!body || !options) return undefined;
    const parameters = paramsOf(input.request);
    const given = jsMembers(
      [...(parameters === undefined ? [] : ([['params', parameters]] as const)), ...body],
      '  ',
    );
    const signed = prepared.credentials.find(({ isSigned }) => isSigned);
    return [
      `import { createClient, operations } from "./generated/${input.api}/index.ts";\n\n`,
      signed ? `// ${signComment}\n` : '',
      jsConstants(prepared.credentials),
      `const baseUrl = ${jsValue(prepared.baseUrl)};\n`,
      `const client = createClient(${argumentsOf(options)});\n\n`,
      `const result = await client.${name}(${given === '' ? '' : `{\n${given}}`});\n`,
      'console.log(result.kind, result.response.status, result.body);\n',
    ].join('');
  },
};

const names = new WeakMap<Contract, ReadonlyMap<string, string>>();
const namesIn = (contract: Contract) => cached(names, contract, () => operationNames(contract));

function paramsOf({ parameters }: PlannedRequest): string | undefined {
  const given = Object.entries(parameters).filter(([, values]) => Object.keys(values).length > 0);
  return given.length === 0 ? undefined : jsValue(Object.fromEntries(given));
}

type Members = readonly (readonly [name: string, written: string])[];

/** What a call takes of a body; `undefined` where the client does not send it so. */
function bodyOf(body: SampleBody, { operation, request }: SampleInput): Members | undefined {
  const { documented, value } = request.body!;
  // of a range, the client does not know what is sent
  const written = isRange(documented) ? undefined : writtenBody(body, documented, value);
  if (written === undefined) return undefined;
  const [usual] = factsOf(operation).request ?? [];
  const named = usual === documented ? [] : [['mediaType', jsValue(documented)] as const];
  return [['body', written], ...named];
}

function writtenBody(body: SampleBody, documented: string, value: Json | undefined) {
  if (body.kind === 'json')
    return isJson(documented) || isObject(value) ? jsValue(body.value) : undefined;
  if (body.kind === 'file') return blobOf(body.text, body.contentType);
  if (body.kind === 'parts') return partsOf(body, value);
  if (isForm(documented) && isObject(value)) return jsValue(value as Json);
  return jsValue(textOf(body));
}

const blobOf = (text: string, type: string): string =>
  `new Blob([${jsValue(text)}], { type: ${jsValue(type)} })`;

/** The members of a multipart body, its files as blobs. */
function partsOf(
  { parts }: Extract<SampleBody, { kind: 'parts' }>,
  value: Json | undefined,
): string | undefined {
  if (!isObject(value)) return undefined;
  const members = Object.entries(value as { readonly [name: string]: Json }).map(
    ([name, member]) => {
      const files = parts.filter((part) => part.name === name && part.fileName !== undefined);
      const blobs = files.map(({ text, contentType = '' }) => blobOf(text, contentType));
      if (blobs.length === 0) return [memberName(name), jsValue(member)] as const;
      return [
        memberName(name),
        Array.isArray(member) ? `[${blobs.join(', ')}]` : blobs[0]!,
      ] as const;
    },
  );
  return `{\n${jsMembers(members, '  ')}}`;
}

/** The options of the client: credentials are in fields, or a middleware adds them. */
function optionsOf(
  { headers, credentials, path }: Prepared,
  { parameters }: PlannedRequest,
): Members | undefined {
  const isSigned = credentials.some((each) => each.isSigned);
  const fields = headers.filter(([, value]) =>
    credentials.some((each) => !each.isSigned && value.includes(each.placeholder)),
  );
  if (Object.keys(parameters.cookie).length > 0) {
    const [, cookies = ''] = headers.find(([name]) => name === 'Cookie') ?? [];
    // the client leaves cookies as they are, and those of a call replace those of all
    if (cookies.includes('%') || fields.some(([name]) => name === 'Cookie')) return undefined;
  }
  const written = fields.map(
    ([name, value]) => `${memberName(name.toLowerCase())}: ${jsText(value, credentials)}`,
  );
  const keys = credentials.filter(({ placeholder }) => path.includes(placeholder));
  const middleware = [...keys.map((key) => queryKey(key, path)), ...(isSigned ? [signing] : [])];
  return [
    ...(written.length > 0 ? [['headers', `{ ${written.join(', ')} }`] as const] : []),
    ...(middleware.length > 0 ? [['middleware', `[\n${middleware.join('')}]`] as const] : []),
  ];
}

/** The arguments of `createClient`, on one line where they are short. */
function argumentsOf(options: Members): string {
  const line = `{ ${['baseUrl', ...options.map((each) => each.join(': '))].join(', ')} }, operations`;
  if (line.length <= 80 && !line.includes('\n')) return line;
  return `\n  {\n    baseUrl,\n${jsMembers(options, '    ')}  },\n  operations,\n`;
}

/** Signs every request of the client. */
const signing = `  {
    async onRequest({ request }) {
      const path = request.url.slice(baseUrl.length);
      const token = await sign(request.method, path, await request.clone().text());
      request.headers.set("authorization", \`Bearer \${token}\`);
      return request;
    },
  },
`;

/** Adds a key to the query of every request of the client. */
function queryKey({ placeholder, constant }: SampleCredential, path: string): string {
  const [, name = ''] = /([^?&=]*)=$/.exec(path.slice(0, path.indexOf(placeholder))) ?? [];
  return `  {
    onRequest({ request }) {
      const url = new URL(request.url);
      url.searchParams.append(${jsValue(percentDecode(name))}, ${constant});
      return new Request(url, request);
    },
  },
`;
}
