import { describe, expect, it } from 'vitest';
import { churnDirections } from '../../../ml/churn/directions.js';
import { columnOf } from '../../../ml/features/definition.js';
import { features } from '../../../ml/features/definitions/all.js';

const columns = features.map((definition) => ({ name: columnOf(definition), kind: 'number' }) as const);

describe('which way leaving goes with features', () => {
  it('is said of features of whatever version, and of no others', () => {
    const column = (name: string) => ({ name, kind: 'number' }) as const;
    expect(churnDirections(['health_score@7', 'usage_recency_days@1', 'arr@1', 'health_score'].map(column))).toEqual({
      'health_score@7': -1,
      'usage_recency_days@1': 1,
    });
  });

  it('is said of features that there are', () => {
    expect(churnDirections(columns)).toMatchObject({ 'cancellation_known@1': 1 });
    expect(Object.keys(churnDirections(columns))).toHaveLength(37);
  });
});
