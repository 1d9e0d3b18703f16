import { stringify } from 'yaml';
import type { Download } from './download.ts';

/** The description as YAML. */
export const yaml: Download = {
  order: 10,
  ending: 'yaml',
  title: 'downloadYaml',
  write: (document) => stringify(document, { aliasDuplicateObjects: false, lineWidth: 120 }),
};
