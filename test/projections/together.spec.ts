import { describe, expect, it } from 'vitest';
import { together } from '../../projections/together.js';

describe('what is read together', () => {
  /** Reads that end when told to, each with how many there were when it began. */
  const reads = () => {
    const ends: Array<(how: 'well' | 'badly') => void> = [];
    const read = together(
      () =>
        new Promise<number>((done, fail) => {
          const n = ends.length + 1;
          ends.push((how) => (how === 'well' ? done(n) : fail(new Error(`read ${n} failed`))));
        }),
    );
    const settled = () => new Promise<void>((done) => setImmediate(done));
    return { read, ends, settled };
  };

  it('is read once for all who ask at a time', async () => {
    const { read, ends, settled } = reads();
    const asked = [read(), read()];
    await settled();
    ends[0]?.('well');
    expect(await Promise.all(asked)).toEqual([1, 1]);
  });

  it('is read again for who asks while it is read: what they are told was read after they asked', async () => {
    const { read, ends, settled } = reads();
    const first = read();
    await settled();
    const late = [read(), read()];
    await settled();
    expect(ends).toHaveLength(1);
    ends[0]?.('well');
    expect(await first).toBe(1);
    await settled();
    ends[1]?.('well');
    expect(await Promise.all(late)).toEqual([2, 2]);
  });

  it('fails for who asked only', async () => {
    const { read, ends, settled } = reads();
    const first = read();
    await settled();
    const next = read();
    ends[0]?.('badly');
    await expect(first).rejects.toThrow('read 1 failed');
    await settled();
    ends[1]?.('well');
    expect(await next).toBe(2);
  });
});
