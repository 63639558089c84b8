import { expect, test } from 'vitest';
import { makeLatencies, makeMeter } from '../../../infrastructure/event-node/persistent-subscriptions/statistics.js';

test('a meter counts in all, and since it was last asked', () => {
  const meter = makeMeter(1_000);
  for (let count = 0; count < 30; count += 1) meter.count();
  expect(meter.measure(3_000)).toEqual({ total: 30, sinceLast: 30, perSecond: 15 });
  meter.count();
  expect(meter.measure(3_500)).toEqual({ total: 31, sinceLast: 1, perSecond: 2 });
  expect(meter.measure(3_500)).toEqual({ total: 31, sinceLast: 0, perSecond: 0 });
});

test('latencies are summed up by their share', () => {
  const latencies = makeLatencies();
  for (let milliseconds = 100; milliseconds >= 1; milliseconds -= 1) latencies.observe(milliseconds);
  expect(Object.fromEntries(latencies.summary())).toEqual({
    Mean: 51,
    Median: 50,
    Fastest: 1,
    'Quintile 1': 20,
    'Quintile 2': 40,
    'Quintile 3': 60,
    'Quintile 4': 80,
    'Quintile 5': 100,
    '90%': 90,
    '95%': 95,
    '99%': 99,
    '99.5%': 100,
    '99.9%': 100,
    Highest: 100,
  });
});

test('only the last thousand latencies count, and none are zero', () => {
  const latencies = makeLatencies();
  expect(new Set(latencies.summary().map(([, value]) => value))).toEqual(new Set([0]));
  latencies.observe(9_999);
  for (let count = 0; count < 1_000; count += 1) latencies.observe(5);
  expect(new Set(latencies.summary().map(([, value]) => value))).toEqual(new Set([5]));
});
