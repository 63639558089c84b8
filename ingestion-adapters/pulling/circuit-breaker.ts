import type { PullingTime } from './time.js';

export type CircuitState =
  | { readonly state: 'closed' }
  | { readonly state: 'open'; readonly until: Date; readonly reason: string }
  | { readonly state: 'half-open'; readonly reason: string };

export type CircuitBreaker = {
  /** Whether to ask: as ever, once as a probe, or not, and why. */
  readonly admit: () => 'ask' | 'probe' | { readonly refused: string };
  readonly succeeded: () => void;
  readonly failed: (reason: string) => void;
  /** The one who was admitted ended without an answer, and without a failure. */
  readonly abandoned: () => void;
  readonly state: () => CircuitState;
};

export type BreakerLimits = {
  /** Failures in a row that open it. */
  readonly failures: number;
  /** How long it stays open, doubled each time that a probe fails. */
  readonly firstMs: number;
  readonly longestMs: number;
};

/**
 * Keeps a vendor that fails from being asked. Once it was open for its time, one request probes: its success closes it, its
 * failure opens it for longer. Half of each time is random, so that many processes do not probe at once.
 */
export const makeCircuitBreaker = (
  { now, random }: Pick<PullingTime, 'now' | 'random'>,
  { failures: most, firstMs, longestMs }: BreakerLimits,
): CircuitBreaker => {
  let failures = 0;
  let opened = 0;
  let reason = '';
  let until: number | undefined;
  let probing = false;

  const open = (): void => {
    const ceiling = Math.min(longestMs, firstMs * 2 ** opened);
    until = now().getTime() + Math.round(ceiling / 2 + (random() * ceiling) / 2);
    opened++;
    probing = false;
  };

  return {
    admit: () => {
      if (until === undefined) return 'ask';
      if (now().getTime() < until) {
        return { refused: `it is not asked before ${new Date(until).toISOString()}, since it failed: ${reason}` };
      }
      if (probing) return { refused: `it is not asked while one request probes, since it failed: ${reason}` };
      probing = true;
      return 'probe';
    },
    succeeded: () => {
      failures = 0;
      opened = 0;
      until = undefined;
      probing = false;
    },
    failed: (why) => {
      reason = why;
      failures++;
      if (probing || (until === undefined && failures >= most)) open();
    },
    abandoned: () => {
      probing = false;
    },
    state: () => {
      if (until === undefined) return { state: 'closed' };
      return now().getTime() < until
        ? { state: 'open', until: new Date(until), reason }
        : { state: 'half-open', reason };
    },
  };
};
