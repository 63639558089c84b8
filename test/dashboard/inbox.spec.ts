import { describe, expect, it } from 'vitest';
import { source } from '../../dashboard/src/anomalies/source.js';
import type { Anomaly, AnomalyStatus } from '../../dashboard/src/api/anomaly-types.js';
import {
  holding,
  type Inbox,
  noInbox,
  readAnew,
  shownOf,
  withoutSaying,
  withSaying,
} from '../../dashboard/src/inbox/inbox.js';

const anomaly = (anomalyId: string, day: string, status: AnomalyStatus = 'open'): Anomaly => ({
  ...{ anomalyId, accountId: 'acme', metric: 'events', kind: 'point', from: day, day },
  ...{ value: 3, expected: 40, low: 25, high: 55, severity: 0.9 },
  ...{ status, statusSince: `${day}T00:00:00.000Z`, explanation: null },
});
const [a, b] = [anomaly('a', '2026-06-20'), anomaly('b', '2026-06-22')];
const statesOf = (inbox: Inbox<Anomaly>) =>
  shownOf(inbox, source).map(({ anomalyId, status }) => `${anomalyId} ${status}`);
const open = readAnew<Anomaly>(noInbox, [b, a], new Map());
const saidOfA = (isTaken: boolean) =>
  withSaying(holding(open, 'a', a), 'a', { said: { status: 'acknowledged' }, isTaken });

describe('the inbox', () => {
  it('shows what is said before the log has taken it, whatever is read meanwhile', () => {
    expect(statesOf(saidOfA(false))).toEqual(['b open', 'a acknowledged']);
    expect(statesOf(readAnew(saidOfA(false), [b, a], new Map([['a', a]])))).toEqual(['b open', 'a acknowledged']);
  });

  it('shows what was there before when it is refused', () => {
    expect(statesOf(withoutSaying(saidOfA(false), 'a'))).toEqual(['b open', 'a open']);
  });

  it('shows what was read once the log has taken it, in its place, though the list no longer has it', () => {
    const read = readAnew(saidOfA(true), [b], new Map([['a', anomaly('a', '2026-06-20', 'resolved')]]));
    expect(statesOf(read)).toEqual(['b open', 'a resolved']);
  });

  it('lets go of what nobody here is at', () => {
    expect(statesOf(readAnew(open, [a], new Map()))).toEqual(['a open']);
  });
});
