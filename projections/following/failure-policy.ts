/** What a projection does about an event it cannot fold or read. An event is never skipped. */
export type FailurePolicy =
  /** Goes no further until someone looks: nothing is left out, and nothing later is seen either. */
  | { readonly _tag: 'Stop' }
  /** Puts the event's stream aside, to be replayed alone once it is repaired; all other streams go on. */
  | { readonly _tag: 'Park' }
  /** Tries the event again, waiting `backoffMs` and twice as long each time, and then does something else. */
  | {
      readonly _tag: 'Retry';
      readonly attempts: number;
      readonly backoffMs: number;
      readonly afterwards: Exclude<FailurePolicy, { readonly _tag: 'Retry' }>;
    };

export const stop: FailurePolicy = { _tag: 'Stop' };
export const park: FailurePolicy = { _tag: 'Park' };

export type AfterFailure =
  | { readonly _tag: 'TryAgain'; readonly inMs: number }
  | { readonly _tag: 'Park' }
  | { readonly _tag: 'Stop' };

/** What to do after the event failed for the `failures`-th time in a row. */
export const afterFailure = (policy: FailurePolicy, failures: number): AfterFailure => {
  if (policy._tag !== 'Retry') return policy;
  return failures > policy.attempts
    ? policy.afterwards
    : { _tag: 'TryAgain', inMs: policy.backoffMs * 2 ** (failures - 1) };
};
