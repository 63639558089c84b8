import { describe, expect, it } from 'vitest';
import { makeWaitingRoom } from '../../read-api/waiting-room.js';

const turn = (ms = 1) => new Promise((done) => setTimeout(done, ms));

describe('a waiting room', () => {
  it('looks only while somebody waits', async () => {
    let looks = 0;
    const room = makeWaitingRoom<string, string>({
      look: async (asked) => {
        looks++;
        return asked.map((one) => (looks >= 3 ? `${one}!` : undefined));
      },
      longestMs: 10_000,
      seats: 10,
    });
    await turn(20);
    expect(looks).toBe(0);
    expect(await room.wait('a')).toBe('a!');
    const after = looks;
    await turn(120);
    expect(looks).toBe(after);
  });

  it('never tells anybody what was seen before they came', async () => {
    const seen: Array<ReadonlyArray<string>> = [];
    let letGo = (): void => undefined;
    const first = new Promise<void>((done) => {
      letGo = done;
    });
    const room = makeWaitingRoom<string, string>({
      look: async (asked) => {
        seen.push(asked);
        if (seen.length === 1) await first;
        return asked.map(() => `look ${seen.length}`);
      },
      longestMs: 10_000,
      seats: 10,
    });
    const early = room.wait('early');
    await turn();
    const late = room.wait('late');
    letGo();
    expect(await early).toBe('look 1');
    expect(await late).toBe('look 2');
    expect(seen).toEqual([['early'], ['late']]);
  });

  it('tells everyone of a failure of the look, and looks again for the next', async () => {
    let looks = 0;
    const room = makeWaitingRoom<string, string>({
      look: async (asked) => {
        looks++;
        if (looks === 1) throw new Error('away');
        return asked;
      },
      longestMs: 10_000,
      seats: 10,
    });
    const both = await Promise.allSettled([room.wait('a'), room.wait('b')]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(await room.wait('c')).toBe('c');
  });

  it('lets nobody wait for ever, nor more than there are seats for', async () => {
    const room = makeWaitingRoom<string, string>({
      look: async (asked) => asked.map(() => undefined),
      longestMs: 20,
      seats: 1,
    });
    expect(await Promise.all([room.wait('a'), room.wait('b')])).toEqual(['late', 'full']);
    expect(await room.wait('c')).toBe('late');
  });

  it('is left by all when it closes', async () => {
    const room = makeWaitingRoom<string, string>({
      look: async (asked) => asked.map(() => undefined),
      longestMs: 60_000,
      seats: 10,
    });
    const waiting = [room.wait('a'), room.wait('b')];
    await turn();
    room.close();
    expect(await Promise.all(waiting)).toEqual(['late', 'late']);
  });
});
