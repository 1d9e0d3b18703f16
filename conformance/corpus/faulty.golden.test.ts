import { expect, test } from 'vitest';
import { described, startByHand } from './subjects.ts';
import type { Report } from '../report/report.ts';
import { html } from '../report/reporters/html.ts';
import { text } from '../report/reporters/text.ts';
import { run } from '../run/run.ts';

/** A mutant of each API. */
const faults: { readonly [api: string]: string } = {
  amity: 'counts-utf-16-units',
  mixin: 'numbers-its-requests',
  notifications: 'passes-any-device-on',
};

/** Replaces what differs between runs or edits: ports, times, lines, and generated values. */
function settled(report: Report): Report {
  const written = JSON.stringify({
    ...report,
    started: '2026-11-26T12:00:00.000Z',
    milliseconds: 1234,
    results: report.results.map((result) => ({ ...result, milliseconds: 1 })),
  });
  return JSON.parse(
    written
      .replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:4010')
      .replaceAll(/\.yaml:\d+/g, '.yaml:12')
      .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, '2026-11-26T12:00:00.000Z')
      .replaceAll(/(?<=_?id[^0-9a-f]{1,8})[0-9a-f]{24}/gi, '0123456789abcdef01234567')
      .replaceAll(
        /(?<=userId[^0-9a-f]{1,8})[0-9a-f-]{36}/g,
        '01234567-89ab-4def-8123-456789abcdef',
      ),
  ) as Report;
}

test('the report on wrong implementations, as text and as a page', async () => {
  const servers = await Promise.all(Object.values(faults).map((mutant) => startByHand(mutant)));
  try {
    const assignments = described
      .filter(({ api }) => api in faults)
      .map(({ api, contract, credentials }) => ({
        contract: contract(),
        target: servers[Object.keys(faults).indexOf(api)]!.url,
        credentials,
        values: new Map(),
      }));
    const report = settled(await run(assignments, { timeout: 60_000, operations: [] }));
    expect(report.verdict).toBe('fail');
    await expect(text.render(report, { colors: false, columns: 120 })).toMatchFileSnapshot(
      'faulty.golden.txt',
    );
    await expect(html.render(report, { colors: false })).toMatchFileSnapshot('faulty.golden.html');
  } finally {
    await Promise.all(servers.map((server) => server.close()));
  }
});
