import type { ApiError } from './api-error.js';

const carried = new WeakMap<Error, ApiError>();

/** An `Error` that brings an error value through a library that only lets errors through. */
export const carrying = (error: ApiError): Error => {
  const carrier = new Error(error._tag);
  carried.set(carrier, error);
  return carrier;
};

export const carriedBy = (error: unknown): ApiError | undefined =>
  error instanceof Error ? carried.get(error) : undefined;
