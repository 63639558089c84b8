import { isTagged } from '../../domain/errors.js';
import type { VendorRefused, VendorUnavailable } from '../feed.js';

const LONGEST_REASON = 300;

const isUnavailable = isTagged<VendorUnavailable>('VendorUnavailable');
const isRefused = isTagged<VendorRefused>('VendorRefused');

/** Where it was thrown, or the code of a driver: messages may quote what was being read. */
const ofUnknown = (error: unknown): string => {
  if (!(error instanceof Error)) return 'an unknown failure';
  const [, place = 'an unknown place'] = /\n\s+at .*?([\w.-]+:\d+:\d+)/.exec(error.stack ?? '') ?? [];
  const code = 'code' in error && typeof error.code === 'string' ? ` (${error.code})` : '';
  return `${error.name}${code} at ${place}`;
};

export type Failure = {
  /** In words that may be logged. */
  readonly reason: string;
  /** Somebody has to change the connection. */
  readonly refused: boolean;
};

/** Why a run of a feed failed. */
export const whyFailed = (error: unknown): Failure => {
  if (isUnavailable(error)) return { reason: `the vendor is not available: ${error.reason}`, refused: false };
  if (!isRefused(error)) return { reason: ofUnknown(error), refused: false };
  const reason = `the vendor refuses us with ${error.status}: ${error.reason}`;
  return { reason: reason.slice(0, LONGEST_REASON), refused: true };
};
