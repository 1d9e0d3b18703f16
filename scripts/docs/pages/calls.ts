import type { Block } from '../content/block.ts';
import { link, type Inline } from '../content/inline.ts';
import type { Page } from '../page.ts';
import type { CallReference, Reference } from '../reference/model.ts';
import type { PageKind, Site } from '../site-model.ts';
import { operationCard } from './operation-card.ts';
import { operationHead } from './operation-head.ts';
import { parameters } from './operation/parameters.ts';
import { requestBody } from './operation/request-body.ts';
import { responses } from './operation/responses.ts';
import { outsideBlocks } from './outside-blocks.ts';

/** A page for each request that an API sends, and one that lists them. */
export const callPages: PageKind = {
  id: 'calls',
  *pages(site) {
    for (const reference of site.references) {
      if (reference.calls.length === 0) continue;
      yield listPage(reference, site);
      for (const call of reference.calls) yield callPage(call, reference, site);
    }
  },
};

function listPage({ api, title, calls }: Reference, { say }: Site): Page {
  const hasWebhooks = calls.some(({ because }) => !because);
  const name = say(hasWebhooks ? 'calls' : 'callbacks');
  return {
    path: `${api}/calls/index`,
    api,
    section: 'calls',
    topic: { title: name, order: 50 },
    title: name,
    summary: say('callsSummary', { title }),
    blocks: () => [
      { kind: 'paragraph', content: say('callsSummary', { title }) },
      { kind: 'cards', cards: calls.map((call) => operationCard(call, say)) },
    ],
  };
}

function callPage(operation: CallReference, reference: Reference, site: Site): Page {
  const { node, path, id, name } = operation;
  const { description, ...head } = operationHead(operation, reference, site);
  const input = { operation, reference, site };
  return {
    ...head,
    section: 'calls',
    terms: [id, name, path],
    blocks: (): Block[] => [
      { kind: 'paragraph', content: whyInWords(operation, site) },
      { kind: 'markdown', source: description, level: 2 },
      ...outsideBlocks(node, site.say),
      ...[parameters, requestBody, responses].flatMap((part) => part.blocks(input)),
    ],
  };
}

const whyInWords = ({ because }: CallReference, { say }: Site): Inline =>
  because
    ? [`${say('callbackOf')} `, link({ page: because.page }, because.title), '.']
    : say('webhookAbout');
