import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';
import { vi } from 'vitest';
import { loadContract } from '../../../conformance/core/contract/load.ts';
import type { Contract } from '../../../conformance/core/contract/model.ts';
import { folderWith } from '../../../conformance/testing.ts';
import { bundle } from '../bundle.ts';
import type { Artifact } from './artifact.ts';

/** The text that an artifact makes of a description in YAML, without its first line. */
export async function textOf({ write }: Artifact, paths: string, components = ''): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'artifact-'));
  const file = join(folder, 'things.yaml');
  writeFileSync(
    file,
    `openapi: 3.1.1\ninfo: { title: Things, version: 1.0.0 }\npaths:\n${paths}\n${components}`,
  );
  try {
    const [document, contract] = [await bundle(file), loadContract('things', file)];
    return await write({ api: 'things', document, contract, runtime: (name) => `runtime/${name}` });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What a module of generated code without imports exports. */
export async function moduleOf(text: string): Promise<{ readonly [name: string]: unknown }> {
  const module = ts.ModuleKind.ESNext;
  const { outputText } = ts.transpileModule(text, {
    compilerOptions: { module, target: ts.ScriptTarget.ESNext },
  });
  const made = (await import(`data:text/javascript,${encodeURIComponent(outputText)}`)) as object;
  return { ...made };
}

/** The module of an artifact, with what it needs at run time, as Node loads it. */
export async function loaded<Module>({ write }: Artifact, contract: Contract): Promise<Module> {
  const frontend = join(import.meta.dirname, '..', '..', 'frontend');
  const runtime = (name: string) => pathToFileURL(join(frontend, `${name}.ts`)).href;
  const text = await write({ api: 'things', contract, document: {}, runtime });
  // Node tells of it in each process
  vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
  const folder = folderWith({ 'module.mjs': stripTypeScriptTypes(text) });
  return (await import(pathToFileURL(join(folder, 'module.mjs')).href)) as Module;
}
