import { randomUUID } from 'node:crypto';
import type { ProposedEvent } from './event-writer.js';

export const newEventId = (): Buffer => Buffer.from(randomUUID().replaceAll('-', ''), 'hex');

export const metadataEvent = (json: string): ProposedEvent => ({
  id: newEventId(),
  type: '$metadata',
  isJson: true,
  data: Buffer.from(json),
  metadata: Buffer.alloc(0),
});
