import * as E from 'fp-ts/lib/Either.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import { describe, expect, it } from 'vitest';
import type { ReadStream, RecordedEvent } from '../../application/ports/event-store.js';
import type { HealthScoring, ScoreHealth } from '../../application/score-health.js';
import { scoreHealthOnChange } from '../../application/score-health-on-change.js';
import { AccountId } from '../../domain/ids.js';
import { CaseSolved } from '../../domain/support-case/events.js';
import { SeatsChanged } from '../../domain/usage/events.js';
import { valid } from '../support/valid.js';

const seats = (occurredAt: string): RecordedEvent => ({
  id: `seats ${occurredAt}`,
  streamName: 'usage-acme-202603',
  revision: 0n,
  position: { commit: 0n, prepare: 0n },
  recordedAt: new Date(0),
  event: valid(SeatsChanged)({ type: 'SeatsChanged', data: { accountId: 'acme', occurredAt, seats: 5 } }),
  metadata: { correlationId: 'delivery', causationId: null, actor: 'connection:hubspot/demo', source: null },
});
const noStreams: ReadStream = () => TE.right([]);
const recording = (scoring: HealthScoring) => {
  const asked: Array<unknown> = [];
  const score: ScoreHealth = (changed) => {
    asked.push(changed);
    return TE.right(scoring);
  };
  return { asked, score };
};

describe('the reactor that scores health', () => {
  it('scores each changed account once for a batch, from its earliest day, and names the last cause', async () => {
    const { asked, score } = recording({ appended: 1, conflicts: [] });
    const batch = [seats('2026-03-05T00:00:00Z'), seats('2026-03-02T00:00:00Z'), seats('2026-03-07T00:00:00Z')];
    await scoreHealthOnChange({ readStream: noStreams, score }).react(batch);
    const cause = { correlationId: 'delivery', causationId: 'seats 2026-03-07T00:00:00Z' };
    expect(asked).toEqual([[{ accountId: 'acme', since: '2026-03-02', cause }]]);
  });

  it('asks to be tried again while another scorer is ahead, or the log does not answer', async () => {
    const batch = [seats('2026-03-05T00:00:00Z')];
    const { score } = recording({ appended: 0, conflicts: [valid(AccountId)('acme')] });
    await expect(scoreHealthOnChange({ readStream: noStreams, score }).react(batch)).rejects.toThrow('another scorer');
    const silent: ScoreHealth = () => async () => E.left({ _tag: 'LogUnavailable', reason: 'down' });
    await expect(scoreHealthOnChange({ readStream: noStreams, score: silent }).react(batch)).rejects.toThrow('down');
  });

  it('asks to be tried again while it cannot tell whose facts they are', async () => {
    const unread: ReadStream = () => TE.left({ _tag: 'LogUnavailable', reason: 'down' });
    const { score } = recording({ appended: 0, conflicts: [] });
    const event = valid(CaseSolved)({ type: 'CaseSolved', data: { caseId: '42', occurredAt: '2026-03-05T00:00:00Z' } });
    const solved = { ...seats('2026-03-05T00:00:00Z'), event };
    await expect(scoreHealthOnChange({ readStream: unread, score }).react([solved])).rejects.toThrow('LogUnavailable');
  });
});
