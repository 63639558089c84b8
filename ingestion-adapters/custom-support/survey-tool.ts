import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { Survey } from '../../domain/stakeholder/events.js';
import { optional, VendorId } from '../vendor-codecs.js';

const Response = t.intersection([t.UnknownRecord, t.type({ answers: t.readonlyArray(t.UnknownRecord) })]);
const User = t.type({ userId: optional(VendorId), id: optional(VendorId) });

const surveyOf = (answer: Readonly<Record<string, unknown>>): Survey | undefined => {
  const named = [answer['survey'], answer['metric'], answer['type']].map((name) => String(name).toLowerCase());
  return named.find(Survey.is);
};

/**
 * A body as survey tools send it, `{response: {id, created, answers: [{metric, value}], feedback, user}}` with or without
 * the wrapper, rewritten as `survey.answered`. Undefined where none of its answers is to a survey that we know. An answer
 * to NPS that has a `score` of -100, 0 or 100 beside its value is taken by its value.
 */
export const surveyToolBody = (body: unknown): Readonly<Record<string, unknown>> | undefined => {
  if (!t.UnknownRecord.is(body)) return undefined;
  const response: unknown = body['response'] ?? body['data'] ?? body;
  if (!Response.is(response)) return undefined;
  const answers = response.answers.flatMap((answer) => {
    const survey = surveyOf(answer);
    const value = answer['value'] ?? answer['rating'] ?? answer['score'];
    const isNetScore = survey === 'nps' && answer['value'] === undefined && answer['rating'] === undefined;
    const scale = answer['scale'] ?? (isNetScore ? { from: -100, to: 100 } : undefined);
    return survey === undefined || value === undefined || value === null ? [] : [{ survey, value, scale }];
  });
  if (answers.length === 0) return undefined;
  const user = User.decode(response['user']);
  const person = E.isRight(user) ? (user.right.userId ?? user.right.id) : undefined;
  return {
    type: 'survey.answered',
    timestamp: response['created'] ?? response['timestamp'] ?? body['timestamp'],
    data: {
      response: response['id'],
      person: response['person'] ?? person,
      account: response['account'] ?? undefined,
      comment: response['comment'] ?? response['feedback'] ?? undefined,
      answers,
    },
  };
};
