import { setTimeout as sleep } from 'node:timers/promises';
import type { Delivery } from '../../../simulator/delivery.js';
import type { ListedConnection } from '../system.js';
import { connectionFor, post } from '../vendor-traffic.js';

const LANES = 4;
const PAUSE_MS = 30;
const RETRY_MS = 200;
/** One delivery in so many is sent once more although it was acknowledged. */
const REPEATED = 20;

export type Vendors = {
  readonly acknowledged: ReadonlyArray<Delivery>;
  /** Of what was acknowledged. */
  readonly receipts: ReadonlySet<string>;
  /** Answers that say the delivery is wrong: there should be none. */
  readonly refused: ReadonlyArray<unknown>;
  /** How often nobody answered, or not with a 2xx. */
  readonly cutOff: () => number;
  /** Begins no more deliveries; resolves once all that were begun are acknowledged. */
  readonly stop: () => Promise<void>;
};

/** Sends deliveries as vendors do: each again, later, until it is acknowledged. */
export const startVendors = (
  connections: ReadonlyArray<ListedConnection>,
  deliveries: Iterator<Delivery, unknown>,
): Vendors => {
  const acknowledged: Array<Delivery> = [];
  const receipts = new Set<string>();
  const refused: Array<unknown> = [];
  let cutOff = 0;
  let stopping = false;

  const deliver = async (delivery: Delivery): Promise<void> => {
    for (;;) {
      const answer = await post(delivery, connectionFor(connections, delivery));
      if (answer !== undefined && answer.status < 300) {
        receipts.add((answer.body as { readonly receipt: string }).receipt);
        return;
      }
      if (answer !== undefined && answer.status < 500) {
        refused.push(answer);
        return;
      }
      cutOff++;
      await sleep(RETRY_MS);
    }
  };
  const lane = async (): Promise<void> => {
    for (let next = deliveries.next(); !stopping && next.done !== true; next = deliveries.next()) {
      await deliver(next.value);
      acknowledged.push(next.value);
      if (acknowledged.length % REPEATED === 0) await deliver(next.value);
      await sleep(PAUSE_MS);
    }
  };
  const lanes = Promise.all(Array.from({ length: LANES }, lane));
  return {
    acknowledged,
    receipts,
    refused,
    cutOff: () => cutOff,
    stop: async () => {
      stopping = true;
      await lanes;
    },
  };
};
