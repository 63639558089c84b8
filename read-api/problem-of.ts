import { type Problem, problem } from '../application/problem.js';
import type { Unmet } from '../domain/prediction-model/names.js';
import type { ApiError, NotPredicted, Unauthenticated } from './api-error.js';

const unauthenticated: Readonly<Record<Unauthenticated['because'], string>> = {
  missing: 'Send a token as “Authorization: Bearer …”.',
  invalid: 'The token is not one of ours, or it is damaged.',
  expired: 'The token has expired.',
};

const whyNotPredicted: Readonly<Record<NotPredicted['because'], string>> = {
  'no-champion': 'no model of this kind is in use yet',
  'too-little-history': 'nothing is known yet of how it is doing',
  'not-yet': 'it has not been scored yet, which is done when something changes and every night',
  'not-then': 'nothing was predicted of it then',
};

const whyNotPromoted: Readonly<Record<Unmet, string>> = {
  'not-evaluated': 'it was not evaluated',
  'badly-calibrated': 'its chances are too far from what comes',
  'not-compared': 'it was not compared with anything',
  'compared-with-another': 'it was compared with another version than the champion',
  'not-better': 'it is no better',
  'not-significant': 'that it is better may be chance',
};

/** The one place where an error becomes a problem. A missing case does not compile. */
export const problemOf = (error: ApiError): Problem => {
  switch (error._tag) {
    case 'DecodeError':
      return problem(400, 'invalid-request', `The ${error.source} is not valid.`, error.violations);
    case 'Unauthenticated':
      return problem(401, 'unauthenticated', unauthenticated[error.because]);
    case 'Forbidden':
      return problem(403, 'forbidden', `The role ${error.role} has no right to ${error.permission}.`);
    case 'AccountNotFound':
      return problem(404, 'account-not-found', `There is no account ${error.accountId}.`);
    case 'AnomalyNotFound':
    case 'AnomalyUnknown':
      return problem(404, 'anomaly-not-found', `There is no anomaly ${error.anomalyId}.`);
    case 'AnomalyAlreadyResolved':
      return problem(409, 'anomaly-resolved', `The anomaly ${error.anomalyId} is resolved; open it again first.`);
    case 'SegmentNotFound':
    case 'SegmentUnknown':
      return problem(404, 'segment-not-found', `There is no segment ${error.name}.`);
    case 'SegmentAlreadyDefined':
      return problem(409, 'segment-exists', `There is a segment ${error.name} already, of another rule.`);
    case 'SegmentNotDefinedThen': {
      const why = error.since === null ? 'was retired' : `was not defined before ${error.since}`;
      return problem(
        404,
        'segment-not-defined-then',
        `No rule held on ${error.asOf}: the segment ${error.name} ${why}.`,
      );
    }
    case 'AlertUnknown':
      return problem(404, 'alert-not-found', `There is no alert ${error.alertId}.`);
    case 'AlertAlreadyResolved':
      return problem(409, 'alert-resolved', `The alert ${error.alertId} is resolved.`);
    case 'AlertRuleUnknown':
      return problem(404, 'alert-rule-not-found', `There is no alert rule ${error.ruleId}.`);
    case 'SeriesRefused':
      return problem(422, 'series-refused', `This cannot be told from the series: ${error.reason}.`);
    case 'NotPredicted':
      return {
        ...problem(
          404,
          'not-predicted',
          `There is no prediction (${error.kind}) of ${error.accountId}: ${whyNotPredicted[error.because]}.`,
        ),
        because: error.because,
      };
    case 'ModelNotFound':
      return problem(404, 'model-not-found', `No model ${error.model} was ever trained.`);
    case 'ModelVersionUnknown':
      return problem(404, 'model-not-found', `The model ${error.model} has no version ${error.version}.`);
    case 'ModelIsRetired':
      return problem(409, 'model-retired', `Version ${error.version} of ${error.model} is retired.`);
    case 'ModelIsChampion':
      return problem(409, 'model-is-champion', `Version ${error.version} of ${error.model} is in use.`);
    case 'ModelNeverChampion':
      return problem(409, 'no-earlier-champion', `Version ${error.version} of ${error.model} was never in use.`);
    case 'NoEarlierChampion':
      return problem(409, 'no-earlier-champion', `No version of ${error.model} was in use before.`);
    case 'ModelVersionTaken':
      return problem(409, 'model-version-taken', `Version ${error.version} of ${error.model} is another training.`);
    case 'PromotionRuleNotKept': {
      const reasons = error.unmet.map((unmet) => whyNotPromoted[unmet]).join('; ');
      return problem(
        409,
        'promotion-refused',
        `Version ${error.version} of ${error.model} does not keep the rule: ${reasons}.`,
      );
    }
    case 'ReceiptNotFound':
      return problem(404, 'receipt-not-found', `There is no receipt ${error.receipt}.`);
    case 'ConnectionUnknown':
      return problem(404, 'connection-not-found', `There is no connection ${error.source}/${error.connection}.`);
    case 'ConnectionAlreadyExists':
      return problem(409, 'connection-exists', `There is a connection ${error.source}/${error.connection} already.`);
    case 'ConnectionBroken': {
      const { source, connection, reason } = error;
      const mend = `\`treering connect ${source} ${connection}\` makes it anew`;
      return problem(
        409,
        'connection-broken',
        `What is kept of ${source}/${connection} cannot be read: ${reason}. ${mend}.`,
      );
    }
    case 'SecretUsedBefore':
      return problem(409, 'secret-used-before', 'The connection had this secret before, and it was replaced.');
    case 'OfAnotherSite':
      return problem(403, 'of-another-site', 'A page of another site asked for this.');
    case 'NoJobBoard':
      return problem(
        404,
        'no-job-board',
        'There is no Redis, so the jobs of each process run in that one and are not shown.',
      );
    case 'RouteNotFound':
      return problem(404, 'route-not-found', 'Nothing answers this method and address.');
    case 'MalformedJson':
      return problem(400, 'malformed-json', `The body is not JSON: it breaks at ${error.place}.`);
    case 'MalformedRequest':
      return problem(400, 'malformed-request', 'The request cannot be read.');
    case 'InvalidGraphql':
      return problem(400, 'invalid-graphql', error.messages.join(' '));
    case 'BodyTooLarge':
      return problem(413, 'body-too-large', 'The body is larger than this address takes.');
    case 'UnsupportedMediaType':
      return problem(415, 'unsupported-media-type', 'This address does not take that kind of body.');
    case 'TooManyRequests':
      return problem(429, 'too-many-requests', 'Wait before you ask again.');
    case 'TooManySubscriptions':
      return problem(429, 'too-many-subscriptions', `One socket holds at most ${error.most} subscriptions.`);
    case 'PositionNotReached':
      return {
        ...problem(
          503,
          'position-not-reached',
          `${error.readModel} stands at ${error.reached ?? 'no position yet'}; position ${error.position} was asked for.`,
        ),
        minPosition: error.position,
        reached: error.reached,
      };
    case 'PositionBeyondLog':
      return {
        ...problem(
          409,
          'position-beyond-log',
          `The log ends at ${error.head ?? 'no event yet'}; position ${error.position} was asked for.`,
        ),
        minPosition: error.position,
        reached: error.head,
      };
    case 'TooManyWaiting':
      return problem(503, 'too-many-waiting', `${error.most} requests wait already.`);
    case 'ConcurrencyExhausted':
      return problem(503, 'too-many-writers', 'Others kept changing the same thing.');
    case 'AppendTooLarge':
      return problem(413, 'body-too-large', `What was said takes ${error.bytes} bytes; the log takes ${error.limit}.`);
    case 'LogUnavailable':
      return problem(503, 'log-unavailable', 'The event log does not answer.');
    case 'UnreadableStream': {
      const { streamName, revision, type } = error.event;
      return problem(500, 'unreadable-event', `Event ${revision} (${type}) of ${streamName} cannot be read.`);
    }
    case 'Unexpected':
      return problem(500, 'internal-error', 'Something went wrong on our side.');
    default: {
      const everyCaseIsHandled: never = error;
      return everyCaseIsHandled;
    }
  }
};
