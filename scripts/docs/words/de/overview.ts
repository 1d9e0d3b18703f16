import type { overview as english } from '../en/overview.ts';
import type { Translated } from '../word.ts';

/** The first page, the overview of an API, and its reading notes, in German. */
export const overview: Translated<typeof english> = {
  homeSummary: 'Die APIs mit ihren Operationen, Versionen und Downloads.',
  operationCount: { one: '{count} Operation', other: '{count} Operationen' },
  downloads: 'Downloads',
  downloadYaml: 'OpenAPI als YAML',
  downloadJson: 'OpenAPI als JSON',
  downloadImports: 'Postman, Insomnia und Bruno können die OpenAPI-Datei importieren.',
  overview: 'Überblick',
  overviewSummary: 'Zweck, Server und Operationen von {title}.',
  servers: 'Server',
  defaultValue: 'Standardwert `{value}`',
  mock: 'Mock-Server',
  mockAbout:
    'Ein Mock-Server auf Ihrem eigenen Rechner sendet die dokumentierten Antworten, auch Ablehnungen:',
  mockAddress: 'Er ist unter {mock} erreichbar. Die Konsolen dieser Seiten rufen ihn auf.',
  operations: 'Operationen',
  otherOperations: 'Weitere Operationen',
  allOperations: 'Alle {count} Operationen.',
  operationsByTag: '{count} Operationen unter {tags} Tags',
  moreAbout: 'Weitere Informationen',
  contact: 'Kontakt',
  licence: 'Lizenz',
  notes: 'Quellen und Auslegung',
  notesSummary:
    'Woher jede Regel von {title} stammt und wie Lücken der Dokumentation ausgelegt werden.',
};
