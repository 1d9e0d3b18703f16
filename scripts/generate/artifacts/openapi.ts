import type { Artifact } from './artifact.ts';

export const openapi: Artifact = {
  file: 'openapi.json',
  summary: 'The description in one file; its members keep their order.',
  write: ({ document }) => `${JSON.stringify(document, undefined, 2)}\n`,
};
