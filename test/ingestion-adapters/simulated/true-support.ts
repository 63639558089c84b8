import type { Company } from '../../../simulator/company.js';
import type { Ticket } from '../../../simulator/support.js';
import { supportTruth } from '../../../simulator/truth/support.js';
import { type Outcome, secondOf } from './outcome.js';

export type SupportWords = {
  readonly caseId: (id: number) => string;
  readonly accountOf: (ticket: Ticket) => string;
  readonly priority?: (priority: Ticket['priority']) => string;
  readonly saysRatings: boolean;
  readonly saysReplies: boolean;
};

const SCORES: Readonly<Record<string, number>> = { good: 1, bad: 0 };

/** What is true of support cases at a time, in our words. */
export const trueSupport = (
  company: Company,
  { caseId, accountOf, priority = String, saysRatings, saysReplies }: SupportWords,
  until: number,
): Outcome =>
  Object.fromEntries(
    supportTruth(company, until).map(({ ticket, firstReplyAt }) => [
      `case ${caseId(ticket.id)}`,
      {
        status: ticket.status,
        priority: priority(ticket.priority),
        openedAt: secondOf(ticket.createdAt),
        account: accountOf(ticket),
        ...(saysRatings ? { score: SCORES[ticket.rating] } : {}),
        ...(saysReplies ? { repliedAt: secondOf(firstReplyAt) } : {}),
      },
    ]),
  );
