import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startMock } from '../mock/server.ts';

const root = join(import.meta.dirname, '..', '..');
const marked = /<!-- tested: scripts\/frontend\/readme\.test\.ts -->\n```ts\n(.*?)```/gs;
const blocks = [...readFileSync(join(root, 'README.md'), 'utf8').matchAll(marked)].map(
  ([, code]) => code!,
);

let mock: Awaited<ReturnType<typeof startMock>>;
beforeAll(async () => {
  mock = await startMock();
});
afterAll(() => mock.close());

const given = `
declare const baseUrl: string;
declare const token: string;
declare function show(text: string): void;
declare function warn(text: string): void;`;

test('the examples of the README compile as a frontend compiles them', () => {
  const options: ts.CompilerOptions = {
    ...{ noEmit: true, strict: true, exactOptionalPropertyTypes: true, skipLibCheck: true },
    ...{ noUncheckedIndexedAccess: true, allowImportingTsExtensions: true, types: [] },
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
  };
  const files = new Map(blocks.map((code, at) => [join(root, `readme-${at}.ts`), code + given]));
  const host = ts.createCompilerHost(options);
  const readFile = host.getSourceFile;
  host.getSourceFile = (name, version) => {
    const text = files.get(name);
    return text === undefined ? readFile(name, version) : ts.createSourceFile(name, text, version);
  };
  const program = ts.createProgram([...files.keys()], options, host);
  // the sources of the reader are here only because handlers call some; the package has types for them
  const mistakes = ts
    .getPreEmitDiagnostics(program)
    .filter(({ file }) => !file?.fileName.startsWith(join(root, 'conformance')));
  expect(
    mistakes.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' ')),
  ).toEqual([]);
});

type Told = { readonly shown: string[]; readonly warned: string[] };

/** What the code of an example shows and warns, with the mock as its server. */
async function run(code: string, api: string): Promise<Told> {
  const told: Told = { shown: [], warned: [] };
  const names = {
    baseUrl: `${mock.url}/${api}`,
    token: 'any',
    show: (text: string) => told.shown.push(text),
  };
  Object.assign(globalThis, {
    readme: { ...names, warn: (text: string) => told.warned.push(text) },
  });
  const text = stripTypeScriptTypes(code).replaceAll(
    "from './",
    `from '${pathToFileURL(root).href}/`,
  );
  const module = `const { baseUrl, token, show, warn } = globalThis.readme;\n${text}\n// ${api}`;
  await import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(module)}`);
  return told;
}

test('they do what they say', async () => {
  // the fourth is compiled only: a module from a text can't import msw
  expect(blocks).toHaveLength(4);
  const [first, second, third] = blocks as [string, string, string];
  expect(await run(first, 'notifications')).toEqual({ shown: ['active'], warned: [] });
  const changed = await run(second, 'mixin');
  expect(changed).toEqual({ shown: [expect.any(String)], warned: [] });
  expect(await run(third, 'notifications')).toEqual({
    shown: [expect.stringMatching(/^\S+ example=forbidden iOS,Android$/)],
    warned: [],
  });
});

test('and they tell refusals', async () => {
  mock.scenario.replace([
    { operation: 'refreshPushToken', example: 'forbidden' },
    { operation: 'createPin', example: 'pinIncorrect' },
  ]);
  const [first, second] = blocks as [string, string, string];
  const again = (code: string) => `${code}// refused`;
  expect(await run(again(first), 'notifications')).toEqual({
    shown: [],
    warned: ['403: Forbidden resource'],
  });
  expect(await run(again(second), 'mixin')).toEqual({ shown: [], warned: ['PIN incorrect.'] });
});
