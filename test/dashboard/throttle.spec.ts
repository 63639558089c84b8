import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { throttled } from '../../dashboard/src/throttle.js';

describe('a throttled call', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('runs at once, and makes up for all calls in between by one', () => {
    let calls = 0;
    const { run } = throttled(() => {
      calls += 1;
    }, 1_000);
    for (let i = 0; i < 5; i++) run();
    expect(calls).toBe(1);
    vi.advanceTimersByTime(1_000);
    expect(calls).toBe(2);
    vi.advanceTimersByTime(10_000);
    expect(calls).toBe(2);
    run();
    expect(calls).toBe(3);
  });
});
