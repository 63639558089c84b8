import { describe, expect, it } from 'vitest';
import { reasonOf } from '../../cli/reason-of.js';

describe('why a command failed', () => {
  it('is that nothing was folded yet where the tables of the read models are not there', () => {
    const missing = Object.assign(new Error('select … - relation "read.checkpoints" does not exist'), {
      code: '42P01',
    });
    expect(reasonOf(missing)).toContain('there are no read models here yet');
    expect(reasonOf(missing)).not.toContain('select');
  });

  it('is what an error or a store says', () => {
    expect(reasonOf(new Error('there is no account x'))).toBe('there is no account x');
    expect(reasonOf({ _tag: 'StoreUnavailable', reason: 'the connection was lost' })).toBe('the connection was lost');
  });
});
