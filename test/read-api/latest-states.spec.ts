import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coalesced } from '../../read-api/live/coalesced.js';
import { latestStates } from '../../read-api/live/latest-states.js';
import { freshAt } from '../support/fresh.js';

const state = (accountId: string, position: number) => ({
  accountId,
  freshness: freshAt('accounts', `${position}`),
});
const keyOf = ({ accountId }: ReturnType<typeof state>) => accountId;
const said = ({ accountId, freshness }: ReturnType<typeof state>) => `${accountId}@${freshness.position}`;

describe('a slow subscriber', () => {
  it('is told the newest state of each account, however many there were, and never an older one', async () => {
    const changes = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.nat(1000)), { minLength: 1, maxLength: 50 });
    await fc.assert(
      fc.asyncProperty(changes, async (all) => {
        const states = latestStates<ReturnType<typeof state>>(keyOf, () => {});
        for (const [id, position] of all) states.put(state(id, position));
        const newest = new Map<string, number>();
        for (const [id, position] of all) newest.set(id, Math.max(newest.get(id) ?? 0, position));
        const told: Array<string> = [];
        for (let i = 0; i < newest.size; i++) told.push(said((await states.next()).value ?? state('none', 0)));
        expect(told).toEqual([...newest].map(([id, position]) => `${id}@${position}`));
      }),
    );
  });

  it('that waits is woken by a state, and by the end', async () => {
    let ends = 0;
    const states = latestStates<ReturnType<typeof state>>(keyOf, () => ends++);
    const waiting = states.next();
    states.put(state('a', 1));
    expect(await waiting).toMatchObject({ done: false, value: { accountId: 'a' } });
    const last = states.next();
    await states.return?.();
    expect(await last).toEqual({ done: true, value: undefined });
    states.put(state('a', 2));
    expect(await states.next()).toEqual({ done: true, value: undefined });
    expect(ends).toBe(1);
  });
});

describe('work by key', () => {
  it('runs one at a time a key, few at a time in all, and last with what was said last', async () => {
    const asked = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.nat()), { minLength: 1, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(asked, fc.scheduler(), async (all, scheduler) => {
        const running = new Set<string>();
        const last = new Map<string, number>();
        const add = coalesced<number>(2, async (key, value) => {
          expect(running.has(key)).toBe(false);
          running.add(key);
          expect(running.size).toBeLessThanOrEqual(2);
          await scheduler.schedule(Promise.resolve());
          running.delete(key);
          last.set(key, value);
        });
        for (const [key, value] of all) {
          add(key, value);
          if (value % 3 === 0 && scheduler.count() > 0) await scheduler.waitOne();
        }
        await scheduler.waitIdle();
        expect(last).toEqual(new Map(all));
      }),
    );
  });
});
