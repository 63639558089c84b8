import * as t from 'io-ts';
import { ChannelName } from '../../domain/notice-plan.js';

/** A URL that is posted to. `secret`, of Standard Webhooks, signs what is posted: `whsec_` and base64. */
export const WebhookTarget = t.strict({ kind: t.literal('webhook'), url: t.string, secret: t.string }, 'WebhookTarget');
/** An incoming webhook of Slack, or of what takes the same. The URL is the secret. */
export const SlackTarget = t.strict({ kind: t.literal('slack'), url: t.string }, 'SlackTarget');
export const MailTarget = t.strict({ kind: t.literal('mail'), to: t.readonlyArray(t.string) }, 'MailTarget');

/** Whom a channel reaches. All of it is kept sealed: addresses of people and of secret places. */
export const ChannelTarget = t.union([WebhookTarget, SlackTarget, MailTarget], 'ChannelTarget');
export type ChannelTarget = t.TypeOf<typeof ChannelTarget>;

export const AlertChannel = t.strict({ name: ChannelName, target: ChannelTarget }, 'AlertChannel');
export type AlertChannel = t.TypeOf<typeof AlertChannel>;

export type AlertChannels = {
  /** Rejects where what is kept of it cannot be read. */
  readonly find: (name: ChannelName) => Promise<AlertChannel | undefined>;
  /** By name; nothing of whom they reach. */
  readonly list: () => Promise<ReadonlyArray<{ readonly name: ChannelName; readonly kind: ChannelTarget['kind'] }>>;
  /** Adds it, or replaces the one of the same name. */
  readonly save: (channel: AlertChannel) => Promise<void>;
};
