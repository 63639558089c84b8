import type { CreateReq, UpdateReq } from '@eventstore/db-client/generated/persistent_pb.js';
import * as E from 'fp-ts/lib/Either.js';
import { strategies } from './delivery/consumers.js';
import type { GroupSettings } from './group-config.js';

const TICKS_PER_MILLISECOND = 10_000;

/** The settings of a request, or what is wrong with them. */
export const settingsOf = (message: CreateReq.Settings | UpdateReq.Settings): E.Either<string, GroupSettings> => {
  const name = strategyNameOf(message);
  const consumerStrategy = strategies.find((strategy) => strategy === name);
  if (consumerStrategy === undefined) return E.left(`Consumer strategy ${name} does not exist.`);
  const settings: GroupSettings = {
    consumerStrategy,
    resolveLinks: message.getResolveLinks(),
    extraStatistics: message.getExtraStatistics(),
    maxRetryCount: message.getMaxRetryCount(),
    minCheckpointCount: message.getMinCheckpointCount(),
    maxCheckpointCount: message.getMaxCheckpointCount(),
    maxSubscriberCount: message.getMaxSubscriberCount(),
    liveBufferSize: message.getLiveBufferSize(),
    readBatchSize: message.getReadBatchSize(),
    historyBufferSize: message.getHistoryBufferSize(),
    messageTimeout: message.hasMessageTimeoutMs()
      ? message.getMessageTimeoutMs()
      : millisecondsOf(message.getMessageTimeoutTicks()),
    checkpointAfter: message.hasCheckpointAfterMs()
      ? message.getCheckpointAfterMs()
      : millisecondsOf(message.getCheckpointAfterTicks()),
  };
  const reason = reasonAgainst(settings);
  return reason === undefined ? E.right(settings) : E.left(reason);
};

const reasonAgainst = (settings: GroupSettings): string | undefined => {
  for (const field of positive) if (settings[field] <= 0) return `${names[field]} must be greater than 0.`;
  for (const field of notNegative) if (settings[field] < 0) return `${names[field]} must not be negative.`;
  return undefined;
};

const names = {
  liveBufferSize: 'live_buffer_size',
  readBatchSize: 'read_batch_size',
  historyBufferSize: 'history_buffer_size',
  maxRetryCount: 'max_retry_count',
  minCheckpointCount: 'min_checkpoint_count',
  maxCheckpointCount: 'max_checkpoint_count',
  maxSubscriberCount: 'max_subscriber_count',
  messageTimeout: 'message_timeout',
  checkpointAfter: 'checkpoint_after',
} as const;
const positive = ['liveBufferSize', 'readBatchSize', 'historyBufferSize'] as const;
const notNegative = [
  'maxRetryCount',
  'minCheckpointCount',
  'maxCheckpointCount',
  'maxSubscriberCount',
  'messageTimeout',
  'checkpointAfter',
] as const;

/** Newer clients name the strategy, older ones number it. */
const strategyNameOf = (message: CreateReq.Settings | UpdateReq.Settings): string => {
  const name = 'getConsumerStrategy' in message ? message.getConsumerStrategy() : '';
  const number = message.getNamedConsumerStrategy();
  return name === '' ? (strategies[number] ?? String(number)) : name;
};

const millisecondsOf = (ticks: string): number => Math.round(Number(ticks) / TICKS_PER_MILLISECOND);
