import { present } from '../../domain/personal-data.js';
import type { Timestamp } from '../../domain/primitives.js';
import { saying } from '../saying.js';
import { markOf } from '../tell-apart.js';
import type { SourcedCommand } from '../translation.js';
import { caseIdOf, refIn } from '../vendor-ids.js';
import type { Conversation } from './payload.js';
import type { RecordContext } from './subject.js';

/** One to five stars as 0 to 1. Rated at the time that the rating itself has, which is the same in a push and a pull. */
export const rated = async (
  context: RecordContext,
  conversation: Conversation,
  contactId: string | undefined,
  at: Timestamp,
): Promise<ReadonlyArray<SourcedCommand>> => {
  const { rating, remark, created_at, updated_at, contact } = conversation.conversation_rating ?? {};
  if (rating === undefined) return [];
  const author = contact?.id ?? contactId;
  const words = remark === undefined || remark === '' || author === undefined ? undefined : { remark, author };
  const data = {
    caseId: caseIdOf(refIn(context.connection, conversation.id)),
    occurredAt: updated_at ?? created_at ?? at,
    score: (rating - 1) / 4,
    raw: String(rating),
    comment: words === undefined ? null : present(await context.personOf(words.author), words.remark),
  };
  const record = `conversation/${conversation.id}`;
  return [
    saying(
      context,
      record,
      { type: 'RateCaseSatisfaction', data },
      data.raw,
      ...(words === undefined ? [] : [words.author, markOf(words.remark)]),
    ),
  ];
};
