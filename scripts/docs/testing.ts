import { join } from 'node:path';
import { nameApis } from '../../conformance/core/contract/named-contracts.ts';
import { folderWith } from '../../conformance/testing.ts';
import { apis } from '../../spec/apis.ts';
import { defaultSettings } from './settings.ts';
import { buildSite } from './site.ts';

/** Makes the site of the API `things` in memory: its description, and files beside it. */
export const siteOf = (
  description: string,
  files: { readonly [name: string]: string } = {},
): Promise<ReadonlyMap<string, string | Uint8Array>> => {
  const folder = folderWith({ ...files, 'openapi.yaml': description });
  const api = { api: 'things', file: join(folder, 'openapi.yaml'), typed: folder };
  return buildSite({ apis: [api], settings: defaultSettings });
};

/** Makes the site of our own APIs in memory, once. */
export const ownSite = (): Promise<ReadonlyMap<string, string | Uint8Array>> =>
  (made ??= buildSite({ apis: nameApis(apis, []), settings: defaultSettings }));

let made: Promise<ReadonlyMap<string, string | Uint8Array>> | undefined;

/** The text of a file of a site. */
export const textIn = (site: ReadonlyMap<string, string | Uint8Array>, path: string): string =>
  String(site.get(path) ?? `no ${path}`);

/** What is wrong with the links of a site: those that lead nowhere, and ids that a page has twice. */
export function brokenLinks(site: ReadonlyMap<string, string | Uint8Array>): string[] {
  const ids = new Map<string, readonly string[]>();
  for (const path of site.keys())
    if (path.endsWith('.html'))
      ids.set(
        path,
        [...textIn(site, path).matchAll(/\sid="([^"]*)"/g)].map(([, id]) => plain(id!)),
      );
  const twice = [...ids].flatMap(([path, own]) =>
    own.filter((id, at) => own.indexOf(id) !== at).map((id) => `${path} has the id ${id} twice`),
  );
  const isBroken = (from: string, address: string): boolean => {
    if (/^(?:[a-z][a-z\d+.-]*:|$)/i.test(address)) return false;
    const url = new URL(address, `http://site/${from}`);
    const path = decodeURIComponent(url.pathname.slice(1));
    const page = path.replace(/\.md$/, '.html');
    const isThere = path === '' || path.endsWith('/') || site.has(path);
    const anchor = decodeURIComponent(url.hash.slice(1));
    return !isThere || (anchor !== '' && !(ids.get(page) ?? []).includes(anchor));
  };
  const broken = [...site.keys()].flatMap((path) =>
    linksIn(path, textIn(site, path))
      .filter((address) => isBroken(path, address))
      .map((address) => `${path} links to ${address}`),
  );
  return [...twice, ...broken];
}

function linksIn(path: string, text: string): string[] {
  if (path.endsWith('.html'))
    return [...text.matchAll(/<[^>]*\s(?:href|src)="([^"]*)"/g)].map(([, to]) => plain(to!));
  if (!/\.(?:md|txt)$/.test(path)) return [];
  const withoutCode = text.replaceAll(/(?<ticks>`+)(?!`)[\s\S]*?(?<!`)\k<ticks>(?!`)/g, '');
  return [...withoutCode.matchAll(/\]\(<?([^\s<>()]+)>?\)/g)].map(([, to]) => to!);
}

const plain = (text: string): string =>
  text
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
