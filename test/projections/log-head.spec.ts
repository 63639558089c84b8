import * as TE from 'fp-ts/lib/TaskEither.js';
import { describe, expect, it } from 'vitest';
import type { ReadHead } from '../../application/ports/event-store.js';
import { keptLogHead } from '../../projections/log-head.js';

const at = (commit: bigint) => ({ commit, prepare: commit });
const away = TE.left({ _tag: 'LogUnavailable' as const, reason: 'away' });

/** A log that answers these in turn, and counts how often it was asked. */
const answering = (...answers: ReadonlyArray<ReturnType<ReadHead>>) => {
  let asked = 0;
  const readHead: ReadHead = () => answers[asked++] ?? away;
  return { readHead, asked: () => asked };
};

describe('the end of the log, where it is kept', () => {
  it('is read once for all who ask together, and not again for a while', async () => {
    const log = answering(TE.right(at(5n)), TE.right(at(6n)));
    const head = keptLogHead(log, 60_000);
    expect(await Promise.all([head(), head(), head()])).toEqual([at(5n), at(5n), at(5n)]);
    expect(await head()).toEqual(at(5n));
    expect(log.asked()).toBe(1);
  });

  it('is read anew after that', async () => {
    const log = answering(TE.right(undefined), TE.right(at(6n)));
    const head = keptLogHead(log, 0);
    expect(await head()).toBeUndefined();
    expect(await head()).toEqual(at(6n));
  });

  it('is what was known before while the log does not answer', async () => {
    const log = answering(away, TE.right(at(5n)), away);
    const head = keptLogHead(log, 0);
    expect([await head(), await head(), await head()]).toEqual([undefined, at(5n), at(5n)]);
  });

  it('is asked for again after a failure', async () => {
    const failure = () => Promise.reject(new Error('a bug'));
    const log = answering(failure, TE.right(at(5n)));
    const head = keptLogHead(log, 0);
    await expect(head()).rejects.toThrow('a bug');
    expect(await head()).toEqual(at(5n));
  });
});
