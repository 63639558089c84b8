import * as E from 'fp-ts/lib/Either.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import { describe, expect, it } from 'vitest';
import type { ScoreHealth } from '../../application/score-health.js';
import { scoreToday } from '../../application/score-today.js';
import { AccountId } from '../../domain/ids.js';
import { Timestamp } from '../../domain/primitives.js';
import { valid } from '../support/valid.js';

const accounts = async () => ['acme', 'umbrella'].map(valid(AccountId));
const clock = () => valid(Timestamp)('2026-03-01T06:00:00Z');

describe('scoring today', () => {
  it('scores today for all accounts, whatever happened', async () => {
    const asked: Array<unknown> = [];
    const score: ScoreHealth = (changed, alsoOn) => {
      asked.push([changed.map(({ accountId, since }) => [accountId, since]), alsoOn]);
      return TE.right({ appended: 2, conflicts: [] });
    };
    expect(await scoreToday(score, accounts, clock)()).toBe(2);
    const today = '2026-03-01';
    expect(asked).toEqual([
      [
        [
          ['acme', today],
          ['umbrella', today],
        ],
        [today],
      ],
    ]);
  });

  it('fails when the log does not answer', async () => {
    const score: ScoreHealth = () => async () => E.left({ _tag: 'LogUnavailable', reason: 'down' });
    await expect(scoreToday(score, accounts, clock)()).rejects.toThrow('down');
  });
});
