import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { nameApis, type NamedApi } from '../../../conformance/core/contract/named-contracts.ts';
import { UserError } from '../../../conformance/core/user-error.ts';
import { description, folderWith } from '../../../conformance/testing.ts';
import { nothingKept } from '../kept.ts';
import { readConfig } from '../config/read-config.ts';
import { defaultSettings } from '../settings.ts';
import type { Build } from './living-site.ts';
import { serveSite, type Served } from './serve.ts';

/** What the tests of serving need. */

/** A description with one operation, whose answer and title are told. */
export const titled = (title: string): string =>
  description(
    {
      '/things': {
        get: {
          operationId: 'getThings',
          responses: {
            200: {
              description: 'OK',
              content: { 'application/json': { schema: { const: title }, example: title } },
            },
          },
        },
      },
    },
    { info: { title, version: '1.0.0' } },
  );

/** The policy is that of a real page: what is served for authors may need no weaker one. */
const head = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; connect-src 'self'; img-src data:"><link rel="icon" href="data:,">`;

/** A page that can't be written when it is asked for. */
function broken(path: string): undefined {
  if (path === 'broken.html') throw new TypeError('page.blocks is no function');
}

export type Event = { readonly version: string; readonly mistakes: readonly string[] };

/** A site of two small descriptions, `one.yaml` and `two.yaml`, beside `docs.yaml`. */
export type SmallSite = Served & {
  readonly folder: string;
  readonly lines: readonly string[];
  /** How often each API was made. */
  readonly made: ReadonlyMap<string, number>;
};

/** Serves a small site, whose pages are the titles of the descriptions and the site. */
export async function smallSite(
  body = (title: string) => `<h1>${title}</h1>`,
  more: readonly NamedApi[] = [],
): Promise<SmallSite> {
  const folder = folderWith({ 'one.yaml': titled('One'), 'two.yaml': titled('Two') });
  const config = join(folder, 'docs.yaml');
  const own = nameApis({}, [join(folder, 'one.yaml'), join(folder, 'two.yaml')]);
  const apis = [...own, ...more];
  const lines: string[] = [];
  const made = new Map<string, number>();
  const build: Build = async ({ apis: named, settings, kept = nothingKept }) => {
    const page = (title: string) =>
      `<!doctype html><html lang="en"><head><title>${title}</title>${head}</head><body><main>${body(title)}</main></body></html>`;
    const pageOf = ({ api, file }: NamedApi): string => {
      made.set(api, (made.get(api) ?? 0) + 1);
      const { info } = parse(readFileSync(file, 'utf8')) as { info: { title: string } };
      if (info.title === 'Unmakeable') throw new UserError(`${file}:1: no page can be made.`);
      return page(info.title);
    };
    const files = new Map<string, string | Uint8Array>([
      ['index.html', page(settings.title)],
      ...named.map(
        (one) => [`${one.api}/index.html`, kept(one.api, 'page', () => pageOf(one))] as const,
      ),
      ['assets/x.bin', new Uint8Array([1, 2])],
    ]);
    return { has: (path) => files.has(path), get: (path) => files.get(path) ?? broken(path) };
  };
  const served = await serveSite({
    port: 0,
    build,
    read: () => ({
      apis,
      settings: {
        ...defaultSettings,
        ...(existsSync(config) ? readConfig(config, { languages: ['en'], words: [] }) : {}),
      },
    }),
    files: () => [config],
    report: (line) => lines.push(line),
    complain: (line) => lines.push(line),
  });
  return { ...served, folder, lines, made };
}

/** Listens for the events of a served site; `next` resolves to the first one that is as told. */
export async function listening(
  url: string,
): Promise<
  AsyncDisposable & { readonly next: (wanted: (event: Event) => boolean) => Promise<Event> }
> {
  const ending = new AbortController();
  const response = await fetch(`${url}/_events`, { signal: ending.signal });
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  return {
    async next(wanted) {
      for (;;) {
        const at = text.indexOf('\n\n');
        if (at < 0) {
          const { value, done } = await reader.read();
          if (done) throw new Error('the stream has ended');
          text += value;
          continue;
        }
        const data = /^data: (.*)$/m.exec(text.slice(0, at))?.[1] ?? '{}';
        text = text.slice(at + 2);
        const event = JSON.parse(data) as Event;
        if (wanted(event)) return event;
      }
    },
    async [Symbol.asyncDispose]() {
      await reader.cancel().catch(() => undefined);
      ending.abort();
    },
  };
}
