import { Agent, request } from 'node:http';
import { parentPort, workerData } from 'node:worker_threads';
import type { Answered, Load } from './loads.js';

// A vendor in a thread of its own: sends what it is given, so many at a time, or so many a second.

const { port, path, deliveries, inFlight, perSecond }: Load = workerData;
const agent = new Agent({ keepAlive: true, maxSockets: inFlight });
const latencies: Array<number> = [];
let refused = 0;

const send = ({ body, headers }: Load['deliveries'][number]): Promise<void> =>
  new Promise((done, fail) => {
    const sentAt = performance.now();
    const length = Buffer.byteLength(body);
    const call = request({
      host: '127.0.0.1',
      port,
      path,
      method: 'POST',
      agent,
      headers: { ...headers, 'content-length': length },
    });
    call.on('error', fail).on('response', (response) => {
      if ((response.statusCode ?? 500) >= 300) refused++;
      response.resume().on('end', () => {
        latencies.push(performance.now() - sentAt);
        done();
      });
    });
    call.end(body);
  });

const atOnce = async (): Promise<void> => {
  const left = [...deliveries];
  const worker = async (): Promise<void> => {
    for (let next = left.pop(); next !== undefined; next = left.pop()) await send(next);
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
};

const paced = async (rate: number): Promise<void> => {
  const startedAt = performance.now();
  const answers: Array<Promise<void>> = [];
  for (const [i, delivery] of deliveries.entries()) {
    const dueIn = startedAt + (i * 1000) / rate - performance.now();
    if (dueIn > 0) await new Promise((resolve) => setTimeout(resolve, dueIn));
    answers.push(send(delivery));
  }
  await Promise.all(answers);
};

const startedAt = performance.now();
await (perSecond === undefined ? atOnce() : paced(perSecond));
const answered: Answered = { seconds: (performance.now() - startedAt) / 1000, latencies, refused };
parentPort?.postMessage(answered);
agent.destroy();
