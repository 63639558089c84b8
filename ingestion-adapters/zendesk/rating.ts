import { lookUp } from '../../domain/keyed.js';
import { present } from '../../domain/personal-data.js';
import type { Timestamp } from '../../domain/primitives.js';
import type { SourcedCommand } from '../translation.js';
import { endOfSecond } from './codecs.js';
import type { SatisfactionRating } from './payload.js';
import { caseIn, saying, type TicketContext } from './ticket.js';

const SCORES: Readonly<Record<string, number>> = {
  good: 1,
  good_with_comment: 1,
  good_without_comment: 1,
  goodwithcomment: 1,
  bad: 0,
  bad_with_comment: 0,
  bad_without_comment: 0,
  badwithcomment: 0,
};

/** Nothing where it was only asked for. Whether there was a comment is part of the fact, what it says is not. */
export const rated = (
  context: TicketContext,
  score: string | undefined,
  comment: string | undefined,
  at: Timestamp,
): ReadonlyArray<SourcedCommand> => {
  const fraction = lookUp(SCORES, score ?? '');
  if (score === undefined || fraction === undefined) return [];
  const words = comment === undefined || comment === '' || context.person === undefined ? null : comment;
  const data = {
    ...caseIn(context, at),
    score: fraction,
    raw: score,
    comment: words === null || context.person === undefined ? null : present(context.person, words),
  };
  const command = { type: 'RateCaseSatisfaction', data } as const;
  return [saying(context, 'rated', command, score, words === null ? '' : 'commented', at)];
};

/** A row of the satisfaction ratings; its time is when it was last changed, for it stands there from being offered on. */
export const ratingRow = (
  { score, comment, created_at, updated_at }: SatisfactionRating,
  context: TicketContext,
): ReadonlyArray<SourcedCommand> => rated(context, score, comment, endOfSecond(updated_at ?? created_at));
