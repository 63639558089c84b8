import { describe, expect, it } from 'vitest';
import { gathered } from '../../projections/gathered.js';

const settled = () => new Promise<void>((done) => setImmediate(done));

/** Reads that end when told to, each with what it was asked. */
const reads = (bounds: Parameters<typeof gathered>[1]) => {
  const underWay: Array<{ readonly asked: ReadonlyArray<string>; readonly end: (how: 'well' | 'badly') => void }> = [];
  const ask = gathered(
    (asked: ReadonlyArray<string>) =>
      new Promise<ReadonlyArray<string>>((done, fail) => {
        underWay.push({
          asked,
          end: (how) => (how === 'well' ? done(asked.map((one) => one.toUpperCase())) : fail(new Error('away'))),
        });
      }),
    bounds,
  );
  return { ask, underWay, asked: () => underWay.map(({ asked }) => asked) };
};

describe('what is gathered', () => {
  it('is read once for all who ask in one turn, each told what it asked', async () => {
    const { ask, underWay, asked } = reads({ lanes: 1, most: 9 });
    const answers = ['a', 'b', 'c'].map(ask);
    await settled();
    expect(asked()).toEqual([['a', 'b', 'c']]);
    underWay[0]?.end('well');
    expect(await Promise.all(answers)).toEqual(['A', 'B', 'C']);
  });

  it('waits while all lanes are busy, and is then read together', async () => {
    const { ask, underWay, asked } = reads({ lanes: 2, most: 9 });
    const answers: Array<Promise<string>> = [];
    for (const one of ['a', 'b', 'c', 'd']) {
      answers.push(ask(one));
      await settled();
    }
    expect(asked()).toEqual([['a'], ['b']]);
    underWay[1]?.end('well');
    await settled();
    expect(asked()).toEqual([['a'], ['b'], ['c', 'd']]);
    underWay[2]?.end('well');
    underWay[0]?.end('well');
    expect(await Promise.all(answers)).toEqual(['A', 'B', 'C', 'D']);
  });

  it('is never read for more at a time than it may be', async () => {
    const { ask, underWay, asked } = reads({ lanes: 1, most: 2 });
    const answers = ['a', 'b', 'c'].map(ask);
    await settled();
    underWay[0]?.end('well');
    await settled();
    underWay[1]?.end('well');
    expect(await Promise.all(answers)).toEqual(['A', 'B', 'C']);
    expect(asked()).toEqual([['a', 'b'], ['c']]);
  });

  it('fails for those alone whom a read was for', async () => {
    const { ask, underWay } = reads({ lanes: 1, most: 1 });
    const [first, second] = [ask('a'), ask('b')];
    await settled();
    underWay[0]?.end('badly');
    await expect(first).rejects.toThrow('away');
    await settled();
    underWay[1]?.end('well');
    expect(await second).toBe('B');
  });
});
