import { expect, test } from 'vitest';
import { assertSurvives } from './assert-survives.js';

test('a hundred thousand deliveries are accepted or refused, and what is accepted is never lost', async () => {
  const survived = await assertSurvives({ seed: 'integration', cases: 100_000 });
  expect(Math.min(...Object.values(survived))).toBeGreaterThan(1_000);
}, 600_000);
