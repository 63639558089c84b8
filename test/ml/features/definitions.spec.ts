import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { features } from '../../../ml/features/definitions/all.js';
import { featureSetOf } from '../../../ml/features/feature-set.js';
import { lastWeekResiduals, RESIDUAL_DAYS } from '../../../ml/features/seasonal-residual.js';

describe('the definitions in use', () => {
  it('compute what their version says: whatever computes otherwise takes another version, and its line here', async () => {
    const golden = await readFile(join(import.meta.dirname, 'golden-hashes.txt'), 'utf8');
    const hashes = featureSetOf(features).features.map(({ column, hash }) => `${column} ${hash}`);
    expect(hashes).toEqual(golden.trim().split('\n'));
  });
});

describe('how a week differs from what was expected', () => {
  const days = (last: number) =>
    Float64Array.from({ length: RESIDUAL_DAYS }, (_, i) => (i >= RESIDUAL_DAYS - 7 ? last : 1) * (i % 7 < 5 ? 25 : 4));

  it('is little where it went as the weeks before, weekends included', () => {
    for (const residual of lastWeekResiduals(days(1)) ?? []) expect(Math.abs(residual)).toBeLessThan(0.5);
  });

  it('is much below where it stopped, and bounded by how counts scatter', () => {
    const residuals = lastWeekResiduals(days(0)) ?? new Float64Array();
    expect(Math.min(...residuals)).toBeLessThan(-3.5);
    expect(Math.min(...residuals)).toBeGreaterThan(-10);
  });

  it('is not told of somebody who never did anything', () =>
    expect(lastWeekResiduals(new Float64Array(RESIDUAL_DAYS))).toBeUndefined());
});
