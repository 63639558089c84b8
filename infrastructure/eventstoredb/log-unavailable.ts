import type { LogUnavailable } from '../../application/ports/event-store.js';

/** The client throws errors, and in a few places strings. */
const reasonOf = (thrown: unknown): string => {
  if (!(thrown instanceof Error)) return String(thrown);
  return thrown.message === '' ? thrown.constructor.name : thrown.message;
};

/** An error too, for the places where it is thrown. */
export const logUnavailable = (cause: unknown): LogUnavailable & Error => {
  const reason = reasonOf(cause);
  return Object.assign(new Error(reason, { cause }), { _tag: 'LogUnavailable' as const, reason });
};
