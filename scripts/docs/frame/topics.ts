import { cached } from '../../../conformance/core/memoize.ts';
import type { Page } from '../page.ts';
import type { Topics } from './input.ts';

const known = new WeakMap<readonly Page[], Topics>();

/** The topics of the menu, by API. */
export const topicsOf = (pages: readonly Page[]): Topics =>
  cached(known, pages, () => {
    const withTopic = pages.filter(({ topic }) => topic);
    const sorted = withTopic.sort((one, other) => one.topic!.order - other.topic!.order);
    return new Map(
      [...Map.groupBy(sorted, ({ api }) => api)].map(([api, own]) => [
        api,
        own.map(({ path, topic }) => ({ path, title: topic!.title })),
      ]),
    );
  });
