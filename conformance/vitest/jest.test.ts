import { expect as expectOfJest } from 'expect';
import { afterEach, expect, test, vi } from 'vitest';
import { good, responseOf, things } from './testing.ts';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

test('the matcher is one of Jest too', async () => {
  vi.stubGlobal('expect', expectOfJest);
  await import('./jest.ts');
  await expectOfJest(responseOf(good)).toConformTo(things, 'listThings');
  const wrong = { status: 200, headers: { 'content-type': 'application/json' }, text: '{"id":7}' };
  await expect(expectOfJest(wrong).toConformTo(things, 'listThings')).rejects.toThrow(
    /id.*must be/s,
  );
  await expectOfJest(wrong).not.toConformTo(things, 'listThings');
});

test('without a global expect, the mistake is told', async () => {
  vi.stubGlobal('expect', undefined);
  await expect(import('./jest.ts')).rejects.toThrow('setupFilesAfterEnv');
});
