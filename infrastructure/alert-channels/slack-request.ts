import type * as t from 'io-ts';
import { titleOf } from '../../application/alerts/alert-in-words.js';
import type { SlackTarget } from '../../application/ports/alert-channels.js';
import type { AlertNotice } from '../../application/ports/deliver-notice.js';
import type { VendorRequest } from '../../application/ports/vendor-http.js';

/** Slack, "Formatting text for app surfaces": these three mean something; as entities they do not. */
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const LONGEST_SECTION = 3_000;

/** As incoming webhooks of Slack take it: `text` for notifications, `blocks` for what is shown. */
export const slackRequest = ({ url }: t.TypeOf<typeof SlackTarget>, notice: AlertNotice): VendorRequest => {
  const { id, alert } = notice;
  const text = escaped(titleOf(notice)).slice(0, LONGEST_SECTION);
  const context = `${alert.status} since ${alert.openedAt} · ${alert.accountId} · <${alert.url}|alert> · ${id}`;
  return {
    method: 'POST',
    url,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      text,
      blocks: [
        { type: 'section', text: { type: 'mrkdwn', text } },
        { type: 'context', elements: [{ type: 'mrkdwn', text: context }] },
      ],
    }),
  };
};
