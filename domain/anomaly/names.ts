import type * as t from 'io-ts';
import { oneOf } from '../primitives.js';

export const AnomalyKind = oneOf(
  'point',
  'collective',
  'level-shift',
  'trend-change',
  'variance-change',
  'missing-data',
);
export type AnomalyKind = t.TypeOf<typeof AnomalyKind>;

/** `open` until somebody looks; `explained` says why it came; `resolved` is done with. */
export const AnomalyStatus = oneOf('open', 'acknowledged', 'explained', 'resolved');
export type AnomalyStatus = t.TypeOf<typeof AnomalyStatus>;
