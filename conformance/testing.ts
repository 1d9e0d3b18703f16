import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { loadContract } from './core/contract/load.ts';
import type { Contract, Operation } from './core/contract/model.ts';
import { UserError } from './core/user-error.ts';

/** What several tests of this folder need; only tests import it. */

const folders: string[] = [];

/** Removes what `folderWith` made; `vitest.setup.ts` calls it after each test file. */
export function removeFolders(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

/** Writes files into a new temporary folder, which goes when the test file ends. */
export function folderWith(files: { readonly [name: string]: string }): string {
  const folder = mkdtempSync(join(tmpdir(), 'conformance-'));
  folders.push(folder);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

/** A description around a Paths Object and what else it needs; YAML, because JSON is YAML. */
export const description = (paths: object, more: object = {}): string =>
  JSON.stringify({ openapi: '3.1.1', info: { title: 'Things', version: '1.0.0' }, paths, ...more });

/** Loads a description as the API `things`. */
export const contractOf = (
  text: string,
  files: { readonly [name: string]: string } = {},
): Contract =>
  loadContract('things', join(folderWith({ ...files, 'openapi.yaml': text }), 'openapi.yaml'));

/** The operation `doThing`, POST on a path, as an Operation Object describes it. */
export function operationOf(node: object, more: object = {}, path = '/things'): Operation {
  const post = { operationId: 'doThing', responses: { 200: { description: 'Done.' } }, ...node };
  return contractOf(description({ [path]: { post } }, more)).operations[0]!;
}

/** A JSON body with a schema. */
export const jsonBody = (schema: unknown, more: object = {}): object => ({
  content: { 'application/json': { schema, ...more } },
});

/** The message of the `UserError` that something throws, without the folder's name. */
export function complaintOf(action: () => unknown, folder: string): string {
  try {
    action();
  } catch (error) {
    if (error instanceof UserError) return error.message.replaceAll(`${folder}/`, '');
    throw error;
  }
  throw new Error('it did not complain');
}

/** A server on a free port of this machine, until it is disposed of. */
export async function listen(listener: RequestListener) {
  const server = createServer(listener);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const close = () =>
    new Promise<void>((closed) => {
      server.close(() => closed());
      server.closeAllConnections();
    });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: close,
  };
}
