import type { RecordedEvent } from '../../application/ports/event-store.js';
import { positionToText } from '../../application/position.js';

export const factOf = ({ id, event, streamName, revision, position }: RecordedEvent) => ({
  id,
  type: event.type,
  stream: streamName,
  revision: `${revision}`,
  position: positionToText(position),
  occurredAt: event.data.occurredAt,
});
