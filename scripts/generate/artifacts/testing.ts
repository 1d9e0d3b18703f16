import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import { loadContract } from '../../../conformance/core/contract/load.ts';
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
