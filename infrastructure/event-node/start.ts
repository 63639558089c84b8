import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { type EventNodeOptions, serveEventNode } from './serve.js';

export type StartOptions = Omit<EventNodeOptions, 'now'>;

export type EventNode = {
  /** For `EventStoreDBClient.connectionString`; over TLS the login and the authority are still to be put in. */
  readonly connectionString: string;
  readonly port: number;
  /** Ends when everything is written and the file is free. May be called again. */
  readonly stop: () => Promise<void>;
};

/**
 * Starts the embedded node in a thread of its own, so that no fsync holds up the application. Rejects when the file is not
 * an event log it can read, when another process has it open, or when the port is taken. If the thread dies later, so does
 * the process: an application cannot go on without its log.
 */
export const startEventNode = async (options: StartOptions): Promise<EventNode> => {
  const { port, stop } = isBuilt ? await inWorker(options) : await serveEventNode(options);
  let stopped: Promise<void> | undefined;
  return {
    connectionString: `esdb://${options.host ?? '127.0.0.1'}:${port}?tls=${options.tls !== undefined}`,
    port,
    stop: () => {
      stopped ??= stop();
      return stopped;
    },
  };
};

/** A worker thread loads JavaScript only; from the TypeScript sources the node is served in the calling thread. */
const isBuilt = import.meta.url.endsWith('.js');

const inWorker = async (options: StartOptions): Promise<Pick<EventNode, 'port' | 'stop'>> => {
  const worker = new Worker(new URL('./worker.js', import.meta.url), { workerData: options });
  const [{ port }] = await once(worker, 'message');
  worker.on('error', (error) => {
    throw error;
  });
  return {
    port,
    stop: async () => {
      const exit = once(worker, 'exit');
      worker.postMessage('stop');
      await exit;
    },
  };
};
