import { isObject } from '../../../conformance/core/pointer.ts';
import { nodeOf } from '../../../conformance/core/contract/context.ts';
import type { Block } from '../content/block.ts';
import { code, joined, link, sentence, type Inline } from '../content/inline.ts';
import { outsideLink } from '../content/outside-link.ts';
import type { Page } from '../page.ts';
import { readerLine } from '../reader-line.ts';
import type { Reference } from '../reference/model.ts';
import { downloadPath, downloads } from '../downloads/downloads.ts';
import { mockUrlOf } from '../servers.ts';
import { verdictSummary } from '../runner/verdict-blocks.ts';
import type { PageKind, Site } from '../site-model.ts';
import { firstSentence } from '../text/commonmark.ts';
import { operationCard } from './operation-card.ts';

/** More operations are listed by tag only. */
const operationsAtMost = 100;

/** The first page of each API. */
export const overviewPages: PageKind = {
  id: 'overview',
  *pages(site) {
    for (const reference of site.references) yield overview(reference, site);
  },
};

function overview(reference: Reference, site: Site): Page {
  const { api, title, version, info } = reference;
  const { say } = site;
  const { summary, description } = info;
  const text = typeof description === 'string' ? description : '';
  return {
    path: `${api}/index`,
    api,
    section: 'overview',
    topic: { title: say('overview'), order: 0 },
    title,
    summary:
      typeof summary === 'string'
        ? summary
        : firstSentence(text) || say('overviewSummary', { title }),
    above: [say('version', { version })],
    blocks: () => [
      ...(typeof summary === 'string' ? [{ kind: 'paragraph', content: summary } as const] : []),
      { kind: 'markdown', source: text, level: 2 },
      ...verdictSummary(reference, site),
      ...serverBlocks(reference, site),
      ...mockBlocks(reference, site),
      ...operationBlocks(reference, site),
      ...downloadBlocks(reference, site),
      ...moreBlocks(reference, site),
    ],
  };
}

/** A variable of a server: what it is for, and its values. */
function variableInWords([name, variable]: [string, unknown], say: Site['say']): Inline {
  const { default: value, enum: values, description } = nodeOf(variable);
  const choices = Array.isArray(values) ? values.map((each) => code(String(each))) : [];
  const told: Inline[] = [
    typeof description === 'string' && { kind: 'markdown', source: description },
    choices.length > 0 && joined(choices, ', '),
    sentence(say('defaultValue', { value: String(value) })),
  ];
  return [code(`{${name}}`), ': ', joined(told, '; ')];
}

function serverBlocks({ documents }: Reference, { say }: Site): Block[] {
  const servers = [documents.root.servers].flat().map(documents.deref).filter(isObject);
  if (servers.length === 0) return [];
  const lines = servers.map(
    ({ url, description, variables }): Inline => [
      code(String(url)),
      typeof description === 'string' && [': ', { kind: 'markdown', source: description }],
      Object.entries(nodeOf(variables)).map((each) => [' ', variableInWords(each, say), '.']),
    ],
  );
  return [
    { kind: 'heading', level: 2, id: 'servers', content: say('servers') },
    { kind: 'list', items: lines },
  ];
}

function mockBlocks({ api, operations }: Reference, { say }: Site): Block[] {
  if (operations.length === 0) return [];
  const [before, after] = say('mockAddress').split('{mock}');
  return [
    { kind: 'heading', level: 2, id: 'mock', content: say('mock') },
    { kind: 'paragraph', content: say('mockAbout') },
    { kind: 'code', language: 'bash', text: readerLine('mock', `${api}.yaml`) },
    { kind: 'paragraph', content: [before, code(mockUrlOf(api)), after] },
  ];
}

function operationBlocks({ operations, tags }: Reference, { say }: Site): Block[] {
  if (operations.length === 0) return [];
  const heading: Block = {
    kind: 'heading',
    level: 2,
    id: 'operations',
    content: say('operations'),
  };
  if (operations.length <= operationsAtMost)
    return [heading, { kind: 'cards', cards: operations.map((each) => operationCard(each, say)) }];
  const cards = tags.map(({ title, page, description = '', operations: own }) => ({
    title: title || say('otherOperations'),
    to: { page },
    text: firstSentence(description),
    marks: say('operationCount', { count: own.length }),
  }));
  return [heading, { kind: 'cards', cards }];
}

const downloadBlocks = (reference: Reference, { say }: Site): Block[] => [
  { kind: 'heading', level: 2, id: 'downloads', content: say('downloads') },
  {
    kind: 'list',
    items: downloads.map(({ ending, title }) =>
      link({ file: downloadPath(reference.api, ending) }, say(title)),
    ),
  },
  { kind: 'paragraph', content: say('downloadImports'), isQuiet: true },
];

function moreBlocks({ documents, info }: Reference, { say }: Site): Block[] {
  const { contact, license, termsOfService } = info;
  const outside = nodeOf(documents.root.externalDocs);
  const items = [
    linkTo(outside.url, outside.description),
    linkTo(
      nodeOf(contact).url ?? mailTo(nodeOf(contact).email),
      nodeOf(contact).name,
      say('contact'),
    ),
    linkTo(
      nodeOf(license).url ?? spdxOf(nodeOf(license).identifier),
      nodeOf(license).name,
      say('licence'),
    ),
    linkTo(termsOfService, say('terms')),
  ].filter((item) => item !== undefined);
  return items.length === 0
    ? []
    : [
        { kind: 'heading', level: 2, id: 'more', content: say('moreAbout') },
        { kind: 'list', items },
      ];
}

const mailTo = (address: unknown): string | undefined =>
  typeof address === 'string' ? `mailto:${address}` : undefined;

/** @see https://spec.openapis.org/oas/v3.1.1.html#license-object */
const spdxOf = (identifier: unknown): string | undefined =>
  typeof identifier === 'string'
    ? `https://spdx.org/licenses/${encodeURIComponent(identifier)}.html`
    : undefined;

function linkTo(url: unknown, text: unknown, label?: string): Inline {
  if (typeof url !== 'string' && (typeof text !== 'string' || label === undefined))
    return undefined;
  const name = typeof text === 'string' ? text : String(url).replace(/^mailto:/, '');
  const content = joined([label, name], ': ');
  return typeof url === 'string' ? outsideLink(url, content) : content;
}
