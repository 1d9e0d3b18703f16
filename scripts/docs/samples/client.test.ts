import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { client } from './client.ts';
import { ourSamples } from './testing.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const given =
  'declare function sign(method: string, path: string, body: string): Promise<string>;\n';

/** The programs, by number, in which a strict compiler finds a mistake: beside the generated files. */
function wrongIn(programs: readonly string[]): { [program: string]: string } {
  const options: ts.CompilerOptions = {
    ...{ noEmit: true, strict: true, exactOptionalPropertyTypes: true, skipLibCheck: true },
    ...{ noUncheckedIndexedAccess: true, allowImportingTsExtensions: true, types: [] },
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
  };
  const files = new Map(programs.map((text, at) => [join(root, `sample-${at}.ts`), text + given]));
  const host = ts.createCompilerHost(options);
  const readFile = host.getSourceFile;
  host.getSourceFile = (name, version) => {
    const text = files.get(name);
    return text === undefined ? readFile(name, version) : ts.createSourceFile(name, text, version);
  };
  const program = ts.createProgram([...files.keys()], options, host);
  const mistakes = ts.getPreEmitDiagnostics(program).flatMap(({ file, messageText }) => {
    const at = [...files.keys()].indexOf(file?.fileName ?? '');
    return at < 0 ? [] : [[at, ts.flattenDiagnosticMessageText(messageText, ' ')] as const];
  });
  return Object.fromEntries(mistakes);
}

test('every sample for the generated client compiles as a frontend compiles it', () => {
  const samples = ourSamples(client, () => 'https://api.example.com');
  const wrong = samples[0]!.text.replace('userId:', 'userIdentity:');
  expect(wrongIn([...samples.map(({ text }) => text), wrong])).toEqual({
    [samples.length]: expect.stringContaining('userIdentity') as string,
  });
});
