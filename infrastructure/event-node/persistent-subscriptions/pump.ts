import { setImmediate as nextTurn } from 'node:timers/promises';

type Work = {
  readonly canGoOn: () => boolean;
  readonly step: () => void;
  readonly failed: (error: unknown) => void;
};

/** Takes steps, a turn of the event loop apart, as long as it can go on. Calling it while it runs changes nothing. */
export const makePump = ({ canGoOn, step, failed }: Work): (() => void) => {
  let running = false;
  const run = async () => {
    try {
      while (canGoOn()) {
        step();
        await nextTurn();
      }
      running = false;
    } catch (error) {
      running = false;
      failed(error);
    }
  };
  return () => {
    if (running) return;
    running = true;
    run();
  };
};
