import * as t from 'io-ts';
import { type Position, positionFromText } from '../../application/position.js';
import { parameter } from './common.js';

/** What an answer must hold at least: a position that a receipt or another answer named. */
export const MinPosition = parameter<Position>(
  'MinPosition',
  'must be a position as text, such as 184467',
  { type: 'string', example: '184467' },
  (value) => (typeof value === 'string' ? positionFromText(value) : undefined),
);

export const MinPositionHeader = t.exact(t.partial({ 'min-position': MinPosition }));
export const MinPositionArgument = t.exact(t.partial({ minPosition: MinPosition }));
