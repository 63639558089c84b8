import { expect, test } from 'vitest';
import { assertSurvives } from './assert-survives.js';

test('whatever is delivered is accepted or refused, and what is accepted is never lost', async () => {
  const survived = await assertSurvives({ seed: 'specs', cases: 1_000 });
  expect(Math.min(...Object.values(survived))).toBeGreaterThan(25);
}, 60_000);
