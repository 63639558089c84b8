import type * as t from 'io-ts';
import { type EventOf, type EventType, eventCatalogue } from '../../domain/catalogue.js';
import { valid } from './valid.js';

/** An event of the catalogue from plain JSON. */
export const fact = <T extends EventType>(type: T, data: object): EventOf<T> =>
  valid(eventCatalogue[type].codec as t.Type<EventOf<T>, unknown, unknown>)({ type, data });
