import { parentPort, workerData } from 'node:worker_threads';
import { serveEventNode } from './serve.js';
import type { StartOptions } from './start.js';

const options: StartOptions = workerData;
const { port, stop } = await serveEventNode(options);

parentPort?.once('message', () => stop());
parentPort?.postMessage({ port });
