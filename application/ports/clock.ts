import type { Timestamp } from '../../domain/primitives.js';

export type Clock = () => Timestamp;
