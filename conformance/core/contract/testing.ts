import { join } from 'node:path';
import { folderWith } from '../../testing.ts';
import { valueAt } from '../pointer.ts';
import { readDocuments } from './documents.ts';

/** Reads files whose entry is a.yaml; sources are given without the folder. */
export function readFiles(files: { readonly [name: string]: string }) {
  const folder = folderWith(files);
  const documents = readDocuments(join(folder, 'a.yaml'));
  const followed = (pointer: string) => documents.deref(valueAt(documents.root, pointer));
  const place = (pointer: string) => {
    const { file, pointer: at } = documents.sourceOf(followed(pointer) as object);
    return `${file.replace(`${folder}/`, '')}:${documents.line({ file, pointer: at })} ${at}`;
  };
  return { documents, followed, place };
}
