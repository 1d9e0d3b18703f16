import type { Block } from '../content/block.ts';
import type { Writing } from '../content/writing.ts';
import type { Page } from '../page.ts';
import type { Site } from '../site-model.ts';

/** By API, the topics of the menu in their order. */
export type Topics = ReadonlyMap<
  string | undefined,
  readonly { readonly path: string; readonly title: string }[]
>;

/** What is the same on all pages, or follows from the page alone. */
export type FrameInput = {
  readonly site: Site;
  readonly page: Page;
  readonly blocks: readonly Block[];
  readonly writing: Writing;
  readonly topics: Topics;
  /** The content security policy. */
  readonly policy: string;
  readonly mockPath?: string;
};
