import { join } from 'node:path';
import { serveEventNode } from '../../infrastructure/event-node/serve.js';
import { memoryHere } from './memory.js';

// An event node in a process of its own, that says how much memory it takes whenever it is asked,
// until whoever started it lets go of it.

const [folder = ''] = process.argv.slice(2);
const node = await serveEventNode({ file: join(folder, 'backfill.sqlite') });

process.on('message', () => process.send?.(memoryHere()));
process.once('disconnect', node.stop);
process.send?.(node.port);
