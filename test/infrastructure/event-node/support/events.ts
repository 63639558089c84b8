import { binaryEvent, jsonEvent } from '@eventstore/db-client';

/** Events of the given types, in order. */
export const events = (...types: ReadonlyArray<string>) => types.map((type) => jsonEvent({ type, data: { type } }));

export const numbered = (count: number, type = 'Counted') =>
  Array.from({ length: count }, (_, number) => jsonEvent({ type, data: { number } }));

export const linkTo = (target: string) => binaryEvent({ type: '$>', data: Buffer.from(target) });

/** Credentials make the client choose the unary append. */
export const unary = { credentials: { username: 'any', password: 'any' } };
