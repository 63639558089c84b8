import { describe, expect, it } from 'vitest';
import { usualSilence } from '../../../ingestion-adapters/pulling/usual-silence.js';

const HOUR = 3_600;

describe('the usual silence of a feed', () => {
  const nights = (days: number) => Array.from({ length: days }, () => 14 * HOUR);

  it('is not known before a weekend was met twice', () => {
    expect(usualSilence([])).toBeUndefined();
    expect(usualSilence(nights(10))).toBeUndefined();
    expect(usualSilence(nights(11))).toBe(21 * HOUR);
  });

  it('takes weekends as they are, from the second one on', () => {
    for (let weekends = 2; weekends <= 4; weekends++) {
      const days = [...nights(weekends * 5 - 1), ...Array.from({ length: weekends }, () => 62 * HOUR)];
      expect(usualSilence(days)).toBe(93 * HOUR);
    }
  });

  it('is not stretched by one outage', () => {
    expect(usualSilence([...nights(13), 200 * HOUR])).toBe(21 * HOUR);
    expect(usualSilence([...nights(26), 90 * HOUR, 200 * HOUR])).toBe(21 * HOUR);
  });
});
