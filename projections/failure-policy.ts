/** What a projection does about an event it cannot fold or read. An event is never skipped. */
export type FailurePolicy =
  | { readonly _tag: 'Stop' }
  /** Tries the event again, waiting `backoffMs` and twice as long each time, then stops. */
  | { readonly _tag: 'Retry'; readonly attempts: number; readonly backoffMs: number };

export const stop: FailurePolicy = { _tag: 'Stop' };

export type AfterFailure = { readonly _tag: 'TryAgain'; readonly inMs: number } | { readonly _tag: 'GiveUp' };

/** What to do after the event failed for the `failures`-th time in a row. */
export const afterFailure = (policy: FailurePolicy, failures: number): AfterFailure => {
  switch (policy._tag) {
    case 'Stop':
      return { _tag: 'GiveUp' };
    case 'Retry':
      return failures > policy.attempts
        ? { _tag: 'GiveUp' }
        : { _tag: 'TryAgain', inMs: policy.backoffMs * 2 ** (failures - 1) };
  }
};
