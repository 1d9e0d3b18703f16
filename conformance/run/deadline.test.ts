import { expect, onTestFinished, test, vi } from 'vitest';
import { deadlineOf } from './deadline.ts';

test('a time is over by the clock, and says what was not sent', () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  using deadline = deadlineOf({ milliseconds: 5000, written: '5s' });
  vi.advanceTimersByTime(4999);
  expect(deadline.isOver()).toBe(false);
  vi.advanceTimersByTime(1);
  expect(deadline.isOver()).toBe(true);
  expect(deadline.signal.reason).toBe('not sent: the time of 5s was over');
});

test('also while code runs at a stretch', () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  using deadline = deadlineOf({ milliseconds: 5000, written: '5s' });
  const now = performance.now();
  vi.spyOn(performance, 'now').mockReturnValue(now + 5000);
  onTestFinished(() => void vi.restoreAllMocks());
  expect(deadline.isOver()).toBe(true);
  expect(deadline.signal.aborted).toBe(true);
});
