export type Deadline = {
  /** `onTime` is called by then at the latest; it may be called before. */
  readonly by: (at: number | undefined) => void;
  readonly cancel: () => void;
};

const LONGEST_TIMER = 2 ** 31 - 1;

/** One timer for whatever comes first. It is set anew only when something comes sooner, not with every message. */
export const makeDeadline = (clock: () => number, onTime: () => void): Deadline => {
  let timer: { readonly handle: NodeJS.Timeout; readonly at: number } | undefined;
  const expire = () => {
    timer = undefined;
    onTime();
  };
  return {
    by: (at) => {
      if (at === undefined || (timer !== undefined && timer.at <= at)) return;
      clearTimeout(timer?.handle);
      timer = { at, handle: setTimeout(expire, Math.min(Math.max(0, at - clock()), LONGEST_TIMER)) };
    },
    cancel: () => clearTimeout(timer?.handle),
  };
};
