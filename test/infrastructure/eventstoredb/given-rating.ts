import { randomUUID } from 'node:crypto';
import type { SubjectKeys } from '../../../application/ports/subject-keys.js';
import { present } from '../../../domain/personal-data.js';
import { CaseSatisfactionRated } from '../../../domain/support-case/events.js';
import { metadata } from '../../contracts/event-store.contract.js';
import { valid } from '../../support/valid.js';

/** A fact with a personal field, about someone new. */
export const givenRating = async (keys: SubjectKeys) => {
  const subject = await keys.subjectOf('hubspot/demo', randomUUID());
  const comment = present(subject, 'thank you');
  const event = valid(CaseSatisfactionRated)({
    type: 'CaseSatisfactionRated',
    data: { ...{ caseId: 'c1', occurredAt: '2026-03-01T10:00:00.000Z', score: 1, raw: 'good' }, comment },
  });
  return { subject, comment, toAppend: { id: randomUUID(), event, metadata } };
};
