import { setTimeout as sleep } from 'node:timers/promises';

/** Lets many wait for what is looked up for all of them together, and only while anybody waits. */
export type WaitingRoom<Q, A> = {
  /** What there is to say, `late` if there was nothing in time, `full` if too many wait already. Rejects as the look-up does. */
  readonly wait: (asked: Q) => Promise<A | 'late' | 'full'>;
  /** Something may have changed. */
  readonly wake: () => void;
  /** Ends every wait, as if it were late. */
  readonly close: () => void;
};

export type WaitingRoomOptions<Q, A> = {
  /** For each who waits, what there is to say, or `undefined` to let it wait. Begun after all of them came in. */
  readonly look: (asked: ReadonlyArray<Q>) => Promise<ReadonlyArray<A | undefined>>;
  readonly longestMs: number;
  readonly seats: number;
};

/** How often to look when nobody says that something changed, and how often at most. */
const POLL_MS = 50;
const LOOKS_APART_MS = 5;

type Waiting<Q, A> = {
  readonly asked: Q;
  readonly leave: (answer: A | 'late') => void;
  readonly fail: (error: unknown) => void;
};

export const makeWaitingRoom = <Q, A>({ look, longestMs, seats }: WaitingRoomOptions<Q, A>): WaitingRoom<Q, A> => {
  const present = new Set<Waiting<Q, A>>();
  let isLooking = false;
  let wake = (): void => undefined;

  const lookOnce = async (): Promise<void> => {
    const asking = [...present];
    try {
      const found = await look(asking.map(({ asked }) => asked));
      for (const [i, { leave }] of asking.entries()) {
        const answer = found[i];
        if (answer !== undefined) leave(answer);
      }
    } catch (error) {
      for (const { fail } of asking) fail(error);
    }
  };
  const untilWoken = (): Promise<void> =>
    new Promise((done) => {
      const timer = setTimeout(done, POLL_MS);
      wake = () => {
        clearTimeout(timer);
        done();
      };
    });
  const lookWhileSomebodyWaits = async (): Promise<void> => {
    if (isLooking) return;
    isLooking = true;
    while (present.size > 0) {
      const woken = untilWoken();
      await lookOnce();
      if (present.size === 0) break;
      await sleep(LOOKS_APART_MS);
      await woken;
    }
    wake();
    isLooking = false;
  };

  return {
    wait: async (asked) => {
      if (present.size >= seats) return 'full';
      return new Promise((resolve, reject) => {
        const gone = (): void => {
          clearTimeout(timer);
          present.delete(waiting);
        };
        const waiting: Waiting<Q, A> = {
          asked,
          leave: (answer) => {
            gone();
            resolve(answer);
          },
          fail: (error) => {
            gone();
            reject(error);
          },
        };
        const timer = setTimeout(() => waiting.leave('late'), longestMs);
        present.add(waiting);
        wake();
        void lookWhileSomebodyWaits();
      });
    },
    wake: () => wake(),
    close: () => {
      for (const { leave } of present) leave('late');
    },
  };
};
