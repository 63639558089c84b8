import type { AlertChannel, AlertChannels } from '../../application/ports/alert-channels.js';

export const makeInMemoryAlertChannels = (): AlertChannels => {
  const channels = new Map<string, AlertChannel>();
  return {
    find: async (name) => channels.get(name),
    list: async () =>
      [...channels.values()]
        .sort((a, b) => (a.name < b.name ? -1 : 1))
        .map(({ name, target: { kind } }) => ({ name, kind })),
    save: async (channel) => {
      channels.set(channel.name, channel);
    },
  };
};
