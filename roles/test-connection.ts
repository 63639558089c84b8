import type { TestConnection } from '../application/ports/test-connection.js';
import type { Adapters } from '../infrastructure/adapters.js';
import { makeTestConnection } from '../ingestion-adapters/connection-test.js';
import { askOnceOver } from './ask-once.js';

export const testConnectionOver = ({
  connections,
  vendorHttp,
}: Pick<Adapters, 'connections' | 'vendorHttp'>): TestConnection =>
  makeTestConnection({ connections, askFor: () => askOnceOver(vendorHttp), now: () => new Date() });
