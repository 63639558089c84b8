import type { Timestamp } from '../../domain/primitives.js';
import type { SourcedCommand } from '../translation.js';
import type { Conversation } from './payload.js';
import { type CaseContext, reopened, solved } from './support-case.js';
import { after } from './time.js';

const earlierThan = (limit: Timestamp, times: ReadonlyArray<Timestamp | undefined>): ReadonlyArray<Timestamp> =>
  [...new Set(times)].filter((time) => time !== undefined && time <= limit).toSorted() as ReadonlyArray<Timestamp>;

const partsOf = ({ conversation_parts = [] }: Conversation, type: string): ReadonlyArray<Timestamp | undefined> =>
  conversation_parts.filter(({ part_type }) => part_type === type).map(({ created_at }) => created_at);

/** A closed conversation may still say `open: true`; its state is what counts. */
const isClosed = ({ state, open }: Conversation): boolean | undefined =>
  state === undefined ? (open === undefined ? undefined : !open) : state === 'closed';

/**
 * When a conversation was closed and opened again: by its parts, by its statistics, and by how it stands at `at`. What has
 * a time of its own has that, so that it is one fact in every delivery. Where it stands open in the very second of its
 * closing, that came last. The statistics of a notification may be older than its state.
 */
export const statusFacts = (
  context: CaseContext,
  conversation: Conversation,
  at: Timestamp,
): ReadonlyArray<SourcedCommand> => {
  const { statistics, created_at } = conversation;
  const closed = isClosed(conversation);
  const closings = earlierThan(at, [
    statistics?.first_close_at,
    statistics?.last_close_at,
    ...partsOf(conversation, 'close'),
  ]);
  const openings = earlierThan(at, partsOf(conversation, 'open'));
  const lastClosed = closings.at(-1);
  const lastOpened = openings.at(-1);
  const known = [...closings.map((time) => solved(context, time)), ...openings.map((time) => reopened(context, time))];
  if (closed === undefined) return known;
  if (closed) {
    const isClosing = lastClosed !== undefined && (lastOpened === undefined || lastOpened <= lastClosed);
    const isLatest = context.sentAt === undefined || lastClosed === at;
    return isClosing && isLatest ? known : [...known, solved(context, at)];
  }
  if (lastClosed === undefined) {
    return created_at === undefined || created_at >= at ? known : [...known, reopened(context, at)];
  }
  if (lastOpened !== undefined && lastOpened > lastClosed) return known;
  return [...known, reopened(context, at > lastClosed ? at : after(lastClosed, 1))];
};
