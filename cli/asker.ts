import { randomUUID } from 'node:crypto';

/** Who asks at the command line: each time for something of its own. */
export const asker = () => ({ subject: 'cli', correlationId: randomUUID() });
