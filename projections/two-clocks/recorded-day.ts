import type { RecordedEvent } from '../../application/ports/event-store.js';
import { type CalendarDate, dayOf, timestampOf } from '../../domain/primitives.js';

/** The day on which the log took an event. */
export const recordedDayOf = ({ recordedAt }: Pick<RecordedEvent, 'recordedAt'>): CalendarDate =>
  dayOf(timestampOf(recordedAt.getTime()));
