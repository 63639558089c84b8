import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AlertChannel, type AlertChannels } from '../../application/ports/alert-channels.js';
import { valid } from '../support/valid.js';

export type AlertChannelsUnderTest = { readonly channels: AlertChannels; readonly close: () => Promise<void> };

export const alertChannelsContract = (adapter: string, start: () => Promise<AlertChannelsUnderTest>): void => {
  describe(`channels of alerts, ${adapter}`, () => {
    let underTest: AlertChannelsUnderTest;
    let channels: AlertChannels;
    beforeAll(async () => {
      underTest = await start();
      channels = underTest.channels;
    });
    afterAll(() => underTest.close());

    const channel = (name: string, target: object) => valid(AlertChannel)({ name, target });
    const desk = channel('desk', { kind: 'slack', url: 'https://hooks.example/secret' });
    const on_call = channel('on_call', { kind: 'mail', to: ['duty@example.com'] });
    const backend = channel('backend', { kind: 'webhook', url: 'https://example.com/hook', secret: 'whsec_c2VjcmV0' });

    it('are found by name, and listed without whom they reach', async () => {
      for (const each of [on_call, desk, backend]) await channels.save(each);
      for (const each of [on_call, desk, backend]) expect(await channels.find(each.name)).toEqual(each);
      expect(await channels.list()).toEqual([
        { name: 'backend', kind: 'webhook' },
        { name: 'desk', kind: 'slack' },
        { name: 'on_call', kind: 'mail' },
      ]);
      expect(await channels.find(channel('nobody', desk.target).name)).toBeUndefined();
    });

    it('are replaced by name', async () => {
      const anew = channel('desk', { kind: 'mail', to: ['desk@example.com'] });
      await channels.save(anew);
      expect(await channels.find(desk.name)).toEqual(anew);
      expect(await channels.list()).toHaveLength(3);
    });
  });
};
