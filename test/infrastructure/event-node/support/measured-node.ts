import { createInterface } from 'node:readline';
import { serveEventNode } from '../../../../infrastructure/event-node/serve.js';

// Serves a node, and for each line it reads says how many bytes it holds.

const [file = ''] = process.argv.slice(2);
const { port } = await serveEventNode({ file });
process.stdout.write(`${port}\n`);
for await (const _ of createInterface({ input: process.stdin })) {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  process.stdout.write(`${heapUsed + external}\n`);
}
process.exit();
