import { makeInMemoryAlertChannels } from '../../../infrastructure/in-memory/alert-channels.js';
import { alertChannelsContract } from '../../contracts/alert-channels.contract.js';

alertChannelsContract('in memory', async () => ({ channels: makeInMemoryAlertChannels(), close: async () => {} }));
