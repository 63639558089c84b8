import type { Delivery } from './message.js';

export type Queue<A> = {
  /** In order of sequence, wherever it belongs. */
  readonly add: (delivery: Delivery<A>) => void;
  /** Takes out what `give` accepts, first to last, as long as `give` is not done. */
  readonly drain: (give: (delivery: Delivery<A>) => 'given' | 'kept' | 'done') => void;
  readonly size: () => number;
};

/** Deliveries that wait for a consumer. */
export const makeQueue = <A>(): Queue<A> => {
  let waiting: Array<Delivery<A>> = [];
  return {
    add: (delivery) => {
      const before = waiting.findLastIndex(({ sequence }) => sequence < delivery.sequence);
      waiting.splice(before + 1, 0, delivery);
    },
    drain: (give) => {
      const kept: Array<Delivery<A>> = [];
      for (const [index, delivery] of waiting.entries()) {
        const answer = give(delivery);
        if (answer === 'given') continue;
        if (answer === 'done') {
          waiting = kept.length === 0 ? waiting.slice(index) : [...kept, ...waiting.slice(index)];
          return;
        }
        kept.push(delivery);
      }
      waiting = kept;
    },
    size: () => waiting.length,
  };
};
