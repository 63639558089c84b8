import { randomBytes } from 'node:crypto';
import type { ChannelTarget } from '../../application/ports/alert-channels.js';
import type { ChannelName } from '../../domain/notice-plan.js';
import type { AlertChannelList, SavedAlertChannel } from '../answers/alerts.js';
import type { ReadSide } from '../deps.js';
import type { TargetInput } from '../parameters/alert-channels.js';
import { type Answer, queried } from './ask.js';

const makeWebhookSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;

const targetOf = (asked: TargetInput): ChannelTarget =>
  asked.kind === 'webhook' ? { ...asked, secret: asked.secret ?? makeWebhookSecret() } : asked;

/** Ways to tell people of alerts. Whom they reach is never shown again. */
export const changeAlertChannels = ({ alertChannels }: Pick<ReadSide, 'alertChannels'>) => ({
  list: (): Answer<AlertChannelList> => queried(async () => ({ items: await alertChannels.list() })),
  save: (name: ChannelName, asked: TargetInput): Answer<SavedAlertChannel> =>
    queried(async () => {
      const target = targetOf(asked);
      await alertChannels.save({ name, target });
      return { name, kind: target.kind, secret: target.kind === 'webhook' ? target.secret : null };
    }),
});
