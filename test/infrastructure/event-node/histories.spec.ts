import { test } from 'vitest';
import { assertHistories } from './support/assert-histories.js';

test(
  'the node does what the model does, whatever the history',
  () => assertHistories({ seed: 20, histories: 200 }),
  60_000,
);
