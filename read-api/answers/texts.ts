import * as t from 'io-ts';
import { documented } from '../plugins/io-ts-schemas.js';

/** What read models give as plain text, told apart for the documentation. */
export const day = documented(t.string, { type: 'string', format: 'date', example: '2026-03-01' });
export const instant = documented(t.string, { type: 'string', format: 'date-time' });
export const decimal = documented(t.string, { type: 'string', format: 'decimal', example: '1200.50' });
export const position = documented(t.string, { type: 'string', example: '184467' });
export const integer = documented(t.number, { type: 'integer' });
export const anything = documented(t.unknown, {});
