import type { TestConnection } from '../application/ports/test-connection.js';
import type { Adapters } from '../infrastructure/adapters.js';
import { makeTestConnection } from '../ingestion-adapters/connection-test.js';
import { askOnce } from './ask-once.js';

export const testConnectionOver = ({ connections }: Pick<Adapters, 'connections'>): TestConnection =>
  makeTestConnection({ connections, askFor: () => askOnce, now: () => new Date() });
