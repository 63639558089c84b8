import { describe, expect, it } from 'vitest';
import { randomOf } from '../../simulator/prng.js';

const draws = (random: ReturnType<typeof randomOf>, count: number) => Array.from({ length: count }, random.uniform);

describe('named random streams', () => {
  it('repeat themselves by name', () => {
    expect(draws(randomOf('a', 'usage', 7), 50)).toEqual(draws(randomOf('a', 'usage', 7), 50));
  });

  it('differ between names, however close', () => {
    const first = draws(randomOf('a', 'usage', 7), 1_000);
    const second = draws(randomOf('a', 'usage', 8), 1_000);
    const correlation =
      first.reduce((sum, value, i) => sum + (value - 0.5) * ((second[i] ?? 0) - 0.5), 0) / 1_000 / (1 / 12);
    expect(Math.abs(correlation)).toBeLessThan(0.15);
  });

  it('are not moved by draws from another stream', () => {
    const alone = draws(randomOf('a', 'crm'), 10);
    const other = randomOf('a', 'tickets');
    const beside = randomOf('a', 'crm');
    const mixed = Array.from({ length: 10 }, () => {
      other.normal();
      return beside.uniform();
    });
    expect(mixed).toEqual(alone);
  });

  it('have the moments of their distributions', () => {
    const random = randomOf('moments');
    const mean = (draw: () => number) => Array.from({ length: 20_000 }, draw).reduce((a, b) => a + b, 0) / 20_000;
    expect(mean(() => random.uniform())).toBeCloseTo(0.5, 1);
    expect(mean(() => random.normal(3, 2))).toBeCloseTo(3, 1);
    expect(mean(() => random.normal() ** 2)).toBeCloseTo(1, 1);
    expect(mean(() => random.poisson(2.5))).toBeCloseTo(2.5, 1);
    expect(mean(() => random.poisson(80)) / 80).toBeCloseTo(1, 1);
    expect(mean(() => random.exponential(4)) / 4).toBeCloseTo(1, 1);
    expect(mean(() => random.weighted([1, 0, 3]))).toBeCloseTo(1.5, 1);
    expect(mean(() => random.int(1, 3))).toBeCloseTo(2, 1);
  });

  it('write ids in the usual form', () => {
    expect(randomOf('ids').uuid()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});
