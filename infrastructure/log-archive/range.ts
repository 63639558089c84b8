import { comparePositions, type Position } from '../../application/position.js';

/** A stretch of the log: what comes after one position, up to and with another. */
export type Range = { readonly after: Position; readonly upTo: Position };

export const START_OF_LOG: Position = { commit: 0n, prepare: 0n };

export const isAfter = (a: Position, b: Position): boolean => comparePositions(a, b) > 0;
export const isSame = (a: Position, b: Position): boolean => comparePositions(a, b) === 0;

/** Whether what follows a position lies in the range. */
export const goesOnIn = ({ after, upTo }: Range, position: Position): boolean =>
  !isAfter(after, position) && isAfter(upTo, position);
