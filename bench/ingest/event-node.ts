import { join } from 'node:path';
import { serveEventNode } from '../../infrastructure/event-node/serve.js';
import { memoryHere } from './memory.js';

// An event node in a process of its own, that says how much memory it takes whenever it is asked.

const [folder = ''] = process.argv.slice(2);
const node = await serveEventNode({ file: join(folder, 'backfill.sqlite') });

process.on('message', async (asked) => {
  if (asked === 'memory') process.send?.(memoryHere());
  else {
    await node.stop();
    process.disconnect();
  }
});
process.send?.(node.port);
