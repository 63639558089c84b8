/** Calls at once, and then at most once in a while: what comes in between is made up for by one call at its end. */
export const throttled = (call: () => void, milliseconds: number) => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let due = false;
  const rest = (): void => {
    timer = undefined;
    if (due) run();
  };
  const run = (): void => {
    due = timer !== undefined;
    if (due) return;
    timer = setTimeout(rest, milliseconds);
    call();
  };
  return { run, cancel: (): void => clearTimeout(timer) };
};
