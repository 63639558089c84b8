import * as t from 'io-ts';

const matching = <B extends string>(name: B, expected: string, pattern: RegExp) => {
  type Named = string & { readonly [K in B]: true };
  const is = (u: unknown): u is Named => typeof u === 'string' && pattern.test(u);
  return new t.Type<Named, string, unknown>(
    name,
    is,
    (u, context) => (is(u) ? t.success(u) : t.failure(u, context, expected)),
    t.identity,
  );
};

export const BenchmarkMetric = matching(
  'BenchmarkMetric',
  'must be a name of small letters, digits and _-., such as net_revenue_retention',
  /^[a-z0-9][a-z0-9_.-]{0,79}$/,
);
export type BenchmarkMetric = t.TypeOf<typeof BenchmarkMetric>;

export const Period = matching(
  'Period',
  'must be a year, quarter, half or month, such as 2025, 2025-Q3, 2025-H1 or 2025-07',
  /^\d{4}(-(Q[1-4]|H[12]|0[1-9]|1[0-2]))?$/,
);
export type Period = t.TypeOf<typeof Period>;
