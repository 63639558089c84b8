import * as t from 'io-ts';
import { nullable, Timestamp } from '../../domain/primitives.js';
import { Survey } from '../../domain/stakeholder/events.js';
import { CaseChannel, CasePriority } from '../../domain/support-case/events.js';
import { optional, VendorId } from '../vendor-codecs.js';
import { RatingValue, Scale } from './scale.js';

const Account = t.union([nullable(VendorId), t.undefined], 'Account');

/** What is said about a case. Which fields count is said by the type. */
export const CaseFact = t.type(
  {
    timestamp: Timestamp,
    data: t.type({
      case: VendorId,
      account: Account,
      channel: optional(CaseChannel),
      priority: optional(CasePriority),
      rating: optional(RatingValue),
      scale: optional(Scale),
      comment: optional(t.string),
      person: optional(VendorId),
    }),
  },
  'CaseFact',
);
export type CaseFact = t.TypeOf<typeof CaseFact>;

const Answer = t.type({ survey: Survey, value: RatingValue, scale: optional(Scale) }, 'Answer');
export type Answer = t.TypeOf<typeof Answer>;

/** What one person answered at one time, to several kinds of survey at once. */
export const SurveyFact = t.type(
  {
    timestamp: Timestamp,
    data: t.type({
      response: optional(VendorId),
      person: optional(VendorId),
      account: Account,
      comment: optional(t.string),
      answers: t.readonlyArray(Answer),
    }),
  },
  'SurveyFact',
);
export type SurveyFact = t.TypeOf<typeof SurveyFact>;
