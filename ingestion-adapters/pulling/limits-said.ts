import type { VendorResponse } from '../feed.js';

/** Requests that the vendor still takes, and when it takes more (milliseconds since 1970). */
export type Budget = { readonly remaining: number; readonly resetAt: number };

/** What an answer says about when to ask again. */
export type LimitsSaid = { readonly budgets: ReadonlyArray<Budget>; readonly retryAt: number | undefined };

const LONGEST_MS = 24 * 3_600_000;

/** A vendor's clock may be wrong, and its count of days: nobody makes us wait longer than a day. */
const atMost = (now: number, at: number): number => Math.min(Math.max(at, now), now + LONGEST_MS);

const numberIn = (text: string | undefined): number | undefined =>
  text !== undefined && /^\s*\d+(\.\d+)?\s*$/.test(text) ? Number(text) : undefined;

/** Seconds from now, seconds since 1970 or milliseconds since 1970: told by size, since vendors do not agree. */
const resetMs = (value: number, now: number, ahead: number): number => {
  if (value > 1e11) return value - ahead;
  return value > 1e9 ? value * 1000 - ahead : now + value * 1000;
};

type Headers = VendorResponse['headers'];

const pair = (
  headers: Headers,
  remaining: string,
  reset: string,
  now: number,
  ahead: number,
): ReadonlyArray<Budget> => {
  const [left, value] = [numberIn(headers[remaining]), numberIn(headers[reset])];
  return left === undefined || value === undefined
    ? []
    : [{ remaining: left, resetAt: atMost(now, resetMs(value, now, ahead)) }];
};

const hubspot = (headers: Headers, now: number): ReadonlyArray<Budget> => {
  const interval = numberIn(headers['x-hubspot-ratelimit-interval-milliseconds']);
  const remaining = numberIn(headers['x-hubspot-ratelimit-remaining']);
  return interval === undefined || remaining === undefined ? [] : [{ remaining, resetAt: atMost(now, now + interval) }];
};

/** `limit=100, remaining=50, reset=5` of the older drafts of draft-ietf-httpapi-ratelimit-headers, `"name";r=50;t=5` of the newer. */
const oneField = (headers: Headers, now: number): ReadonlyArray<Budget> => {
  const field = headers['ratelimit'] ?? '';
  const policies = /\br=\d/.test(field) ? field.split(',') : [field];
  return policies.flatMap((policy) => {
    const remaining = numberIn(/\b(?:remaining|r)=(\d+)/.exec(policy)?.[1]);
    const seconds = numberIn(/\b(?:reset|t)=(\d+)/.exec(policy)?.[1]);
    return remaining === undefined || seconds === undefined
      ? []
      : [{ remaining, resetAt: atMost(now, now + seconds * 1000) }];
  });
};

/** RFC 9110, 10.2.3: seconds or a date. */
const retryAt = ({ 'retry-after': text }: Headers, now: number, ahead: number): number | undefined => {
  const seconds = numberIn(text);
  if (seconds !== undefined) return atMost(now, now + seconds * 1000);
  const date = Date.parse(text ?? '');
  return Number.isNaN(date) ? undefined : atMost(now, date - ahead);
};

/** Understands what the sources that we pull from send; what is not a number says nothing. */
export const limitsSaid = ({ headers }: Pick<VendorResponse, 'headers'>, now: number): LimitsSaid => {
  const theirs = Date.parse(headers['date'] ?? '');
  const ahead = Number.isNaN(theirs) ? 0 : theirs - now;
  return {
    budgets: [
      ...pair(headers, 'x-ratelimit-remaining', 'x-ratelimit-reset', now, ahead),
      ...pair(headers, 'x-rate-limit-remaining', 'x-rate-limit-reset', now, ahead),
      ...pair(headers, 'ratelimit-remaining', 'ratelimit-reset', now, ahead),
      ...hubspot(headers, now),
      ...oneField(headers, now),
    ],
    retryAt: retryAt(headers, now, ahead),
  };
};
