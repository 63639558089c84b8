import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { SignedDelivery } from './deliveries.js';

export type Load = {
  readonly port: number;
  readonly path: string;
  readonly deliveries: ReadonlyArray<SignedDelivery>;
  readonly inFlight: number;
  /** Sent at this pace whatever the answers; as fast as answers come where absent. */
  readonly perSecond?: number;
};

export type Answered = {
  readonly seconds: number;
  /** From sending to the end of the answer, in milliseconds. */
  readonly latencies: ReadonlyArray<number>;
  readonly refused: number;
};

/** Throws unless every delivery was accepted. */
export const send = async (load: Load): Promise<Answered> => {
  const vendor = new Worker(new URL('./load.js', import.meta.url), { workerData: load });
  const [answered]: [Answered] = (await once(vendor, 'message')) as [Answered];
  await vendor.terminate();
  if (answered.refused > 0) throw new Error(`${answered.refused} deliveries to ${load.path} were refused`);
  return answered;
};
