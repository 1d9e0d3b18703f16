/** In what language generated code is written. */
export type Form = 'ts' | 'js';

/**
 * The files that a generated file becomes: TypeScript as it is, or JavaScript and its types. Only the second
 * can be imported by every project, whatever its compiler and bundler take for the ending of an import.
 */
export async function emit(
  file: string,
  text: string,
  form: Form,
): Promise<readonly (readonly [file: string, text: string])[]> {
  if (form === 'ts' || !file.endsWith('.ts') || file.endsWith('.d.ts')) return [[file, text]];
  // loaded late: a compiler
  const { default: ts } = await import('typescript');
  const source = text.replaceAll(/(from '\.\/[\w-]+)\.ts'/g, "$1.js'");
  const compilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    declaration: true,
    isolatedDeclarations: true,
    strict: true,
    verbatimModuleSyntax: true,
  };
  const options = { fileName: file, compilerOptions, reportDiagnostics: true };
  const types = ts.transpileDeclaration(source, options);
  const [mistake] = types.diagnostics ?? [];
  if (mistake)
    throw new Error(`${file}: ${ts.flattenDiagnosticMessageText(mistake.messageText, '\n')}`);
  const name = file.replace(/\.ts$/, '');
  return [
    [`${name}.js`, ts.transpileModule(source, options).outputText],
    [`${name}.d.ts`, types.outputText],
  ];
}
