import { describe, expect, it } from 'vitest';
import { deterministicId } from '../../application/deterministic-id.js';
import { comparePositions, laterOf, positionFromText, positionToText } from '../../application/position.js';

const at = (commit: bigint, prepare = commit) => ({ commit, prepare });

describe('a position', () => {
  it('is ordered by commit, then by prepare, and 0 is one', () => {
    expect([at(2n), at(0n), at(2n, 1n)].toSorted(comparePositions)).toEqual([at(0n), at(2n, 1n), at(2n)]);
    expect(laterOf(undefined, at(0n))).toEqual(at(0n));
    expect(laterOf(at(0n), at(3n))).toEqual(at(3n));
    expect(laterOf(at(3n), at(1n))).toEqual(at(3n));
  });

  it.each([at(0n), at(18_446_744_073_709_551_615n), at(7n, 5n)])('is read back from its text', (position) => {
    expect(positionFromText(positionToText(position))).toEqual(position);
  });

  it.each(['', '-1', '1/', '1/2/3', 'x', '1.5'])('is not %j', (text) => {
    expect(positionFromText(text)).toBeUndefined();
  });
});

describe('a deterministic id', () => {
  it('is a UUID of version 5 that depends on every part and on where one ends', () => {
    const id = deterministicId('hubspot', 'demo', '17');
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(deterministicId('hubspot', 'demo', '17')).toBe(id);
    const others = [deterministicId('hubspot', 'demo1', '7'), deterministicId('hubspot', 'demo', '18')];
    expect(new Set([id, ...others]).size).toBe(3);
  });
});
