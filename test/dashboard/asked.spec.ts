import { describe, expect, it } from 'vitest';
import * as anomalies from '../../dashboard/src/anomalies/asked.js';
import { scopeOf } from '../../dashboard/src/book/asked-book.js';
import { daysOf } from '../../dashboard/src/book/period.js';
import * as cohorts from '../../dashboard/src/cohorts/asked.js';
import * as correlations from '../../dashboard/src/correlations/asked.js';
import * as trends from '../../dashboard/src/trends/asked.js';

const pages = { anomalies, cohorts, correlations, trends };
const searchOf = (address: string): string => new URL(address, 'https://treering.example').search;
const now = Date.parse('2026-06-30T12:00:00Z');

describe('what a page is asked for', () => {
  it.each([
    ['trends', '?metric=events,csat&segment=mid+market&split=plan&grain=week&last=365&compare=1&parts=1'],
    ['trends', '?metric=arr&account=acc-1&from=2026-01-01&to=2026-03-31&forecast=1'],
    ['trends', '?metric=events&last=30&knownAt=2026-03-31'],
    ['anomalies', '?status=any&metric=health&segment=enterprise'],
    ['correlations', '?metric=events,csat&region=dach&grain=week&last=182'],
    ['cohorts', '?measure=net&grain=quarter&split=segment&industry=RETAIL&last=365'],
  ] as const)('of %s survives in the address: %s', (name, search) => {
    const { askedIn, addressOf } = pages[name] as typeof trends;
    const asked = askedIn(search);
    expect(askedIn(searchOf(addressOf(asked)))).toEqual(asked);
    expect([...new URLSearchParams(searchOf(addressOf(asked)))].sort()).toEqual(
      [...new URLSearchParams(search)].sort(),
    );
  });

  it('is not led astray by what there is not', () => {
    const asked = trends.askedIn('?metric=%22%7D&split=luck&grain=all&last=-3&from=yesterday&to=today&knownAt=once');
    expect(asked).toMatchObject({ metrics: ['events'], split: null, grain: null, knownAt: null, period: { last: 90 } });
    expect(anomalies.askedIn('?status=lost').status).toBe('open');
  });

  it('of one account is neither narrowed nor split', () => {
    const asked = trends.askedIn('?account=acc-1&segment=enterprise&split=plan');
    expect(asked.split).toBeNull();
    expect(scopeOf(asked.book)).toEqual({ accountId: 'acc-1' });
  });

  it('of the last days ends today', () => {
    expect(daysOf({ last: 30 }, now)).toEqual({ from: '2026-06-01', to: '2026-06-30' });
  });

  it('takes the usual period of quarters with them, but no other', () => {
    expect(cohorts.withGrain(cohorts.askedIn(''), 'quarter').period).toEqual({ last: 1095 });
    expect(cohorts.withGrain(cohorts.askedIn('?last=730'), 'quarter').period).toEqual({ last: 730 });
  });
});
