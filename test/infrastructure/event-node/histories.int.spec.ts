import { test } from 'vitest';
import { assertHistories } from './support/assert-histories.js';

test(
  'the node does what the model does, in thousands of histories',
  () => assertHistories({ seed: 21, histories: 2000 }),
  900_000,
);
