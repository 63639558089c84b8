import type { ChannelTarget } from '../../application/ports/alert-channels.js';
import type { AlertNotice, DeliverNotice } from '../../application/ports/deliver-notice.js';
import type { Mailer } from '../../application/ports/mailer.js';
import type { VendorHttp } from '../../application/ports/vendor-http.js';
import { mailNotice } from './mail-notice.js';
import { postNotice } from './post-notice.js';
import { slackRequest } from './slack-request.js';
import { webhookRequest } from './webhook-request.js';

export type ChannelDeps = { readonly http: VendorHttp; readonly mailer: Mailer; readonly now: () => Date };

/** Over webhooks, and by mail. */
export const makeDeliverNotice = ({ http, mailer, now }: ChannelDeps): DeliverNotice => {
  const to = (target: ChannelTarget, notice: AlertNotice, signal: AbortSignal): Promise<void> => {
    switch (target.kind) {
      case 'webhook':
        return postNotice(http, webhookRequest(target, notice, now()), signal);
      case 'slack':
        return postNotice(http, slackRequest(target, notice), signal);
      case 'mail':
        return mailNotice(mailer, target, notice);
    }
  };
  return async (target, notice, signal) => {
    signal.throwIfAborted();
    await to(target, notice, signal);
  };
};
