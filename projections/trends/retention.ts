import { rounded } from '../../domain/rounded.js';
import type { Retention } from './answers.js';

/** The numbers that shares are of. Values are multiples of 2^-20, so they add up exactly in any order. */
export type Retained = Omit<Retention, 'logo' | 'gross' | 'net'>;

export const nobody: Retained = { accounts: 0, leftOut: 0, paying: 0, startValue: 0, keptValue: 0, value: 0 };

/** What one account counts for that paid so much at the start and pays so much now; `null` is not known. */
export const retained = (start: number | null, now: number | null): Retained =>
  start === null || now === null
    ? { ...nobody, leftOut: 1 }
    : {
        accounts: 1,
        leftOut: 0,
        paying: now > 0 ? 1 : 0,
        startValue: start,
        keptValue: Math.min(start, now),
        value: now,
      };

export const together = (a: Retained, b: Retained): Retained => ({
  accounts: a.accounts + b.accounts,
  leftOut: a.leftOut + b.leftOut,
  paying: a.paying + b.paying,
  startValue: a.startValue + b.startValue,
  keptValue: a.keptValue + b.keptValue,
  value: a.value + b.value,
});

export const share = (part: number, whole: number): number | null => (whole === 0 ? null : rounded(part / whole));

export const retentionOf = ({ startValue, keptValue, value, ...counts }: Retained): Retention => ({
  ...counts,
  startValue: rounded(startValue),
  keptValue: rounded(keptValue),
  value: rounded(value),
  logo: share(counts.paying, counts.accounts),
  gross: share(keptValue, startValue),
  net: share(value, startValue),
});
